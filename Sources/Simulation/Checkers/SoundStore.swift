import ReplicaStore
import SQLite

/// The file is sound, its streams verify, and what is derived fits: what `viden check` says, and
/// what SQLite says of its references.
final class SoundStore: Checker {
  static let name = "sound-store"
  static let promise = "Everything derived can be rebuilt, and check says whether it must be."

  func observe(_ observation: Observation, in world: World) throws {
    switch observation {
    case .restarted(let number), .inspected(let number): try check(number, in: world)
    case .calm:
      for machine in world.machinesToInspectInCalm { try check(machine.number, in: world) }
    default: break
    }
  }

  private func check(_ number: Int, in world: World) throws {
    let machine = world.machines[number]
    guard machine.isUp, !machine.disk.isArmed, machine.disk.bytesMax == nil else { return }
    try machine.perform(at: world.time) { replica in
      let findings = try replica.check()
      guard findings.isEmpty else { throw violated("\(machine.name): \(findings[0])") }
      let orphans = try machine.connection?.query("PRAGMA foreign_key_check") { $0.text(0) } ?? []
      guard orphans.isEmpty else { throw violated("\(machine.name): orphans in \(orphans)") }
    }
  }
}
