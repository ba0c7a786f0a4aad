import CRDT
import Foundation
import Knowledge
import ReplicaStore
import Testing
import WebUI

@testable import Node

/// Lists at a node that has much of everything.
@Suite struct `A long list` {
  let node: TestNode
  let soroe: Municipality

  init() throws {
    node = try TestNode()
    soroe = try Municipality.withCode("0340")
  }

  @Test func `goes on past its twentieth page`() throws {
    var edit = ReferenceEdit()
    try edit.add(
      .synonyms, rows: (1000..<1850).map { (number: $0, cells: ["ord\($0), ting\($0)"]) })
    try node.store.write { replica in
      _ = try replica.edit(referenceOf: .municipality(soroe), edit, by: mette)
    }
    for path in ["/rediger/synonymer", "/stamdata/0340/synonymer"] {
      var seen: Set<String> = []
      var number = 1
      while true {
        let page = try Browser(node).get("\(path)?side=\(number)").text
        let words = Set(page.matches(of: /ord1\d\d\d/).map { String($0.0) })
        #expect(!words.isEmpty && seen.isDisjoint(with: words), "\(path) \(number)")
        seen.formUnion(words)
        guard page.contains("rel=\"next\"") else { break }
        number += 1
      }
      #expect(number > 20 && seen.count == 850, "\(path)")
    }
  }

  /// One more than any list has on a page, each with a title as long as they get.
  private static let count = 51

  private static func title(_ number: Int) -> String {
    let title = "Hvordan søger jeg om nummer \(number) – æøå & <b>"
    return title + String(repeating: " igen", count: (100 - title.count) / 5)
  }

  private func fill() throws {
    for number in 0..<Self.count {
      func body(_ when: String) -> String {
        "Se åbningstiderne\(when) i [det andet](/artikel/findes-ikke-\(number))."
      }
      let document = try node.write(
        Self.title(number), body: body(""), short: String(repeating: "Kort svar. ", count: 20),
        id: "svar-\(number)", subject: "23.05.04")
      let heads = try node.heads(document)
      try node.edit(document, on: heads, body: body(" mandag"), by: mette)
      try node.edit(document, on: heads, body: body(" fredag"), by: kim)
    }
    try node.store.write { replica in
      for number in 0..<Self.count {
        try replica.keep(
          Replica.PrivateDraft(
            name: "ny-\(number)", base: "ny-\(number)", fields: ["titel": Self.title(number)],
            time: TestNode.noon), of: "")
        let day = try #require(CivilDate(iso: "2026-03-09"))
        let subject = try #require(Subject("23.05.\(number + 10)"))
        try replica.count(
          ContactKey(
            date: day, municipality: soroe, channel: .phone, outcome: .writtenUp,
            about: .subject(subject)), session: 1)
      }
    }
    let citizen = Browser(node, from: "192.0.2.7")
    for number in 0..<Self.count {
      let term =
        "xq\(String(UnicodeScalar(UInt8(97 + number % 26))))\(number / 26 == 0 ? "zv" : "wk")"
      #expect(try citizen.get("/soeg?q=\(term)").status == 200)
    }
  }

  @Test func `has pages of sixty kilobytes at most, with styles and script`() throws {
    try fill()
    let assets = Assets.all(in: Theme()).reduce(0) { $0 + $1.bytes.count }
    let browser = Browser(node)
    for path in [
      "/rediger", "/rediger?vis=venter", "/rediger?q=åbningstiderne", "/rediger/kladder",
      "/rediger/soegninger", "/rediger/spoergsmaal", "/rediger/tjekliste", "/rediger/gennemgang",
      "/rediger/links", "/rediger/konflikter", "/nyt",
    ] {
      let address = path.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? path
      let page = try browser.get(address)
      #expect(page.status == 200 && page.text.contains("rel=\"next\""), "\(path)")
      #expect(assets + page.text.utf8.count <= 60_000, "\(path) \(page.text.utf8.count)")
    }
    for path in ["/", "/emner/23", "/emner/a-aa?bogstav=H", "/soeg?q=nummer", "/skranke?q=nummer"] {
      let page = try browser.get(path)
      #expect(page.status == 200, "\(path)")
      #expect(assets + page.text.utf8.count <= 60_000, "\(path) \(page.text.utf8.count)")
    }
  }
}
