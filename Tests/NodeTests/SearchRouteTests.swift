import Chance
import Foundation
import Knowledge
import ReplicaStore
import Testing

@testable import Node
@testable import Search

@Suite struct SearchRouteTests {
  private static func node() throws -> TestNode {
    let node = try TestNode()
    try node.write("Kørekort til bil", short: "Bestil tid.", id: "koerekort", subject: "27.24.00")
    try node.write("Flytning", short: "Meld flytning.", id: "flytning")
    try node.write("Buskort til unge", id: "buskort")
    return node
  }

  private static func encoded(_ query: String) -> String {
    query.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  @Test func `what finds nothing leads on to what others read`() throws {
    let node = try TestNode()
    try node.write("Pas til børn", id: "pas")
    let browser = Browser(node, from: "192.0.2.7")
    try browser.get("/artikel/pas")
    try Browser(node).get("/rediger/soegninger")
    #expect(try browser.get("/soeg?q=xqzwv").text.contains("/artikel/pas/pas-til-boern"))
    #expect(try browser.get("/soeg?q=xqzwv").text.contains("Det spørger flest om"))
    #expect(!(try browser.get("/soeg?q=pas").text.contains("Det spørger flest om")))
  }

  @Test func `another word that was meant is offered, and what it finds is shown at once`() throws {
    let browser = Browser(try SearchRouteTests.node())
    let page = try browser.get("/soeg?q=k%C3%B8rkort+til+bil").text
    #expect(page.contains("Mente du"))
    #expect(page.contains("q=k%C3%B8rekort%20til%20bil\">kørekort til bil</a>"))
    #expect(page.contains("<mark>Kørekort</mark>"))
    #expect(try !browser.get("/soeg?q=buskort").text.contains("Mente du"))
  }

  @Test func `an answer that was given before is given anew after every commit`() throws {
    let node = try SearchRouteTests.node()
    let browser = Browser(node, from: "192.0.2.7")
    let first = try browser.get("/search?q=buskort").text
    #expect(try browser.get("/search?q=buskort").text == first)
    #expect(!first.contains("Buskort til pensionister"))
    try node.write("Buskort til pensionister", id: "pensionister")
    #expect(try browser.get("/search?q=buskort").text.contains("Buskort til pensionister"))
    #expect(try browser.get("/search?q=buskort&side=2").text != first)
  }

  @Test func `programs get the same answer as JSON`() throws {
    struct Answer: Decodable {
      struct Hit: Decodable {
        var id: String
        var title: String
        var url: String
        var subject: String?
      }
      var query: String
      var total: Int
      var suggestion: String?
      var hits: [Hit]
    }
    let answer = try Browser(SearchRouteTests.node()).get("/search?q=k%C3%B8rkort")
    #expect(answer.header("Content-Type")?.hasPrefix("application/json") == true)
    let found = try JSONDecoder().decode(Answer.self, from: Data(answer.text.utf8))
    #expect(found.query == "kørkort")
    #expect(found.suggestion == "kørekort")
    #expect(found.hits.first?.id == "koerekort")
    #expect(found.hits.first?.url == "/artikel/koerekort/koerekort-til-bil")
    #expect(found.hits.first?.subject == "27.24.00")
  }

  @Test func `a browser learns to search here and gets titles as one types`() throws {
    let browser = Browser(try SearchRouteTests.node())
    #expect(try browser.get("/").text.contains("href=\"/opensearch.xml\""))
    let description = try browser.get("/opensearch.xml").text
    #expect(description.contains("template=\"http://127.0.0.1:8340/soeg?q={searchTerms}\""))
    let list = try browser.get("/search/forslag?q=flyt").text
    #expect(list == "[\"flyt\",[\"Flytning\"]]")
  }

  @Test func `staff texts are in no answer to anybody`() throws {
    let node = try SearchRouteTests.node()
    try node.write("Hemmelig kanariefugl", body: "kanariefugl", audience: "medarbejder")
    let browser = Browser(node, from: "192.0.2.7")
    for address in [
      "/search?q=kanariefugl", "/search/forslag?q=kanarie", "/soeg?q=kanariefuggl",
      "/search?q=kanariefugls",
    ] {
      let text = try browser.get(address).text
      #expect(!text.contains("Hemmelig"), "\(address)")
      #expect(!text.contains("kanariefugl\"}"), "\(address)")
      #expect(!text.contains("Mente du"), "\(address)")
    }
  }

  @Test func `editors see what was looked for in vain, typed prefixes as one search`() throws {
    let node = try SearchRouteTests.node()
    let citizen = Browser(node, from: "192.0.2.7")
    for typed in ["h", "hu", "hun", "hundesyg", "hundesygeforsikring"] {
      try citizen.get("/soeg?q=\(typed)&fragment=1&v=side1")
    }
    try citizen.get("/soeg?q=hundesygeforsikring")
    for personal in ["010190-1234 hundesyge", "ring 70 20 30 40", "mette@example.dk hundesyge"] {
      try citizen.get("/soeg?q=\(SearchRouteTests.encoded(personal))")
    }
    let page = try Browser(node).get("/rediger/soegninger").text
    #expect(page.contains(">hundesygeforsikring</a>"))
    #expect(!page.contains(">hundesyg</a>"))
    #expect(!page.contains(">hun</a>"))
    #expect(!page.contains("1234"))
    #expect(!page.contains("70 20"))
    #expect(!page.contains("mette"))
    let row = try #require(
      try node.store.read { try $0.searchesInVain(limit: 10) }
        .first { $0.term == "hundesygeforsikring" })
    #expect(row.times == 2)
    #expect(row.nothing == 2)
    #expect(!row.isCommon)
    #expect(try citizen.get("/rediger/soegninger").status == 403)
  }

