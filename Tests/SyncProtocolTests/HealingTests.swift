import CRDT
import Chance
import Digest
import SyncProtocol
import Testing

/// Restored backups, copied disks, forgotten agreements: what an exchange must notice.
@Suite struct HealingTests {
  @Test func `a hub restored from a backup is filled again without being asked`() throws {
    let (node, hub) = (MemoryReplica(1), MemoryReplica(2))
    try hub.write("før")
    try exchange(node, with: hub)
    let backup = hub.copy()
    try node.write("efter backup")
    try exchange(node, with: hub)
    try node.write("endnu en")
    let traffic = try exchange(node, with: backup)
    #expect(traffic.outcome?.equal == node.vector.digest)
    #expect(backup.log.count == 3)
    #expect(traffic.requests.count == 2)
  }

  @Test func `a hub that was replaced by an empty one is filled again`() throws {
    let (node, hub, fresh) = (MemoryReplica(1), MemoryReplica(2), MemoryReplica(3))
    try hub.write("a")
    try exchange(node, with: hub)
    try node.write("b")
    #expect(try exchange(node, with: fresh).outcome?.equal == node.vector.digest)
    #expect(fresh.log.count == 2)
  }

  @Test func `a restored node is told before it stores what it had lost`() throws {
    let (node, hub) = (MemoryReplica(1), MemoryReplica(2))
    try node.write("a")
    try exchange(node, with: hub)
    let backup = node.copy()
    try node.write("b")
    try node.write("c")
    try exchange(node, with: hub)
    let traffic = try exchange(backup, with: hub)
    #expect(backup.findings == [.ownStreamAhead(here: 1, there: 3)])
    #expect(traffic.outcome?.findings == backup.findings)
    #expect(traffic.outcome?.equal == hub.vector.digest)
    #expect(backup.log.count == 3)
  }

