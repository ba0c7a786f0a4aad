import CRDT
import ReplicaStore
import SQLite
import SyncProtocol

/// A log replayed elsewhere: into a fresh replica, in another order or with other clocks.
struct Replay {
  let entries: [LogEntry]

  init(_ replica: Replica) throws {
    var entries: [LogEntry] = []
    try replica.visitEntries(lackedBy: PeerVector()) {
      entries.append($0)
      return true
    }
    self.entries = entries
  }

  /// The same changes in some other order in which parents come first.
  func shuffled(_ random: inout RandomSource) -> [LogEntry] {
    var waiting = entries
    random.shuffle(&waiting)
    var held: [ReplicaID: UInt64] = [:]
    var result: [LogEntry] = []
    while !waiting.isEmpty {
      var later: [LogEntry] = []
      for entry in waiting {
        let ancestors = entry.header.map { [$0.document] + $0.parents } ?? []
        let isNext = entry.id.sequence == (held[entry.id.replica] ?? 0) + 1
        let isReady = ancestors.allSatisfy {
          $0 == entry.id || (held[$0.replica] ?? 0) >= $0.sequence
        }
        guard isNext, isReady else {
          later.append(entry)
          continue
        }
        held[entry.id.replica] = entry.id.sequence
        result.append(entry)
      }
      if later.count == waiting.count { break }
      waiting = later
    }
    return result
  }

  /// The same changes as authors with other clocks would have made them, in streams sealed anew.
  func withClocks(_ clock: (Change) -> Int64) throws -> [LogEntry] {
    var chains: [ReplicaID: LogEntry] = [:]
    return try entries.compactMap { entry in
      guard let change = entry.change else { return nil }
      let sealed = try SealedChange(
        sealing: Change(
          id: change.id, document: change.document, parents: change.parents,
          author: change.author, time: clock(change), salt: change.salt,
          operations: change.operations),
        after: chains[change.id.replica]?.chain)
      chains[change.id.replica] = .whole(sealed)
      return .whole(sealed)
    }
  }

  /// A fresh replica that took the entries, a few at a time.
  static func machine(taking entries: [LogEntry], _ random: inout RandomSource) throws -> Machine {
    let machine = Machine(number: 0, kind: .laptop, seed: random.next())
    try machine.perform(at: 0) { replica in
      try replica.found(municipality: "0999", name: "prøve")
      var start = 0
      while start < entries.count {
        let end = min(entries.count, start + random.between(1, 24))
        try replica.apply(Array(entries[start..<end]))
        start = end
      }
    }
    return machine
  }
}