  @Test func `the front page names what many search for on several days, and nothing else`() throws
  {
    let node = try SearchRouteTests.node()
    let term = try #require(SearchTerm("buskort"))
    let rare = try #require(SearchTerm("flytning"))
    var counts = SearchDiary.Count(term: term)
    counts.times = 4
    let once = SearchDiary.Count(term: rare, times: 1)
    for day in 10...11 {
      let date = try #require(CivilDate(year: 2026, month: 3, day: day))
      try node.store.write { try $0.count([counts, once], opened: [:], on: date) }
    }
    let page = try Browser(node).get("/").text
    #expect(page.contains("Mange søger efter"))
    #expect(page.contains(">buskort</a>"))
    #expect(!page.contains(">flytning</a>"))
  }

  @Test func `an answer that is opened often comes first on the front page`() throws {
    let node = try SearchRouteTests.node()
    let browser = Browser(node)
    for _ in 0..<3 { try browser.get("/artikel/flytning") }
    try browser.get("/artikel/buskort")
    try browser.get("/rediger/soegninger")
    let read = try node.store.read { try $0.mostOpened(limit: 9) }
    #expect(read.map(\.title) == ["Flytning", "Buskort til unge"])
    #expect(try browser.get("/").text.contains("Det spørger flest om"))
  }

  @Test func `no query makes an error`() throws {
    let browser = Browser(try SearchRouteTests.node())
    let pieces = [
      "a", "%C3%A5", "bus", "kort", "%20", "+", "-", ".", "%22", "*", "(", ")", "%3A", "NEAR(",
      "OR", "AND", "NOT", "title%3A", "col%3A", "%C2%A7", "27", "%00", "%02", "%F0%9F%9A%8C",
      "%ED%A0%80", "%ED%BF%BF", "%FF", "%C3", "%27", "%3B", "%5E", "%7B", "%7D", "%25", "%5C",
    ]
    var random = SeededRandom(seed: 2_026)
    for _ in 0..<2_000 {
      let query = (0..<random.below(12)).map { _ in pieces[random.below(pieces.count)] }
      for path in ["/search", "/soeg", "/search/forslag"] {
        let address = "\(path)?q=\(query.joined())&fragment=1"
        #expect(try browser.get(address).status < 500, "\(address)")
      }
    }
  }

}
