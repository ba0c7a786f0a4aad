import CRDT
import Chance
import Foundation
import Knowledge
import SyncProtocol
import Testing

@testable import ReplicaStore

/// Words that were removed for good (Protocol/02 §6): gone from every replica that hears of it, and
/// nothing brings them back.
@Suite struct `Words that were removed` {
  static let number = "010190-1234"
  let base: Base

  init() throws {
    base = try Base()
  }

  /// An article with a number in it that should not be there, and something written on top.
  private func mistake(on node: TestReplica) throws -> ChangeID {
    let document = try node.write("Pas", "Ring først. Bestilt af \(Self.number) i går.\n\nMød op.")
    try node.add("Tag billede med.", to: document)
    return document
  }

  private func redact(_ words: String, in document: ChangeID, on node: TestReplica) throws {
    let plan = try node.replica.redactionPlan(ofWords: words, in: document)
    #expect(!plan.items.isEmpty)
    #expect(plan.leftover == [])
    try node.replica.redact(plan, because: "CPR-nummer", by: niels)
  }

  /// No byte of the words is left in a replica's file.
  private func expectGone(
    _ words: String, from node: TestReplica, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try node.replica.forgetWrittenPages()
    for suffix in ["", "-wal"] {
      let path = node.folder.database + suffix
      guard let file = FileManager.default.contents(atPath: path) else { continue }
      #expect(file.range(of: Data(words.utf8)) == nil, sourceLocation: sourceLocation)
    }
  }

