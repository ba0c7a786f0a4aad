import SyncProtocol

/// A request that was recorded is worth nothing a second time, a request that is refused leaves no
/// trace, and a stick that broke or comes from a stranger stores nothing.
final class HonestRefusals: Checker {
  static let name = "honest-refusals"
  static let promise = "What cannot be proved to be a peer's is never data."

  /// By which process, under which clock, a request was admitted.
  private struct Admission: Hashable {
    let machine: Int
    let process: Int
    let clock: MachineClock
  }

  private var admitted: [Nonce: Admission] = [:]

  func observe(_ observation: Observation, in world: World) throws {
    switch observation {
    case .answered(let number, _, let answered): try check(answered, by: world.machines[number])
    case .strange(let number, let answered, let before, let after):
      try check(answered, by: world.machines[number])
      guard answered.refusal == nil || before == after else {
        throw violated("\(world.machines[number].name) refused a request and took from it")
      }
    case .readStick(let number, let kind, let stored):
      guard kind == .sound || stored == nil else {
        throw violated("\(world.machines[number].name) took a stick that is \(kind)")
      }
    default: break
    }
  }

  private func check(_ answered: Machine.Answered, by machine: Machine) throws {
    guard answered.refusal == nil, let nonce = answered.claim?.nonce else { return }
    let admission = Admission(
      machine: machine.number, process: machine.processes, clock: machine.clock)
    guard admitted[nonce] != admission else {
      throw violated("\(machine.name) took one request twice")
    }
    admitted[nonce] = admission
  }
}
