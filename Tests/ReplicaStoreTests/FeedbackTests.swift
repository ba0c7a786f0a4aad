import CRDT
import Knowledge
import ReplicaStore
import Testing

@Suite struct `What readers say of answers` {
  let soroe = try! TestReplica("Sorø", seed: 1)
  let slagelse = try! TestReplica("Slagelse", seed: 2)
  private let monday = CivilDate(iso: "2026-03-09")!
  private let tuesday = CivilDate(iso: "2026-03-10")!
  private let nextMonth = CivilDate(iso: "2026-04-01")!

  private func say(
    _ answer: FeedbackAnswer, of article: ChangeID, on day: CivilDate, at node: TestReplica,
    times: Int = 1, session: UInt64? = nil
  ) throws {
    for _ in 0..<times {
      try node.replica.note(
        feedback: FeedbackTally(article: article, day: day, answer: answer),
        session: session ?? (node === soroe ? 1 : 2))
    }
  }

  private func noes(_ article: ChangeID, at node: TestReplica) throws -> Int {
    try node.replica.feedback(since: monday, limit: 10).first { $0.article == article }?
      .times(.didNotHelp) ?? 0
  }

  @Test func `counts here at once, and elsewhere when its day is over`() throws {
    let pas = try soroe.write("Pas", "Bestil tid.")
    try say(.didNotHelp, of: pas, on: monday, at: soroe, times: 3)
    try say(.hardToUnderstand, of: pas, on: monday, at: soroe, times: 2)
    #expect(try noes(pas, at: soroe) == 3)
    #expect(try soroe.replica.sealFeedback(before: monday, at: 1) == false)

    #expect(try soroe.replica.sealFeedback(before: tuesday, at: 1))
    #expect(try soroe.replica.sealFeedback(before: tuesday, at: 1) == false)
    #expect(try noes(pas, at: soroe) == 3)
    try slagelse.pull(from: soroe)
    let summary = try #require(try slagelse.replica.feedback(since: monday, limit: 10).first)
    #expect(summary.times == [.didNotHelp: 3, .hardToUnderstand: 2])
    #expect(try slagelse.replica.feedback(since: tuesday, limit: 10).isEmpty)
  }

  @Test func `is one change a day and one document a month`() throws {
    let pas = try soroe.write("Pas", "Bestil tid.")
    let before = try soroe.replica.changeCount()
    try say(.didNotHelp, of: pas, on: monday, at: soroe, times: 40)
    try soroe.replica.sealFeedback(before: tuesday, at: 1)
    try say(.didNotHelp, of: pas, on: tuesday, at: soroe, times: 40)
    try say(.helped, of: pas, on: tuesday, at: soroe)
    try soroe.replica.sealFeedback(before: nextMonth, at: 1)
    #expect(try soroe.replica.changeCount() == before + 2)
    try say(.didNotHelp, of: pas, on: nextMonth, at: soroe)
    try soroe.replica.sealFeedback(before: nextMonth.adding(days: 1)!, at: 1)
    #expect(try soroe.replica.changeCount() == before + 3)
    #expect(try noes(pas, at: soroe) == 81)
    #expect(try soroe.replica.check().isEmpty)
  }

  @Test func `is summed over all nodes, the same after any exchange and after a rebuild`() throws {
    let pas = try soroe.write("Pas", "Bestil tid.")
    let vej = try soroe.write("Vej", "Ring.")
    try slagelse.pull(from: soroe)
    try say(.didNotHelp, of: pas, on: monday, at: soroe, times: 2)
    try say(.didNotHelp, of: pas, on: monday, at: slagelse, times: 3)
    try say(.didNotHelp, of: vej, on: monday, at: slagelse)
    try say(.helped, of: pas, on: monday, at: slagelse)
    for node in [soroe, slagelse] { try node.replica.sealFeedback(before: tuesday, at: 1) }
    for _ in 0..<2 {
      try soroe.pull(from: slagelse)
      try slagelse.pull(from: soroe)
    }
    let expected = try soroe.replica.feedback(since: monday, limit: 10)
    #expect(expected.map(\.article) == [pas, vej])
    #expect(expected[0].times == [.didNotHelp: 5, .helped: 1])
    #expect(try slagelse.replica.feedback(since: monday, limit: 10) == expected)
    try slagelse.replica.rebuild()
    #expect(try slagelse.replica.feedback(since: monday, limit: 10) == expected)
    #expect(try slagelse.standing == soroe.standing)
  }

