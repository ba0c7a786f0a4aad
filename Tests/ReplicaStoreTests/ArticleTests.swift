import CRDT
import Knowledge
import ReplicaStore
import SyncProtocol
import Testing

@Suite struct `An article in a replica` {
  let base = try! TestReplica()

  @Test func `is a draft that no reader sees until somebody approves it`() throws {
    let pas = try base.replica.create(draft(title: "Pas", body: "Bestil tid."), by: mette)
    #expect(try base.replica.publication(of: pas) == nil)
    #expect(try base.replica.summary(of: pas).lifecycle == .draft)

    try base.replica.approve(pas, by: kim)
    #expect(try base.replica.publication(of: pas)?.article.body == "Bestil tid.")
    #expect(try base.replica.publication(of: pas)?.approvedBy == kim.author)
    #expect(try base.replica.summary(of: pas).lifecycle == .approved)
  }

  @Test func `shows readers the approved text while a new one waits`() throws {
    let pas = try base.replica.create(draft(title: "Pas", body: "Bestil tid."), by: mette)
    try base.replica.approve(pas, by: kim)
    try base.replica.edit(pas, toward: draft(body: "Bestil tid på nettet."), by: mette)
    #expect(try base.replica.publication(of: pas)?.article.body == "Bestil tid.")
    let summary = try base.replica.summary(of: pas)
    #expect(summary.lifecycle == .approvedWithPendingChanges)
    #expect(summary.waiting == 1)

    try base.replica.approve(pas, by: kim)
    #expect(try base.replica.publication(of: pas)?.article.body == "Bestil tid på nettet.")
    #expect(try base.replica.summary(of: pas).waiting == 0)
  }

  @Test func `is not approved by its author`() throws {
    let pas = try base.replica.create(draft(title: "Pas"), by: mette)
    #expect(throws: ApprovalRefusal.self) { try base.replica.approve(pas, by: mette) }
    #expect(try base.replica.publication(of: pas) == nil)
    #expect(try base.replica.changeCount() == 1)
  }

  @Test func `merges a form that was opened before others saved`() throws {
    let text = "Første afsnit.\n\nAndet afsnit.\n\nTredje afsnit."
    let pas = try base.replica.create(draft(title: "Pas", body: text), by: mette)
    let opened = try base.replica.state(of: pas).heads
    try base.replica.edit(
      pas, toward: draft(body: text.replacing("Første", with: "Det første")), by: mette)
    let outcome = try base.replica.edit(
      pas, version: opened, toward: draft(body: text.replacing("Tredje", with: "Det tredje")),
      by: kim)
    guard case .merged(_, let count) = outcome else {
      Issue.record("expected a merge, got \(outcome)")
      return
    }
    #expect(count == 1)
    #expect(
      try base.replica.state(of: pas).texts[.body]
        == "Det første afsnit.\n\nAndet afsnit.\n\nDet tredje afsnit.")
  }

  @Test func `saves nothing when nothing was changed`() throws {
    let pas = try base.replica.create(draft(title: "Pas", body: "Tekst."), by: mette)
    #expect(try base.replica.edit(pas, toward: draft(body: "Tekst."), by: kim) == .unchanged)
    #expect(try base.replica.changeCount() == 1)
  }

  @Test func `refuses a draft without a title and stays as it was`() throws {
    #expect(throws: InvalidDraft.self) { try base.replica.create(draft(title: ""), by: mette) }
    #expect(try base.replica.changeCount() == 0)
    #expect(try base.replica.vector().entries.isEmpty)
  }

  @Test func `is found by readers only once it is approved and meant for them`() throws {
    let pas = try base.replica.create(draft(title: "Pas", body: "Fornyelse af pas."), by: mette)
    let note = try base.replica.create(
      draft(title: "Intern note", body: "Fornyelse ved skranken.", audience: "medarbejder"),
      by: mette)
    #expect(try base.replica.searchPublished("fornyelse", limit: 10).found.isEmpty)
    #expect(
      Set(try base.replica.searchAll("fornyelse", limit: 10).found.map(\.document)) == [pas, note])

    try base.replica.approve(pas, by: kim)
    try base.replica.approve(note, by: kim)
    #expect(try base.replica.searchPublished("fornyelse", limit: 10).found.map(\.document) == [pas])

    try base.replica.edit(pas, toward: draft(body: "Ventende skovtur."), by: mette)
    #expect(try base.replica.searchPublished("skovtur", limit: 10).found.isEmpty)
    #expect(try base.replica.searchAll("skovtur", limit: 10).found.map(\.document) == [pas])
    #expect(try base.replica.searchPublished("fornyelse", limit: 10).found.map(\.document) == [pas])
  }

  @Test func `disappears from readers' search when it is withdrawn, and says why`() throws {
    let pas = try base.replica.create(draft(title: "Pas", body: "Fornyelse."), by: mette)
    try base.replica.approve(pas, by: kim)
    let date = try #require(CivilDate(year: 2026, month: 11, day: 21))
    try base.replica.withdraw(
      pas, try #require(Withdrawal(date: date, reason: "Loven er ændret")), by: kim)
    #expect(try base.replica.searchPublished("fornyelse", limit: 10).found.isEmpty)
    #expect(try base.replica.publication(of: pas)?.isWithdrawn == true)
    #expect(try base.replica.summary(of: pas).lifecycle == .withdrawn)
    #expect(try base.replica.publishedTitles(for: .staff).isEmpty)
  }

  @Test func `keeps every version in its history with who wrote it`() throws {
    let pas = try base.replica.create(draft(title: "Pas", body: "Fristen er to uger."), by: mette)
    try base.replica.edit(pas, toward: draft(body: "Fristen er tre uger."), by: kim)
    let log = try base.replica.log(of: pas)
    #expect(log.map(\.author) == [kim.author, mette.author])
    #expect(log[0].comparisons.map(\.marked) == ["Fristen er [-to -]{+tre +}uger."])
  }

  @Test func `can be edited by a second process on the same file`() throws {
    let pas = try base.replica.create(draft(title: "Pas", body: "Et."), by: mette)
    let second = Replica(try base.folder.openForWriting())
    try second.edit(pas, toward: draft(body: "Et to."), by: kim)
    try base.replica.edit(pas, toward: draft(body: "Et to tre."), by: mette)
    #expect(try second.state(of: pas).texts[.body] == "Et to tre.")
    #expect(try base.replica.changeCount() == 3)
    #expect(try base.replica.check().isEmpty)
  }
}
