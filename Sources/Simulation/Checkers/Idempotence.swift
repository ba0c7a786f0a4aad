import ReplicaStore
import SyncProtocol

/// What is held already may come again, all of it, and nothing happens.
final class Idempotence: Checker {
  static let name = "idempotence"
  static let promise = "Everything may arrive twice."

  func observe(_ observation: Observation, in world: World) throws {
    guard case .inspected(let number) = observation, world.machines[number].isUp else { return }
    let machine = world.machines[number]
    guard machine.holdsChanges else { return }
    try machine.perform(at: world.time) { replica in
      var entries: [LogEntry] = []
      try replica.visitEntries(lackedBy: PeerVector()) {
        entries.append($0)
        return true
      }
      let before = (try replica.vector().digest, try replica.stateDigest())
      let fresh = try replica.apply(entries)
      guard fresh == 0, try replica.vector().digest == before.0,
        try replica.stateDigest() == before.1
      else { throw violated("\(machine.name) took \(fresh) changes twice") }
    }
  }
}
