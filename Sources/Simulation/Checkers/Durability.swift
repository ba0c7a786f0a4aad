/// What a person was told is saved stays saved: on that machine through every crash, and in the
/// end on all of them. Only what was on no other disk than a destroyed one may be missing.
final class Durability: Checker {
  static let name = "durability"
  static let promise = "Nothing accepted is ever lost."

  func observe(_ observation: Observation, in world: World) throws {
    switch observation {
    case .restarted(let number), .inspected(let number):
      guard world.machines[number].isUp, !world.machines[number].disk.isArmed else { return }
      let missing = (world.ledger.savedOn[number] ?? []).subtracting(try world.payloads(on: number))
      guard missing.isEmpty else {
        throw violated("\(world.machines[number].name) lost \(missing.count) saved changes")
      }
    case .calm:
      let owed = world.ledger.saved.subtracting(world.ledger.excused)
      for machine in world.machines.prefix(40) where !machine.isGone {
        let missing = owed.subtracting(try world.payloads(on: machine.number))
        guard missing.isEmpty else {
          throw violated("\(missing.count) saved changes are not on \(machine.name)")
        }
      }
    default: break
    }
  }
}
