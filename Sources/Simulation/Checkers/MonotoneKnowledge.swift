import ReplicaStore
import SyncProtocol

/// What a machine has held it holds, through crashes and restarts, unless its disk was replaced.
final class MonotoneKnowledge: Checker {
  static let name = "monotone-knowledge"
  static let promise = "A have-vector never falls, except where a disk was replaced."

  private var known: [Int: HaveVector] = [:]

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
    let vector = try machine.perform(at: world.time) { try $0.vector() }
    for entry in known[number]?.entries ?? [] {
      guard let now = vector[entry.replica], now.sequence >= entry.position.sequence,
        now.sequence > entry.position.sequence || now.chain == entry.position.chain
      else { throw violated("\(machine.name) forgot \(entry.replica)-\(entry.position.sequence)") }
    }
    known[number] = vector
  }
}
