import CRDT
import Knowledge
import ReplicaStore
import Synchronization
import Testing

@testable import Node

/// A clock on the wall that somebody sets.
private final class WallClock: Sendable {
  private let time = Mutex(TestNode.noon)

  var now: Int64 { time.withLock { $0 } }

  /// Minutes from Thursday 12 March 2026 at noon.
  func set(minutes: Int64) { time.withLock { $0 = TestNode.noon + minutes * 60_000 } }
}

@Suite struct `Whom a citizen can ask` {
  private let clock = WallClock()
  private let citizen = "192.0.2.7"

  private func node() throws -> TestNode {
    let clock = clock
    let node = try TestNode { configuration in
      configuration.now = { clock.now }
      configuration.contact = NodeContact(mail: "borger@soroe.dk")
    }
    try node.write("Pas til børn", short: "Bestil tid.", id: "pas")
    try add(
      to: "0340", on: node,
      departments: [
        ["bibliotek", "Bibliotek", "", ""], ["borgerservice", "Borgerservice", "", ""],
      ],
      phones: [["borgerservice", "57 87 60 00", "", ""]],
      hours: [
        ["borgerservice", "telefon", "ma-fr 10-15", "", ""],
        ["borgerservice", "personlig", "to 8-18.30", "", ""],
        ["bibliotek", "personlig", "ma-lø 7-22", "", ""],
      ])
    try add(
      to: "0330", on: node, departments: [["borgerservice", "Slagelse Borgerservice", "", ""]],
      phones: [["borgerservice", "58573600", "", ""]],
      hours: [["borgerservice", "telefon", "fr 9-13", "", ""]])
    return node
  }

  private func add(
    to code: String, on node: TestNode, departments: [[String]], phones: [[String]],
    hours: [[String]]
  ) throws {
    let municipality = try #require(Municipality(code: code))
    var edit = ReferenceEdit()
    for (kind, rows) in [
      (ReferenceKind.departments, departments), (.phones, phones), (.hours, hours),
    ] {
      try edit.add(kind, rows: rows.enumerated().map { ($0.offset + 1, $0.element) })
    }
    let lines = edit
    try node.store.write { replica in
      _ = try replica.edit(referenceOf: .municipality(municipality), lines, by: mette)
    }
  }

  @Test func `is told by the minute, also on a page that is kept`() throws {
    let node = try node()
    let browser = Browser(node, from: citizen)
    for target in ["/", "/artikel/pas", "/soeg?q=xqzwv", "/soeg?q=xqzwv&fragment=1"] {
      clock.set(minutes: 0)
      let noon = try browser.get(target).text
      #expect(noon.contains("På telefonen: åbent til kl. 15<"), "\(target)")
      #expect(noon.contains("Personligt: åbent til kl. 18.30<"), "\(target)")
      #expect(noon.contains("href=\"tel:57876000\">57 87 60 00</a>"), "\(target)")
      clock.set(minutes: 640)
      let night = try browser.get(target).text
      #expect(night.contains("På telefonen: lukket – åbner i morgen kl. 10<"), "\(target)")
      #expect(night.contains("Personligt: lukket – åbner torsdag") == false, "\(target)")
      #expect(night.contains("Personligt: lukket – åbner 19. marts 2026 kl. 8<"), "\(target)")
    }
  }

  @Test func `is Borgerservice first, in the reader's language`() throws {
    let text = try Browser(try node(), from: citizen).get("/artikel/pas?lang=en").text
    #expect(text.contains("By telephone: open until 15:00<"))
    let borgerservice = try #require(text.firstRange(of: ">Borgerservice<"))
    let library = try #require(text.firstRange(of: ">Bibliotek<"))
    #expect(borgerservice.lowerBound < library.lowerBound)
  }

  @Test func `is the municipality that was chosen, from then on`() throws {
    let browser = Browser(try node(), from: citizen)
    let page = try browser.get("/artikel/pas").text
    #expect(page.contains("href=\"/kommune?til=%2Fartikel%2Fpas\""))
    let choice = try browser.get("/kommune?til=%2Fartikel%2Fpas&stor=1").text
    #expect(choice.contains("<option value=\"0330\">Slagelse Kommune</option>"))
    #expect(try browser.get("/kommune?til=%2Fartikel%2Fpas&valgt=1&kommune=0330").status == 303)
    #expect(browser.page.header("Location") == "/artikel/pas?kommune=0330")
    let text = try browser.follow().text
    #expect(text.contains("Slagelse Borgerservice"))
    #expect(!text.contains("57 87 60 00"))
    #expect(!text.contains("borger@soroe.dk"))
    #expect(try browser.get("/artikel/pas").text.contains("57 87 60 00"))
  }

  @Test(arguments: ["//evil.example", "https://evil.example", "/\\evil.example", "evil"])
  func `never leads to another site`(target: String) throws {
    let encoded = target.utf8.map { "%" + String($0, radix: 16) }.joined()
    let page = try Browser(try node(), from: citizen)
      .get("/kommune?til=\(encoded)&valgt=1&kommune=0330")
    #expect(page.header("Location") == "/?kommune=0330")
  }
}