  /// The backup wrote over numbers that were already out: the exchange names the first one, and
  /// everything that does not stand on it travels on.
  @Test(arguments: [1, 5, 200])
  func `reused numbers are found exactly and block nobody else`(common: Int) throws {
    let (node, hub, third) = (MemoryReplica(1), MemoryReplica(2), MemoryReplica(3))
    for number in 1...common { try node.write("fælles \(number)") }
    try exchange(node, with: hub)
    let backup = node.copy()
    for number in 1...70 { try node.write("original \(number)") }
    try exchange(node, with: hub)
    for number in 1...3 { try backup.write("genbrugt \(number)") }
    try exchange(third, with: hub)
    try third.write("fra tredje")
    try exchange(third, with: hub)
    backup.agreed = [:]
    backup.remembered = [:]
    let traffic = try exchange(backup, with: hub)
    #expect(traffic.outcome?.equal == nil)
    #expect(
      traffic.outcome?.findings.contains(
        .fork(node.own, firstDifferent: UInt64(common) + 1)) == true)
    #expect(
      backup.findings.first == .ownStreamAhead(here: UInt64(common) + 3, there: UInt64(common) + 70)
    )
    #expect(backup.ids.contains(ChangeID(replica: third.own, sequence: 1)))
    #expect(hub.log.count == common + 71)
  }

  @Test func `both halves of a copied disk are noticed by the one who comes second`() throws {
    let (node, hub) = (MemoryReplica(1), MemoryReplica(2))
    for number in 1...10 { try node.write("fælles \(number)") }
    try exchange(node, with: hub)
    let copy = node.copy()
    try node.write("fra den ene")
    try exchange(node, with: hub)
    for number in 1...40 { try copy.write("fra den anden \(number)") }
    let traffic = try exchange(copy, with: hub)
    #expect(traffic.outcome?.equal == nil)
    #expect(
      traffic.outcome?.findings == [
        .fork(node.own, firstDifferent: 11), .forkStays(node.own, firstDifferent: 11),
      ])
    #expect(hub.findings.isEmpty || hub.findings.contains(.fork(node.own, firstDifferent: nil)))
    #expect(hub.log.count == 11)
    #expect(copy.log.count == 50)
  }

  /// The whole way: found, renamed, exchanged, and every edit of both branches is everywhere.
  @Test func `reused numbers issued again under a fresh id heal everywhere`() throws {
    let (node, hub) = (MemoryReplica(1), MemoryReplica(2))
    let article = try node.write("grundtekst").id
    try exchange(node, with: hub)
    let backup = node.copy()
    for number in 1...9 { try node.write("original \(number)", in: article) }
    try exchange(node, with: hub)
    for number in 1...4 { try backup.write("genbrugt \(number)", in: article) }
    let fresh = try backup.write("ny artikel på genbrugt nummer").id
    try backup.write("rettelse i den", in: fresh)
    let outcome = try exchange(backup, with: hub).outcome
    #expect(outcome?.findings.contains(.fork(node.own, firstDifferent: 2)) == true)
    let name = ReplicaID(rawValue: 77)
    try backup.reissue(from: 2, as: name)
    #expect(backup.vector[name]?.sequence == 6)
    #expect(try exchange(backup, with: hub).outcome?.equal == hub.vector.digest)
    #expect(hub.log.count == 16)
    #expect(backup.log.count == 16)
    let last = try #require(
      hub.log.compactMap(\.change).first { $0.id.replica == name && $0.id.sequence == 6 })
    #expect(last.document == ChangeID(replica: name, sequence: 5))
  }

  @Test func `the name of a branch is its first payload's and nothing else's`() {
    let (one, other) = (SHA256.hash([1]), SHA256.hash([2]))
    let name = StreamRenaming.name(ofBranchStartingWith: one)
    #expect(name != StreamRenaming.name(ofBranchStartingWith: other))
    let hashed = SHA256.hash(Array("fv1:fork\0".utf8) + one.bytes)
    #expect(name.description == String(hashed.description.prefix(16)))
  }

  @Test func `two sides never both keep the name, and never both give it up unless both yield`() {
    func claim(_ payload: UInt8, yields: Bool, mark: UInt8) -> BranchClaim {
      BranchClaim(
        replica: ReplicaID(rawValue: 1), first: 2, base: ChainMark(SHA256.hash([0])),
        mark: ChainMark(SHA256.hash([mark])), payload: SHA256.hash([payload]), yields: yields)
    }
    for (a, b) in [(UInt8(1), UInt8(2)), (2, 1)] {
      for (first, second) in [(false, false), (true, false), (false, true)] {
        let (one, other) = (claim(a, yields: first, mark: 1), claim(b, yields: second, mark: 2))
        let verdicts = [one.verdict(beside: other), other.verdict(beside: one)]
        #expect(Set(verdicts) == [.keeps, .renames])
        #expect(!first || verdicts[0] == .renames)
      }
    }
    let one = claim(1, yields: false, mark: 1)
    #expect(one.verdict(beside: claim(1, yields: false, mark: 2)) == .consequence)
    #expect(one.verdict(beside: claim(2, yields: false, mark: 1)) == .notHere)
  }

  /// Many replicas, a hub and side roads, losses and restarts; when the faults stop, all are equal.
  @Test(arguments: UInt64(1)...12)
  func `whatever is lost on the way, all converge`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let replicas = (1...6).map { MemoryReplica(UInt64($0)) }
    for _ in 0..<120 {
      let (place, peer) = (
        Int.random(in: 0..<6, using: &random), Int.random(in: 0..<6, using: &random)
      )
      let replica = replicas[place]
      if Bool.random(using: &random) {
        let documents = replica.log.compactMap { $0.header?.document }
        try replica.write(
          "tekst \(random.next())",
          in: Bool.random(using: &random) ? documents.randomElement(using: &random) : nil)
      } else if place != peer {
        let lost = Int.random(in: 0..<6, using: &random)
        do {
          try exchange(replica, with: replicas[peer], named: "\(peer)", batchBytesMax: 700) {
            isAnswer, round, bytes in
            if round * 2 + (isAnswer ? 1 : 0) == lost { throw LinkFailure() }
            return bytes
          }
        } catch is LinkFailure {}
      }
    }
    for _ in 0..<2 {
      for place in 1..<6 { try exchange(replicas[place], with: replicas[0], named: "0") }
    }
    for replica in replicas {
      #expect(replica.vector == replicas[0].vector, "seed \(seed)")
      #expect(replica.log.count == replica.ids.count)
      #expect(replica.findings.isEmpty)
    }
  }
}
