import CRDT
import Digest
import SyncProtocol

/// A replica in an array: the smallest store that an exchange can run on.
final class MemoryReplica {
  var own: ReplicaID
  var log: [LogEntry] = []
  var vector = HaveVector()
  var remembered: [SHA256Digest: HaveVector] = [:]
  var agreed: [String: SHA256Digest] = [:]
  var findings: [SyncFinding] = []
  var writes = 0
  /// What a peer of narrower scope may not see.
  var isWithheld: (Change) -> Bool = { _ in false }
  var admits: (StreamEntry) -> Bool = ReplicaAccess.isWhole
  private var chains: [ChangeID: SHA256Digest] = [:]

  init(_ number: UInt64) {
    own = ReplicaID(rawValue: number)
  }

  /// The disk, copied: same identity, same memory.
  func copy() -> MemoryReplica {
    let other = MemoryReplica(own.rawValue)
    other.log = log
    other.vector = vector
    other.remembered = remembered
    other.agreed = agreed
    other.chains = chains
    other.isWithheld = isWithheld
    return other
  }

  var ids: Set<ChangeID> { Set(log.map(\.id)) }

  /// Writes a change of its own: a new article, or an edit of the last one.
  @discardableResult
  func write(_ text: String, in document: ChangeID? = nil) throws -> Change {
    let sequence = (vector[own]?.sequence ?? 0) + 1
    let id = ChangeID(replica: own, sequence: sequence)
    let change = Change(
      id: id, document: document ?? id, parents: document.map { heads(of: $0) } ?? [],
      author: "abc", time: 1_774_000_000_000 + Int64(sequence) * 60_000,
      salt: UInt64(truncatingIfNeeded: SHA256.hash("\(id) \(text)".utf8).prefix),
      operations: (document == nil ? [.create(kind: 1)] : [])
        + [.edit(FieldID(rawValue: 2), [Splice(position: 0, deleted: 0, inserted: text)])])
    store(.whole(try SealedChange(sealing: change, after: vector[own]?.chain)))
    return change
  }

  private func heads(of document: ChangeID) -> [ChangeID] {
    let headers = log.compactMap(\.header).filter { $0.document == document }
    let passed = Set(headers.flatMap(\.parents))
    return headers.map(\.id).filter { !passed.contains($0) }.sorted()
  }

  func store(_ entry: LogEntry) {
    log.append(entry)
    chains[entry.id] = entry.chain
    vector[entry.id.replica] = StreamPosition(sequence: entry.id.sequence, chain: entry.chain)
  }

  /// Takes over whole streams of another replica.
  func adopt(_ entries: [LogEntry]) {
    for entry in entries { store(entry) }
  }

  /// Gives the end of its own stream to a fresh replica id, as a node does that finds its numbers
  /// used twice.
  func reissue(from first: UInt64, as fresh: ReplicaID) throws {
    let renaming = StreamRenaming(of: own, from: first, to: fresh)
    let entries = log
    own = fresh
    log = []
    chains = [:]
    vector = HaveVector()
    for entry in entries {
      guard let change = entry.change.map({ renaming($0) }) else { continue }
      store(.whole(try SealedChange(sealing: change, after: vector[change.id.replica]?.chain)))
    }
  }

  func access(for peer: String) -> ReplicaAccess {
    ReplicaAccess(
      own: own,
      vector: { self.vector },
      chain: { self.chains[$0] },
      log: { peer, visit in
        for entry in self.log where !peer.covers(entry.id) {
          let isWithheld = entry.change.map(self.isWithheld) ?? false
          guard try visit(isWithheld ? entry.withheld : entry) else { return }
        }
      },
      apply: { batch in
        self.writes += 1
        for entry in batch.fresh { self.store(entry) }
        precondition(self.vector == batch.vector)
      },
      agreed: { self.remembered[$0] },
      remember: { digest, vector in
        self.writes += 1
        self.remembered[digest] = vector
      },
      report: { self.findings.append($0) },
      admits: { self.admits($0) })
  }
}

/// What a link carried.
struct Traffic {
  var requests: [Int] = []
  var answers: [Int] = []
  var outcome: SyncSession.Outcome?

  var bytes: Int { requests.reduce(0, +) + answers.reduce(0, +) }
}

struct LinkFailure: Error {}

/// One whole exchange over a link that may lose the request or the answer number `lost`.
@discardableResult
func exchange(
  _ client: MemoryReplica, with server: MemoryReplica, named name: String = "hub",
  batchBytesMax: Int = SyncSession.batchBytesMax,
  tamper: (_ isAnswer: Bool, _ round: Int, _ bytes: [UInt8]) throws -> [UInt8] = { $2 }
) throws -> Traffic {
  var traffic = Traffic()
  var session = try SyncSession(
    access: client.access(for: name), agreed: client.agreed[name], batchBytesMax: batchBytesMax)
  var action = try session.start()
  var round = 0
  while case .send(let request) = action {
    traffic.requests.append(request.bytes.count)
    let arrived = try MessageCodec.decode(tamper(false, round, request.bytes))
    let answer = try SyncAnswerer(access: server.access(for: "client")).answer(to: arrived)
    traffic.answers.append(answer.bytes.count)
    action = try session.receive(MessageCodec.decode(tamper(true, round, answer.bytes)))
    round += 1
    guard round < 1000 else { throw LinkFailure() }
  }
  if case .finish(let outcome) = action {
    traffic.outcome = outcome
    if let digest = outcome.equal { client.agreed[name] = digest }
  }
  return traffic
}
