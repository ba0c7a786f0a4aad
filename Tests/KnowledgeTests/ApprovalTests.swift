import CRDT
import Testing

@testable import Knowledge

@Suite struct `An approval` {
  @Test func `is read as it was written`() throws {
    let heads = [(9, 3), (1, 70_000), (9, 2)].map {
      ChangeID(replica: ReplicaID(rawValue: $0.0), sequence: $0.1)
    }
    let approval = Approval(version: heads, contentHash: try Desk(.passport).article.contentHash)
    #expect(approval.version == heads.sorted())
    #expect(try Approval(approval.value) == approval)
  }

  @Test func `is refused, and never traps, when any byte of it is cut or changed`() throws {
    let head = ChangeID(replica: ReplicaID(rawValue: 1), sequence: 2)
    let bytes = Approval(version: [head], contentHash: try Desk(.passport).article.contentHash)
      .value.bytes
    for length in bytes.indices {
      #expect(throws: ByteError.self) { try Approval(Value(bytes: Array(bytes[..<length]))) }
    }
    for index in bytes.indices {
      for byte in [UInt8(0), 0x7F, 0x80, 0xFF] {
        var bent = bytes
        bent[index] = byte
        if let read = try? Approval(Value(bytes: bent)) {  // what is read must have one spelling
          #expect(read.value.bytes == bent)
        }
      }
    }
    #expect(throws: ByteError.self) { try Approval(Value(bytes: bytes + [0])) }
  }

  @Test func `holds until a reader would see something else`() throws {
    var desk = try Desk(.passport)
    #expect(Lifecycle(desk.article) == .draft)
    try desk.save(.with { $0.status = "til_godkendelse" })
    #expect(Lifecycle(desk.article) == .inReview)
    try desk.approve()
    #expect(Lifecycle(desk.article) == .approved)
    #expect(desk.article.status == .approved)
    try desk.save(.with { $0.lastReviewedOn = "2026-02-02" })
    #expect(Lifecycle(desk.article) == .approved)
    try desk.save(.with { $0.shortAnswer = "Bestil tid." })
    #expect(Lifecycle(desk.article) == .approvedWithPendingChanges)
    try desk.save(.with { $0.status = "til godkendelse" })
    #expect(Lifecycle(desk.article) == .approvedWithPendingChanges)
    #expect(desk.article.status == .inReview)
    try desk.approve()
    #expect(Lifecycle(desk.article) == .approved)
  }

  @Test func `does not cover an edit that comes in later`() throws {
    var sorø = try Desk(.passport)
    var slagelse = sorø.copied(to: 2, author: "KKR, Slagelse")
    try slagelse.save(.with { $0.body = "Noget ganske andet." })
    try sorø.approve()
    let approved = try #require(sorø.article.approval)
    try sorø.receive(from: slagelse)
    #expect(Lifecycle(sorø.article) == .approvedWithPendingChanges)
    let shown = Article(try sorø.history.state(at: approved.version))
    #expect(approved.covers(shown))
    #expect(shown.body == ArticleDraft.passport.body)
  }
}

@Suite struct `Four eyes` {
  @Test func `let nobody approve own text`() throws {
    let desk = try Desk(author: "MHA, Sorø", .passport)
    let error = #expect(throws: ApprovalRefusal.self) {
      try ApprovalRule.fourEyes.check(
        approver: " mha, sorø", of: desk.history.heads, in: desk.history)
    }
    #expect(error == .ownText(author: " mha, sorø", changes: desk.history.heads))
    try ApprovalRule.fourEyes.check(
      approver: "KKR, Slagelse", of: desk.history.heads, in: desk.history)
    try ApprovalRule(allowsOwnText: true).check(
      approver: "MHA, Sorø", of: desk.history.heads, in: desk.history)
  }

  @Test func `look only at what was written since the last approved version`() throws {
    var desk = try Desk(author: "MHA", .passport)
    desk.author = "KKR"
    try desk.approve()
    try desk.save(.with { $0.shortAnswer = "Bestil tid." })
    try ApprovalRule.fourEyes.check(approver: "MHA", of: desk.history.heads, in: desk.history)
    #expect(throws: ApprovalRefusal.self) {
      try ApprovalRule.fourEyes.check(approver: "KKR", of: desk.history.heads, in: desk.history)
    }
  }

  @Test func `look at every side of a merge`() throws {
    var sorø = try Desk(author: "MHA", .passport)
    var slagelse = sorø.copied(to: 2, author: "KKR")
    try sorø.save(.with { $0.title = "Pas" })
    let own = try slagelse.save(.with { $0.keywords = ["pas"] })
    try sorø.receive(from: slagelse)
    let error = #expect(throws: ApprovalRefusal.self) {
      try ApprovalRule.fourEyes.check(approver: "KKR", of: sorø.history.heads, in: sorø.history)
    }
    #expect(error == .ownText(author: "KKR", changes: [own]))
  }

  @Test func `do not make an author of who sent the text to review or dated it`() throws {
    var desk = try Desk(author: "MHA", .passport)
    desk.author = "KKR"
    try desk.save(
      .with {
        $0.status = "til godkendelse"
        $0.lastReviewedOn = "2026-01-01"
      })
    try ApprovalRule.fourEyes.check(approver: "KKR", of: desk.history.heads, in: desk.history)
  }

  @Test func `need to know whose they are`() throws {
    let desk = try Desk(.passport)
    #expect(throws: ApprovalRefusal.approverUnnamed) {
      try ApprovalRule(allowsOwnText: true).check(
        approver: " ", of: desk.history.heads, in: desk.history)
    }
  }
}
