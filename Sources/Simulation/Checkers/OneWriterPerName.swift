import CRDT
import ReplicaStore

/// Two machines with copies of one disk write under one name until they hear of each other, and never
/// after that.
final class OneWriterPerName: Checker {
  static let name = "one-writer-per-name"
  static let promise = "A restored or copied node takes a fresh name once it hears of the other."

  func observe(_ observation: Observation, in world: World) throws {
    guard case .calm = observation, !world.forkable.isEmpty else { return }
    var writers: [ReplicaID: Machine] = [:]
    for machine in world.machines where !machine.isGone {
      let name = try machine.perform(at: world.time) { try $0.identity().replica }
      guard let other = writers.updateValue(machine, forKey: name) else { continue }
      let (here, there) = (world.ledger.saved(on: machine), world.ledger.saved(on: other))
      // One that only read since it was copied need not know.
      guard here.isSubset(of: there) || there.isSubset(of: here) else {
        throw violated("\(machine.name) and \(other.name) both write as \(name)")
      }
    }
  }
}