  @Test func `are gone from every version and from the file, and the rest stands`() throws {
    let document = try mistake(on: base.hub)
    let vector = try base.hub.replica.vector()
    try redact(Self.number, in: document, on: base.hub)
    #expect(
      try base.hub.body(document)
        == "Ring først. Bestilt af ███████████ i går.\n\nMød op.\n\nTag billede med.")
    let history = try base.hub.replica.history(of: document)
    for change in history.changes {
      let text = try history.state(at: [change.id]).texts[.body] ?? ""
      #expect(!text.contains(Self.number))
    }
    // The streams are the same to the hash.
    for (replica, position) in vector.entries.map({ ($0.replica, $0.position) }) {
      let id = ChangeID(replica: replica, sequence: position.sequence)
      #expect(try base.hub.replica.chain(at: id) == position.chain)
    }
    try base.expectEqual()
    try expectGone(Self.number, from: base.hub)
  }

  @Test func `are gone wherever the record comes, and for whoever joins later`() throws {
    let node = try base.node("Sorø", seed: 1)
    try base.grant(.editor, to: node)
    try base.meet()
    let document = try mistake(on: node)
    try base.meet()
    try redact(Self.number, in: document, on: base.hub)
    try base.meet()
    let late = try base.node("Slagelse", seed: 2)
    try base.meet()
    try base.expectEqual()
    for node in [node, late, base.hub] {
      #expect(try node.body(document).contains("Bestilt af ███████████ i går."))
      try expectGone(Self.number, from: node)
    }
  }

  @Test func `do not come back with a laptop that was away and wrote on top of them`() throws {
    let laptop = try base.node("Bus", seed: 1)
    let document = try mistake(on: base.hub)
    try laptop.pull(from: base.hub)
    try laptop.add("Bussen holder på torvet.", to: document)
    try redact(Self.number, in: document, on: base.hub)
    try base.hub.add("Hubbens linje.", to: document)

    try base.meet()
    try base.expectEqual()
    let body = try base.hub.body(document)
    #expect(body.contains("███████████") && !body.contains(Self.number))
    #expect(body.contains("Bussen holder på torvet.") && body.contains("Hubbens linje."))
    try expectGone(Self.number, from: laptop)
  }

  @Test func `do not come back with an old backup, nor through a node that has only that`() throws {
    let node = try base.node("Sorø", seed: 1)
    let document = try mistake(on: base.hub)
    try node.pull(from: base.hub)
    let backup = try node.copy(seed: 7)
    try redact(Self.number, in: document, on: base.hub)
    try base.meet()

    // Somebody is filled from the backup, knows nothing of the record, and hands on what it got.
    let stranger = try TestReplica("Ny", seed: 8)
    try stranger.pull(from: backup)
    #expect(try stranger.body(document).contains(Self.number))
    try node.pull(from: stranger)
    try backup.pull(from: node)
    try stranger.pull(from: node)
    for replica in [node, backup, stranger] {
      #expect(try replica.body(document) == base.hub.body(document))
      #expect(try replica.replica.stateDigest() == base.hub.replica.stateDigest())
      #expect(try replica.replica.check() == [])
      try expectGone(Self.number, from: replica)
    }
  }

  @Test func `are refused where the record came before the words`() throws {
    let writer = try base.node("Sorø", seed: 1)
    let document = try mistake(on: writer)
    let keeper = try base.node("Slagelse", seed: 2)
    try keeper.pull(from: writer)
    try base.grant(.admin, to: keeper)
    try keeper.pull(from: base.hub)
    try redact(Self.number, in: document, on: keeper)
    // The hub hears of the record, in the order in which it lies in the log of the keeper, and then
    // gets the writer's changes whole from the writer, who has heard nothing.
    let fresh = try TestReplica("Ny", seed: 9)
    let entries = try keeper.entries(lackedBy: PeerVector(HaveVector()))
    for entry in entries { try fresh.replica.apply([entry]) }
    try fresh.replica.apply(writer.entries(lackedBy: PeerVector(HaveVector())))
    #expect(try fresh.replica.stateDigest() == keeper.replica.stateDigest())
    #expect(try fresh.replica.check() == [])
    try expectGone(Self.number, from: fresh)
  }

  @Test func `typed by two in turn are found in both changes`() throws {
    let document = try base.hub.write("Pas", "Bestilt af Hans i går.")
    try base.hub.replica.edit(
      document, toward: draft(body: "Bestilt af Hans Hansen i går."), by: kim)
    let plan = try base.hub.replica.redactionPlan(ofWords: "Hans Hansen", in: document)
    #expect(plan.items.count == 2)
    try redact("Hans Hansen", in: document, on: base.hub)
    #expect(try base.hub.body(document) == "Bestilt af ███████████ i går.")
    try expectGone("Hans", from: base.hub)
    try base.expectEqual()
  }

  @Test func `by two administrators who knew nothing of each other are both gone`() throws {
    let other = try base.node("Sorø", seed: 1)
    try base.grant(.admin, to: other)
    let document = try mistake(on: base.hub)
    try base.meet()
    try redact(Self.number, in: document, on: base.hub)
    try redact("Mød op.", in: document, on: other)
    try base.meet()
    try base.expectEqual()
    let body = try other.body(document)
    #expect(body.contains("Bestilt af ███████████ i går.\n\n███████\n\nTag"))
  }

  @Test func `can be those of a whole change, its keywords and who took them away`() throws {
    var words = draft(title: "Hans Hansens pas", body: "Hans Hansen ringede.")
    words.keywords = ["Hans Hansen"]
    let document = try base.hub.replica.create(words, by: mette)
    var without = ArticleDraft()
    without.keywords = []
    try base.hub.replica.edit(document, toward: without, by: kim)
    let plan = try base.hub.replica.redactionPlan(ofChange: document)
    #expect(plan.items.count == 2)
    try base.hub.replica.redact(plan, because: "navn", by: niels)
    let article = Article(try base.hub.replica.state(of: document))
    #expect(article.keywords == [])
    #expect(!article.title.contains("Hans") && !article.body.contains("Hans"))
    #expect(article.audience == .citizen)
    try expectGone("Hans Hansen", from: base.hub)
    try base.expectEqual()
  }

  @Test func `take an approval with them when they were in what was approved, and only then`()
    throws
  {
    let document = try mistake(on: base.hub)
    try base.hub.replica.approve(document, version: nil, by: kim)
    #expect(try base.hub.replica.publication(of: document) != nil)
    try redact(Self.number, in: document, on: base.hub)
    #expect(try base.hub.replica.publication(of: document) == nil)

    let mended = try mistake(on: base.hub)
    try base.hub.replica.edit(mended, toward: draft(body: "Ring først."), by: mette)
    try base.hub.replica.approve(mended, version: nil, by: kim)
    try redact(Self.number, in: mended, on: base.hub)
    #expect(try base.hub.replica.publication(of: mended)?.article.body == "Ring først.")
    try base.expectEqual()
  }

  @Test func `need an administrator`() throws {
    let node = try base.node("Sorø", seed: 1)
    try base.grant(.editor, to: node)
    try base.meet()
    let document = try mistake(on: node)
    let plan = try node.replica.redactionPlan(ofWords: Self.number, in: document)
    #expect(throws: AuthorityRefusal.self) {
      try node.replica.redact(plan, because: "x", by: mette)
    }
    #expect(try node.body(document).contains(Self.number))
    let grants = try #require(try base.hub.replica.authority()).root
    let records = RedactionPlan(items: [
      .init(
        change: try #require(try base.hub.replica.change(grants)),
        standIn: try #require(try base.hub.replica.change(grants)))
    ])
    #expect(throws: ReplicaError.notRedactable(grants)) {
      try base.hub.replica.redact(records, because: "x", by: niels)
    }
  }

  @Test func `are shown as gone but kept where their remover was known to be revoked`() throws {
    let thief = try base.node("Stjålet", seed: 1)
    let witness = try base.node("Sorø", seed: 2)
    try base.grant(.admin, to: thief)
    let document = try mistake(on: base.hub)
    try base.meet()
    // The thief's record reaches the witness before anybody hears of the revocation, and the hub
    // after it has put that on record.
    try redact("Mød op.", in: document, on: thief)
    try witness.pull(from: thief)
    try base.hub.replica.depart(try thief.id, as: .revoked, by: niels)
    try base.meet()
    try base.expectEqual()
    #expect(try witness.body(document).contains("███████"))
    #expect(try base.hub.body(document).contains("███████"))
    // Whoever knew of it has the words still, and hands them on.
    let entries = try base.hub.entries(lackedBy: PeerVector(HaveVector()))
    #expect(entries.first { $0.id == document }?.change != nil)
    try expectGone("Mød op.", from: witness)
  }

  @Test func `cannot be worked out again from secrets of salts`() throws {
    let document = try mistake(on: base.hub)
    let node = try base.node("Sorø", seed: 1)
    let access = try base.hub.replica.vector()
    let stream = try base.hub.replica.identity().replica
    try node.replica.apply([], salts: [])
    let known = try base.hub.replica.saltNodes(of: stream, 1...4096)
    #expect(known.contains { $0.numbers.contains(document.sequence) })
    try redact(Self.number, in: document, on: base.hub)
    let kept = try base.hub.replica.saltNodes(of: stream, 1...4096)
    #expect(!kept.isEmpty)
    #expect(!kept.contains { $0.numbers.contains(document.sequence) })
    // A node of salts that comes later is taken without the way down to the number.
    let whole = try #require(known.first { $0.level == SaltNode.levelMax })
    try node.pull(from: base.hub)
    let entry = try #require(
      try base.hub.entries(lackedBy: PeerVector(HaveVector())).first { $0.id.replica == stream })
    try node.replica.store([whole], ofFresh: [entry])
    let taken = try node.replica.saltNodes(of: stream, 1...4096)
    #expect(!taken.isEmpty && !taken.contains { $0.numbers.contains(document.sequence) })
    #expect(access[stream] != nil)
  }

  @Test func `that no record explains are found by check, and come back whole`() throws {
    let node = try base.node("Sorø", seed: 1)
    let document = try mistake(on: base.hub)
    let entries = try base.hub.entries(lackedBy: PeerVector(node.replica.vector()))
    let stripped = entries.map { entry -> LogEntry in
      guard entry.id == document, case .whole(let sealed) = entry else { return entry }
      return .redacted(
        ChangeHeader(of: sealed.change), payloadHash: StreamChain.payloadHash(sealed.payload),
        remaining: nil, chain: sealed.chain)
    }
    try node.replica.apply(stripped)
    #expect(try node.replica.check() == [.unexplainedRemoval(document)])
    #expect(try node.replica.articleCount() == 0)
    try node.replica.fill(from: entries)
    #expect(try node.replica.check() == [])
    #expect(try node.replica.stateDigest() == base.hub.replica.stateDigest())
  }

  @Test func `stay removed when the branch they are on gets another name`() throws {
    let node = try base.node("Sorø", seed: 1)
    let hub = base.hub
    #expect(try node.exchange(with: hub)?.equal != nil)
    let backup = try node.copy(seed: 2)
    try node.write("Før", "Hos hubben.")
    #expect(try node.exchange(with: hub)?.equal != nil)
    let document = try mistake(on: backup)
    let copy = try TestReplica("Kopi", seed: 3)
    try copy.pull(from: backup)
    try base.grant(.admin, to: node)
    // The number goes while the change still has its first name.
    let plan = try backup.replica.redactionPlan(ofWords: Self.number, in: document)
    #expect(plan.items.count == 1)
    #expect(try backup.exchange(with: hub)?.equal != nil)
    let renamed = try #require(
      try hub.replica.summaries().first { $0.title == "Pas" }
    ).document
    #expect(renamed != document)
    try redact(Self.number, in: renamed, on: hub)
    #expect(try backup.exchange(with: hub)?.equal != nil)
    #expect(try copy.exchange(with: hub)?.equal != nil)
    for replica in [backup, copy, hub] {
      #expect(try replica.standing == hub.standing)
      #expect(try replica.replica.check() == [])
      try expectGone(Self.number, from: replica)
    }
  }

  /// Edits, removals and meetings in any order; nobody ends with the words or with another state.
  @Test(arguments: UInt64(1)...8)
  func `are gone whatever the order of edits, removals and meetings`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let nodes = try (1...3).map { try base.node("N\($0)", seed: seed * 10 + $0) }
    for node in nodes { try base.grant(.admin, to: node) }
    try base.meet()
    let everybody = nodes + [base.hub]
    let document = try mistake(on: base.hub)
    for step in 0..<40 {
      let one = everybody.randomElement(using: &random) ?? base.hub
      let other = everybody.randomElement(using: &random) ?? base.hub
      guard try one.replica.summaries().contains(where: { $0.document == document }) else {
        try one.pull(from: base.hub)
        continue
      }
      switch UInt64.random(in: 0..<6, using: &random) {
      case 0, 1: try one.add("Linje \(step) æøå \(Self.number)", to: document)
      case 2:
        let body = try one.body(document)
        try one.replica.edit(
          document, toward: draft(body: String(body.dropFirst(body.count / 3))), by: kim)
      case 3:
        let plan = try one.replica.redactionPlan(ofWords: Self.number, in: document)
        if !plan.items.isEmpty { try one.replica.redact(plan, because: "CPR", by: niels) }
      default: try one.pull(from: other)
      }
    }
    for _ in 0..<3 { try base.meet() }
    let plan = try base.hub.replica.redactionPlan(ofWords: Self.number, in: document)
    if !plan.items.isEmpty { try base.hub.replica.redact(plan, because: "CPR", by: niels) }
    try base.meet()
    try base.expectEqual()
    for node in everybody { try expectGone(Self.number, from: node) }
  }
}
