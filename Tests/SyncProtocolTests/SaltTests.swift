import CRDT
import Digest
import Testing

@testable import SyncProtocol

/// Salts that follow from secrets (Protocol/02 §5), alone and in batches.
@Suite struct SaltTests {
  private let replica = Samples.replica

  private func root(_ first: UInt64 = 1) -> SaltNode {
    SaltNode(
      replica: replica, first: first, level: SaltNode.levelMax,
      secret: SHA256.hash("secret of \(first)".utf8).prefix)
  }

  /// Changes of one stream whose salts follow from the roots around them.
  private func log(_ numbers: ClosedRange<UInt64>) throws -> [LogEntry] {
    let before = SHA256.hash("before".utf8)
    return try numbers.reduce(into: [LogEntry]()) { log, number in
      let id = ChangeID(replica: replica, sequence: number)
      let first = SaltNode.first(ofLevel: SaltNode.levelMax, around: number)
      let change = Change(
        id: id, document: id, parents: [], author: "abc", time: 9,
        salt: root(first).salt(of: number), operations: [.create(kind: 1)])
      let previous = log.last?.chain ?? (number == 1 ? nil : before)
      log.append(.whole(try SealedChange(sealing: change, after: previous)))
    }
  }

  private func batch(_ log: [LogEntry], known: [SaltNode]) throws -> Batch {
    let chains = Dictionary(uniqueKeysWithValues: log.map { ($0.id, $0.chain) })
    return try Batch(
      log, salts: { _, _ in known }, chain: { chains[$0] ?? SHA256.hash("before".utf8) })
  }

  private func roundTrip(_ batch: Batch) throws -> Batch {
    let message = SyncMessage(
      kind: .request, digest: SHA256.hash("d".utf8), vector: .unchanged, batch: batch)
    return try MessageCodec.decode(MessageCodec.encode(message)).batch
  }

  @Test func `all salts of a node are those of its numbers one by one`() {
    let node = root(4097).descendant(first: 4097 + 512, level: 9)
    #expect(node.salts == node.numbers.map { root(4097).salt(of: $0) })
    #expect(Set(node.salts).count == 512)
  }

  /// Every run within two blocks of sixteen, the author's secret known: no node says more than the
  /// run, nothing of the run is said twice, and what is left over are single numbers and pairs.
  @Test func `a run is covered by nodes that say nothing about other numbers`() {
    let blocks = [root(1).descendant(first: 1, level: 4), root(1).descendant(first: 17, level: 4)]
    for first in UInt64(1)...32 {
      for last in first...32 {
        let salts = (first...last).map { root(1).salt(of: $0) }
        let cover = SaltNode.cover(salts, from: first, of: replica, known: blocks)
        let said = cover.flatMap { Array($0.numbers) }
        #expect(said.allSatisfy { (first...last).contains($0) })
        #expect(Set(said).count == said.count)
        #expect(last - first + 1 - UInt64(said.count) <= 6)
      }
    }
  }

  @Test(arguments: [1...100, 4090...4105, 100...227, 4097...8192] as [ClosedRange<UInt64>])
  func `a batch brings the salts of a run whatever the author's blocks`(
    numbers: ClosedRange<UInt64>
  ) throws {
    let batch = try batch(try log(numbers), known: [root(1), root(4097)])
    let said = batch.spans[0].salts.flatMap { Array($0.numbers) }
    #expect(said.count + 12 >= numbers.count)
    #expect(try roundTrip(batch) == batch)
  }

  @Test func `a hundred changes take a tenth of the salts' own bytes`() throws {
    func size(known: [SaltNode]) throws -> Int {
      let message = SyncMessage(
        kind: .request, digest: SHA256.hash("d".utf8), vector: .unchanged,
        batch: try batch(try log(101...200), known: known))
      return MessageCodec.encode(message).count
    }
    #expect(try size(known: []) - size(known: [root()]) > 640)
  }

  @Test func `a withheld change has no secret above it in the batch`() throws {
    var log = try log(1...64)
    log[20] = log[20].withheld
    log[40] = log[40].withheld
    let batch = try batch(log, known: [root()])
    let said = Set(batch.spans[0].salts.flatMap { Array($0.numbers) })
    #expect(said.isDisjoint(with: [21, 41]))
    #expect(said.count > 50)
    #expect(try roundTrip(batch) == batch)
  }

  @Test func `a secret that does not fit costs bytes and no salt`() throws {
    let wrong = SaltNode(replica: replica, first: 1, level: 12, secret: 1)
    let batch = try batch(try log(1...40), known: [wrong])
    #expect(batch.spans[0].salts.isEmpty)
    #expect(try roundTrip(batch) == batch)
  }

  @Test func `a relay sends on what it was given and no more`() throws {
    let log = try log(1...100)
    let first = try batch(Array(log[..<37]), known: [root()])
    let second = try batch(Array(log[37...]), known: [root()])
    let kept = first.spans[0].salts + second.spans[0].salts
    let relayed = try roundTrip(try batch(log, known: kept))
    #expect(relayed.entries == log.map(\.streamEntry))
    #expect(Set(relayed.spans[0].salts) == Set(kept))
  }
}
