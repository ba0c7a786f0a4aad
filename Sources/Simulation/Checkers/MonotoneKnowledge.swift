import ReplicaStore
import SyncProtocol

/// What a machine has held it holds, through crashes and restarts, unless its disk was replaced. A
/// branch that is given another name is held under that one.
final class MonotoneKnowledge: Checker {
  static let name = "monotone-knowledge"
  static let promise = "What a replica has held it holds, except where a disk was replaced."

  private struct Known {
    var vector = HaveVector()
    var end: Int64 = 0
    var payloads: Set<PayloadMark> = []
  }

  private var known: [Int: Known] = [:]

  func observe(_ observation: Observation, in world: World) throws {
    switch observation {
    case .diskReplaced(let number): known[number] = nil
    case .saved(let number, _), .restarted(let number), .answered(let number, _, _):
      try check(number, in: world)
    case .ended(let exchange, _): try check(exchange.caller, in: world)
    default: break
    }
  }

  private func check(_ number: Int, in world: World) throws {
    let machine = world.machines[number]
    guard machine.isUp, !machine.disk.isArmed, machine.disk.bytesMax == nil else { return }
    var known = known[number] ?? Known()
    try machine.perform(at: world.time) { replica in
      let vector = try replica.vector()
      guard vector != known.vector else { return }
      if let fallen = MonotoneKnowledge.fallen(from: known.vector, to: vector) {
        // A mirror cannot give names and follows its hub: it forgets what that does not hold.
        let isDiskLost = !world.forkable.isEmpty || world.machines.contains(where: \.isGone)
        let isExcused = !machine.holdsChanges && isDiskLost
        if !isExcused { try checkRenamed(fallen, known, machine) }
      }
      known.payloads.formUnion(try machine.payloads(beyond: known.end))
      known.end = try machine.logEnd()
      known.vector = vector
    }
    self.known[number] = known
  }

  /// The first entry that is lower than it was, or has another chain.
  private static func fallen(from before: HaveVector, to now: HaveVector) -> HaveVector.Entry? {
    before.entries.first { entry in
      guard let position = now[entry.replica] else { return true }
      return position.sequence < entry.position.sequence
        || position.sequence == entry.position.sequence && position.chain != entry.position.chain
    }
  }

  private func checkRenamed(
    _ fallen: HaveVector.Entry, _ known: Known, _ machine: Machine
  ) throws {
    guard try !machine.branchNames().isEmpty, known.payloads.isSubset(of: try machine.payloads())
    else {
      throw violated("\(machine.name) forgot \(fallen.replica)-\(fallen.position.sequence)")
    }
  }
}
