import CRDT
import Knowledge
import ReplicaStore
import Testing
import WebUI

@testable import Node

@Suite struct `Was this helpful` {
  private let citizen = "192.0.2.7"

  private func times(_ answer: FeedbackAnswer, on node: TestNode) throws -> Int {
    let first = try #require(CivilDate(iso: "2026-03-12"))
    return try node.store.read { replica in
      try replica.feedback(since: first, limit: 10).first?.times(answer) ?? 0
    }
  }

  @Test func `is said without a cookie, thanked for, and seen by the editors`() throws {
    let node = try TestNode()
    try node.write("Pas til børn", id: "pas")
    let reader = Browser(node, from: citizen)
    #expect(try reader.get("/artikel/pas").text.contains("action=\"/hjalp/pas\""))
    #expect(try reader.post("/hjalp/pas", [("svar", "nej")]).status == 303)
    let why = try reader.follow()
    #expect(why.text.contains("Hvorfor hjalp svaret ikke?"))
    #expect(try reader.post("/hjalp/pas", [("svar", "svaert")]).status == 303)
    #expect(try reader.follow().text.contains("Redaktørerne ser"))
    #expect(reader.cookie == nil)
    #expect(try times(.didNotHelp, on: node) == 1)
    #expect(try times(.hardToUnderstand, on: node) == 1)

    let list = try Browser(node).get("/rediger/til-hjaelp").text
    #expect(list.contains("Pas til børn"))
    #expect(list.contains("Det er svært at forstå (1)"))
    #expect(try reader.get("/rediger/til-hjaelp").status == 403)
  }

  @Test(arguments: FeedbackAnswer.reasons + [.helped, .didNotHelp])
  func `means the same on the page and in the base`(_ answer: FeedbackAnswer) {
    #expect(FeedbackAnswer(FeedbackPage.Answer(answer)) == answer)
  }

  @Test func `counts once, however often the button is pressed`() throws {
    let node = try TestNode()
    try node.write("Pas til børn", id: "pas")
    let reader = Browser(node, from: citizen)
    for answer in ["nej", "nej", "ja", "svaert", "svaert", "forkert"] {
      #expect(try reader.post("/hjalp/pas", [("svar", answer)]).status == 303)
    }
    #expect(try times(.didNotHelp, on: node) == 1)
    #expect(try times(.helped, on: node) == 0)
    #expect(try times(.hardToUnderstand, on: node) == 1)
    #expect(try times(.outdatedOrWrong, on: node) == 0)
    try Browser(node, from: "192.0.2.8").post("/hjalp/pas", [("svar", "nej")])
    #expect(try times(.didNotHelp, on: node) == 2)
  }

  @Test func `takes nothing from another site's page, and nothing that is no answer`() throws {
    let node = try TestNode()
    try node.write("Pas til børn", id: "pas")
    try node.write("Telefonliste", audience: "medarbejder", id: "liste")
    let reader = Browser(node, from: citizen)
    #expect(
      try reader.post("/hjalp/pas", [("svar", "nej")], origin: "https://evil.example").status
        == 403)
    #expect(try reader.post("/hjalp/pas", [("svar", "nej")], origin: nil).status == 403)
    #expect(try reader.post("/hjalp/pas", [("svar", "måske")]).status == 400)
    #expect(try reader.post("/hjalp/pas", []).status == 400)
    #expect(try reader.post("/hjalp/liste", [("svar", "nej")]).status == 404)
    #expect(try reader.get("/hjalp/liste?svar=nej").status == 404)
    #expect(try times(.didNotHelp, on: node) == 0)
  }

  @Test func `keeps the reader's language on the way`() throws {
    let node = try TestNode()
    try node.write("Pas til børn", id: "pas")
    let reader = Browser(node, from: citizen)
    #expect(
      try reader.get("/artikel/pas?lang=en").text.contains("action=\"/hjalp/pas?lang=en\""))
    try reader.post("/hjalp/pas?lang=en", [("svar", "nej")])
    #expect(try reader.follow().text.contains("Why did the answer not help?"))
    #expect(try reader.get("/hjalp/pas?lang=en").header("Location")?.contains("lang=en") == true)
  }

  @Test func `is not asked of what was withdrawn`() throws {
    let node = try TestNode()
    let document = try node.write("Pas til børn", id: "pas")
    let date = try #require(CivilDate(iso: "2026-03-01"))
    let withdrawal = try #require(Withdrawal(date: date, replacement: nil, reason: "Ny lov."))
    try node.store.write { replica in _ = try replica.withdraw(document, withdrawal, by: kim) }
    let reader = Browser(node, from: citizen)
    #expect(!(try reader.get("/artikel/pas").text.contains("/hjalp/")))
    #expect(try reader.post("/hjalp/pas", [("svar", "nej")]).status == 404)
  }

  @Test func `who presses all day is told to wait, and others are not`() {
    let gate = FeedbackGate()
    var admitted = 0
    for number in 0..<200 {
      let passage = gate.pass(from: "a", on: "\(number)", at: Int64(number))
      if case .admitted = passage { admitted += 1 }
    }
    #expect(admitted == 60)
    if case .admitted = gate.pass(from: "b", on: "1", at: 200) {} else { Issue.record("b waits") }
    if case .admitted = gate.pass(from: "a", on: "1", at: 600_001) {
    } else {
      Issue.record("a waits for ever")
    }
  }
}