  @Test func `stays where it was said while the node may not count for others`() throws {
    let base = try Base()
    let node = try base.node("Sorø", seed: 3)
    try base.enforce()
    try node.pull(from: base.hub)
    let pas = try base.hub.write("Pas", "Bestil tid.")
    try node.pull(from: base.hub)
    try say(.didNotHelp, of: pas, on: monday, at: node)
    #expect(try node.replica.sealFeedback(before: tuesday, at: 1) == false)
    #expect(try noes(pas, at: node) == 1)

    try base.grant(.staff, to: node)
    try node.pull(from: base.hub)
    #expect(try node.replica.sealFeedback(before: tuesday, at: 1))
    try base.hub.pull(from: node)
    #expect(try noes(pas, at: base.hub) == 1)
  }

  @Test func `of a day is counted once when a restored node still holds it`() throws {
    let pas = try soroe.write("Pas", "Bestil tid.")
    try slagelse.pull(from: soroe)
    try say(.didNotHelp, of: pas, on: monday, at: soroe, times: 3)
    let backup = try TestReplica("Kopi", seed: 4)
    try backup.adopt(filesOf: soroe, seed: 5)
    try say(.didNotHelp, of: pas, on: monday, at: soroe, times: 2)
    try soroe.replica.sealFeedback(before: tuesday, at: 1)
    try slagelse.pull(from: soroe)
    // The disk is replaced by the backup, which goes on in a process of its own.
    try backup.replica.takeFreshReplicaID(because: "prøve", at: 1)
    try say(.didNotHelp, of: pas, on: monday, at: backup, times: 4, session: 9)
    try backup.pull(from: slagelse)
    #expect(try noes(pas, at: backup) == 3 + 2 + 4)
    try backup.replica.sealFeedback(before: tuesday, at: 2)
    try slagelse.pull(from: backup)
    #expect(try noes(pas, at: slagelse) == 3 + 2 + 4)
    try slagelse.replica.rebuild()
    #expect(try noes(pas, at: slagelse) == 3 + 2 + 4)
  }

  @Test func `that two copies of a disk both sealed is counted once`() throws {
    let pas = try soroe.write("Pas", "Bestil tid.")
    try slagelse.pull(from: soroe)
    try say(.didNotHelp, of: pas, on: monday, at: soroe, times: 3)
    let copy = try TestReplica("Kopi", seed: 4)
    try copy.adopt(filesOf: soroe, seed: 5)
    try copy.replica.takeFreshReplicaID(because: "prøve", at: 1)
    try say(.didNotHelp, of: pas, on: monday, at: soroe, times: 2)
    try say(.didNotHelp, of: pas, on: monday, at: copy, times: 4, session: 9)
    for node in [soroe, copy] { try node.replica.sealFeedback(before: tuesday, at: 1) }
    for node in [copy, soroe] { try slagelse.pull(from: node) }
    #expect(try noes(pas, at: slagelse) == 3 + 2 + 4)
    // After a seal another batch begins, also on the same day.
    try say(.didNotHelp, of: pas, on: monday, at: soroe)
    try soroe.replica.sealFeedback(before: tuesday, at: 1)
    try slagelse.pull(from: soroe)
    #expect(try noes(pas, at: slagelse) == 3 + 2 + 4 + 1)
  }

  @Test func `is read from a foreign document only as far as it makes sense`() throws {
    let pas = try soroe.write("Pas", "Bestil tid.")
    let key = FeedbackTally(article: pas, day: monday, answer: .didNotHelp).key
    let state = try DocumentState(
      creating: Change(
        id: pas, document: pas, parents: [], author: "", time: 0, salt: 0,
        operations: [
          .create(kind: DocumentKind.feedback.rawValue),
          .count(.feedback, key: key, amount: Int64.max),
          .count(.feedback, key: Value("\(pas)\n2026-03-09\nhelped"), amount: -1),
          .count(.feedback, key: Value("\(pas)\n2026-03-09\nhelped\n"), amount: 1),
          .count(.feedback, key: Value("\(pas)\n2026-02-30\nhelped"), amount: 1),
          .count(.feedback, key: Value(bytes: [0xFF, 0x0A, 0x0A]), amount: 1),
          .count(.feedback, key: Value("\(pas)\n2026-03-10\nhelped\n00ff"), amount: 1),
          .count(.feedback, key: Value("\(pas)\n2026-03-10\nhelped\n00000000000000FF"), amount: 1),
          .count(.feedback, key: Value("\(pas)\n2026-03-10\nhelped"), amount: 7),
          .count(.feedback, key: Value("\(pas)\n2026-03-10\nhelped\n00000000000000ff"), amount: 9),
        ]))
    let read = FeedbackTally.all(in: state)
    #expect(read.map(\.times) == [7, 9])
    #expect(read.map(\.tally.day) == [tuesday, tuesday])
    #expect(read.map(\.tally.batch) == [nil, 255])
  }
}
