import ReplicaStore

/// What was withdrawn is not shown as valid where that is known, whatever is edited or approved at
/// the same time.
final class WithdrawnStaysAway: Checker {
  static let name = "withdrawn-stays-away"
  static let promise = "A concurrent edit never lifts a withdrawal."

  func observe(_ observation: Observation, in world: World) throws {
    guard case .withdrew(let number, let document, let publication) = observation else { return }
    guard publication?.isWithdrawn ?? true else {
      throw violated("\(world.machines[number].name) still shows \(document) as valid")
    }
  }
}
