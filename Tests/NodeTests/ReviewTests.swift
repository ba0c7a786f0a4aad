import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import Node

@Suite struct ReviewTests {
  private func review(_ document: ChangeID, on day: String, again: String, in node: TestNode) throws
  {
    var draft = ArticleDraft()
    draft.lastReviewedOn = day
    draft.reviewIn = again
    draft.verifiedBy = "KKR"
    _ = try node.store.write { try $0.edit(document, toward: draft, by: kim) }
  }

  private func titles(_ text: String) -> [String] {
    text.matches(of: /\/gennemgang">([^<]+)<\/a><\/th>/).map { String($0.1) }
  }

  @Test func `what is overdue comes first, then what nobody ever checked`() throws {
    let node = try TestNode()
    try review(node.write("Senere"), on: "2026-03-01", again: "6 months", in: node)
    try review(node.write("Længst over tiden"), on: "2024-01-01", again: "1 year", in: node)
    try node.write("Aldrig")
    try review(node.write("Forfalder i dag"), on: "2025-03-12", again: "1 year", in: node)
    try node.write("Kladde", isApproved: false)
    let page = try Browser(node).get("/rediger/gennemgang").text
    #expect(titles(page) == ["Længst over tiden", "Forfalder i dag", "Aldrig", "Senere"])
    #expect(page.contains("2 svar af 4 skal gennemgås nu."))
  }

  @Test func `who has read an answer says that it holds, and readers see the day`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", id: "pas")
    let editor = Browser(node)
    #expect(try editor.get("/rediger/pas/gennemgang").text.contains("Aldrig gennemgået"))
    #expect(
      try editor.post("/rediger/pas/gennemgang", [("igen-om", "1 year")]).text
        .contains("dine initialer"))
    try editor.get("/rediger/pas/gennemgang")
    try editor.post("/rediger/pas/gennemgang", [("igen-om", "1 year"), ("initialer", "KKR")])
    #expect(try editor.follow().text.contains("Svaret er gennemgået"))
    let article = try node.store.read { Article(try $0.state(of: document)) }
    #expect(article.reviewDue == CivilDate(iso: "2027-03-12"))
    #expect(article.verifiedBy == "KKR")
    let answer = try Browser(node).get("/artikel/pas").text
    #expect(answer.contains("Sidst gennemgået"))
    // The text is what was approved, so nothing waits for an approver.
    #expect(try editor.get("/rediger?vis=venter").text.contains("Ingen svar venter"))
  }

  @Test func `an interval that is not offered is refused`() throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas/gennemgang")
    let fields = [("igen-om", "999 years"), ("initialer", "KKR")]
    #expect(try editor.post("/rediger/pas/gennemgang", fields).status == 400)
  }

  @Test func `an owner sees only what is its own`() throws {
    let node = try TestNode()
    for (title, owner) in [("Vores", "0340"), ("Fælles", "national")] {
      let document = try node.write(title)
      var draft = ArticleDraft()
      draft.owner = owner
      _ = try node.store.write { replica in
        try replica.edit(document, toward: draft, by: mette)
        return try replica.approve(document, by: kim)
      }
    }
    let browser = Browser(node)
    #expect(titles(try browser.get("/rediger/gennemgang?ejer=0340").text) == ["Vores"])
    #expect(titles(try browser.get("/rediger/gennemgang").text) == ["Fælles", "Vores"])
  }

  @Test func `the approver's queue says what was approved, by whom, and how much waits`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas koster 100 kr.", id: "pas")
    try node.write("Færdig")
    try node.edit(document, on: node.heads(document), body: "Et pas koster 200 kr.", by: mette)
    let page = try Browser(node).get("/rediger?vis=venter").text
    #expect(page.contains("Godkendt, 1 ny ændring"))
    #expect(page.contains("12-03-2026</time> af KKR"))
    #expect(!page.contains("Færdig"))
  }
}
