import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import Node

/// Today is 12 March 2026 at these nodes.
@Suite struct `The list of questions that wait` {
  let node: TestNode
  let soroe: Municipality
  let pas: ContactKey.Topic

  init() throws {
    node = try TestNode()
    soroe = try Municipality.withCode("0340")
    pas = .subject(try #require(Subject("23.05.04")))
  }

  private func writeUp(_ day: String, amount: Int = 1) throws {
    let key = ContactKey(
      date: try #require(CivilDate(iso: day)), municipality: soroe, channel: .phone,
      outcome: .writtenUp, about: pas)
    _ = try node.store.write { try $0.count(key, amount: amount, session: 1) }
  }

  private func answer(_ page: Browser.Page, by editor: Browser) throws -> Browser.Page {
    let fields = ["token", "kilde", "emne", "til"].map { ($0, page.hidden($0) ?? "") }
    return try editor.post("/rediger/spoergsmaal", fields)
  }

  @Test func `shows each with its deadline, and lets an editor deal with it`() throws {
    // Ten working days from 26 February end on 12 March; from 25 February on the day before.
    try writeUp("2026-02-25", amount: 3)
    try writeUp("2026-02-26")
    let editor = Browser(node)
    let page = try editor.get("/rediger/spoergsmaal")
    #expect(page.text.contains("23.05.04"))
    #expect(page.text.contains("overskredet: fristen var 11. marts 2026"))
    #expect(page.text.contains("Skrevet op"))

    #expect(try answer(page, by: editor).status == 303)
    let after = try editor.follow().text
    #expect(after.contains("Spørgsmålet er besvaret"))
    #expect(after.contains("Der venter ingen spørgsmål."))
    // Pressed twice, it is done.
    #expect(try answer(page, by: editor).status == 303)

    try writeUp("2026-03-12")
    let again = try editor.get("/rediger/spoergsmaal").text
    #expect(again.contains("frist 26. marts (om 10 arbejdsdage)"))
  }

  @Test func `has what readers said did not help, until it is mended`() throws {
    try node.write("Pas til børn", id: "pas")
    try Browser(node, from: "192.0.2.7").post("/hjalp/pas", [("svar", "nej")])
    let editor = Browser(node)
    let page = try editor.get("/rediger/spoergsmaal")
    #expect(page.text.contains("Svaret hjalp ikke"))
    #expect(page.text.contains("href=\"/rediger/pas\""))
    #expect(page.text.contains("frist 26. marts (om 10 arbejdsdage)"))
    _ = try answer(page, by: editor)
    #expect(try editor.follow().text.contains("Der venter ingen spørgsmål."))
    let report = try editor.get("/rapporter/arbejdsliste").text
    #expect(report.contains("Spørgsmål, der venter på redaktionen"))
  }

  @Test func `takes nothing from a form that is wrong or from another page`() throws {
    try writeUp("2026-03-09")
    let editor = Browser(node)
    let page = try editor.get("/rediger/spoergsmaal")
    let token = ("token", page.hidden("token") ?? "")
    let bad = [
      [token], [token, ("kilde", "anden"), ("emne", "23.05.04"), ("til", "2026-03-09")],
      [token, ("kilde", "skrevet-op"), ("emne", "23.05.04"), ("til", "i morgen")],
    ]
    for fields in bad { #expect(try editor.post("/rediger/spoergsmaal", fields).status == 400) }
    let old = try editor.post("/rediger/spoergsmaal", [("token", "gammel")])
    #expect(old.text.contains("Siden var for gammel"))
    #expect(try Browser(node, from: "192.0.2.7").get("/rediger/spoergsmaal").status == 403)
    #expect(try editor.get("/rediger/spoergsmaal").text.contains("23.05.04"))
  }
}
