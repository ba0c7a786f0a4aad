import CRDT
import ReplicaStore
import SyncProtocol

/// Whatever the order in which changes came, no change stands in a log before what it builds on,
/// and every stream is 1, 2, 3 … without a gap.
final class Causality: Checker {
  static let name = "causality"
  static let promise = "A replica never holds a change without those it builds on."

  func observe(_ observation: Observation, in world: World) throws {
    guard case .inspected(let number) = observation, world.machines[number].isUp else { return }
    let machine = world.machines[number]
    guard machine.holdsChanges else { return }
    try machine.perform(at: world.time) { replica in
      var held: [ReplicaID: UInt64] = [:]
      func holds(_ id: ChangeID) -> Bool { (held[id.replica] ?? 0) >= id.sequence }
      try replica.visitEntries(lackedBy: PeerVector()) { entry in
        guard entry.id.sequence == (held[entry.id.replica] ?? 0) + 1 else {
          throw violated("\(machine.name) has a gap before \(entry.id)")
        }
        let ancestors = entry.header.map { [$0.document] + $0.parents } ?? []
        guard ancestors.allSatisfy({ $0 == entry.id || holds($0) }) else {
          throw violated("\(machine.name) has \(entry.id) before its parents")
        }
        held[entry.id.replica] = entry.id.sequence
        return true
      }
      let vector = try replica.vector()
      guard vector.entries.count == held.count,
        vector.entries.allSatisfy({ held[$0.replica] == $0.position.sequence })
      else { throw violated("\(machine.name) claims to hold what is not in its log") }
    }
  }
}
