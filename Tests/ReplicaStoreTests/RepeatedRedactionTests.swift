import CRDT
import Foundation
import Knowledge
import SyncProtocol
import Testing

@testable import ReplicaStore

/// Two removals of words of one payload: neither keeps the other's words, wherever they came first.
@Suite struct `Words of one payload that were removed twice` {
  private static let first = "010190-1234"
  private static let second = "020202-4321"
  private let base: Base

  init() throws {
    base = try Base()
  }

  private func mistake(on node: TestReplica) throws -> ChangeID {
    let document = try node.write(
      "Pas", "Ring først. Bestilt af \(Self.first) og \(Self.second) i går.")
    try node.add("Tag billede med.", to: document)
    return document
  }

  @discardableResult
  private func redact(
    _ words: String, in document: ChangeID, on node: TestReplica
  ) throws -> [ChangeID] {
    let plan = try node.replica.redactionPlan(ofWords: words, in: document)
    #expect(!plan.items.isEmpty && plan.leftover == [] && plan.onRecord == [])
    return try node.replica.redact(plan, because: "CPR-nummer", by: niels)
  }

  private func expectGone(
    from nodes: [TestReplica], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for node in nodes {
      try node.replica.forgetWrittenPages()
      for suffix in ["", "-wal"] {
        guard let file = FileManager.default.contents(atPath: node.folder.database + suffix) else {
          continue
        }
        for words in [Self.first, Self.second] {
          #expect(file.range(of: Data(words.utf8)) == nil, sourceLocation: sourceLocation)
        }
      }
      #expect(try node.replica.check() == [], sourceLocation: sourceLocation)
    }
  }

  private static let blank = "Ring først. Bestilt af ███████████ og ███████████ i går."

  @Test func `one after the other are gone from every file, and from those who join later`() throws
  {
    let node = try base.node("Sorø", seed: 1)
    let document = try mistake(on: base.hub)
    try base.meet()
    try redact(Self.first, in: document, on: base.hub)
    try base.meet()
    let between = try base.node("Slagelse", seed: 2)
    try between.pull(from: node)
    #expect(try between.body(document).contains("███████████ og \(Self.second) i går."))
    try redact(Self.second, in: document, on: base.hub)
    try base.meet()
    let late = try base.node("Ringsted", seed: 3)
    try base.meet()
    try base.expectEqual()
    #expect(try late.body(document).hasPrefix(Self.blank))
    try expectGone(from: [base.hub, node, between, late])
  }

  @Test func `by two administrators at once are gone as soon as both records are there`() throws {
    let other = try base.node("Sorø", seed: 1)
    try base.grant(.admin, to: other)
    let document = try mistake(on: base.hub)
    try base.meet()
    try redact(Self.first, in: document, on: base.hub)
    try redact(Self.second, in: document, on: other)
    // Each has had the payload less its own words only, and this one is filled from both.
    let late = try TestReplica("Ny", seed: 3)
    try late.pull(from: other)
    try late.pull(from: base.hub)
    #expect(try late.body(document).hasPrefix(Self.blank))
    try base.meet()
    try base.expectEqual()
    #expect(try late.replica.stateDigest() == base.hub.replica.stateDigest())
    try expectGone(from: [base.hub, other, late])
  }

  @Test func `leave nothing to a peer that puts other words there`() throws {
    let document = try mistake(on: base.hub)
    try redact(Self.first, in: document, on: base.hub)
    let entries = try base.hub.entries(lackedBy: PeerVector(HaveVector()))
    let forged = entries.map { entry -> LogEntry in
      guard case .redacted(let header, let hash, .some(var rest), let chain) = entry,
        let place = rest.firstRange(of: Array("Ring".utf8))
      else { return entry }
      rest[place.lowerBound] = UInt8(ascii: "P")
      return .redacted(header, payloadHash: hash, remaining: rest, chain: chain)
    }
    #expect(forged != entries)
    let node = try TestReplica("Ny", seed: 3)
    try node.replica.apply(forged)
    #expect(try node.replica.check() == [.unexplainedRemoval(document)])
    #expect(try node.replica.articleCount() == 0)
    try node.replica.fill(from: forged)
    #expect(try node.replica.check() == [.unexplainedRemoval(document)])
    try node.replica.fill(from: entries)
    #expect(try node.replica.check() == [])
    #expect(try node.replica.stateDigest() == base.hub.replica.stateDigest())
  }

  @Test func `are missed where the second record has not come yet, and no longer when it has`()
    throws
  {
    let document = try mistake(on: base.hub)
    let whole = try base.hub.entries(lackedBy: PeerVector(HaveVector()))
    try redact(Self.first, in: document, on: base.hub)
    let record = try #require(try redact(Self.second, in: document, on: base.hub).first)
    let entries = try base.hub.entries(lackedBy: PeerVector(HaveVector()))
    let node = try TestReplica("Ny", seed: 3)
    let last = try #require(entries.firstIndex { $0.id == record })
    try node.replica.apply(Array(entries[..<last]))
    #expect(try node.body(document).hasPrefix(Self.blank))
    #expect(try node.replica.check() == [.unexplainedRemoval(document)])
    // Somebody who has not heard of the second one either can mend it.
    try node.replica.fill(from: whole)
    #expect(try node.replica.check() == [])
    #expect(try node.body(document).contains("███████████ og \(Self.second) i går."))
    try node.replica.apply(Array(entries[last...]))
    #expect(try node.replica.stateDigest() == base.hub.replica.stateDigest())
    try expectGone(from: [node, base.hub])
  }

  /// A record as they were written before they said which words go, and nothing else.
  private func older(_ item: RedactionPlan.Item) throws -> AuthorityRecord {
    let hash = try base.hub.replica.payloadHash(of: item.change.id)
    return .redaction(
      Redaction(
        payloadHash: try #require(hash), change: item.change.id, reason: "CPR",
        removal: .standIn(StandIn.pack(item.standIn))))
  }

  @Test func `stand in an older record still, which says so`() throws {
    let node = try base.node("Sorø", seed: 1)
    let document = try mistake(on: base.hub)
    try base.meet()
    let plan = try base.hub.replica.redactionPlan(ofWords: Self.first, in: document)
    let item = try #require(plan.items.first)
    let old = try base.hub.replica.put(onRecord: [older(item)], by: niels)
    try base.meet()
    #expect(try node.body(document).contains("███████████ og \(Self.second) i går."))
    // One removal more, on each side: at the node that has the record, words can be named as before.
    let again = try node.replica.redactionPlan(ofWords: Self.second, in: document)
    #expect(again.onRecord == [old])
    try base.grant(.admin, to: node)
    try base.meet()
    try node.replica.redact(again, because: "CPR", by: niels)
    try base.meet()
    let late = try base.node("Ringsted", seed: 3)
    try base.meet()
    try base.expectEqual()
    #expect(try late.body(document).hasPrefix(Self.blank))
  }

  @Test func `by an older record and by a newer one that knew nothing of it are both gone`() throws
  {
    let other = try base.node("Sorø", seed: 1)
    try base.grant(.admin, to: other)
    let document = try mistake(on: base.hub)
    try base.meet()
    let plan = try base.hub.replica.redactionPlan(ofWords: Self.first, in: document)
    let item = try #require(plan.items.first)
    try base.hub.replica.put(onRecord: [older(item)], by: niels)
    try redact(Self.second, in: document, on: other)
    try base.meet()
    try base.expectEqual()
    #expect(try other.body(document).hasPrefix(Self.blank))
    #expect(try base.hub.replica.check() == [])
  }
}
