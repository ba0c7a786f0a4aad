import CRDT
import ReplicaStore
import SyncProtocol

/// Clocks decide nothing: the same changes by authors whose clocks are off by years give the same
/// articles and the same conflicts.
final class ClockIndependence: Checker {
  static let name = "clock-independence"
  static let promise = "Clocks never decide."

  func observe(_ observation: Observation, in world: World) throws {
    guard case .calm = observation else { return }
    let hub = world.machines[world.hub]
    var random = RandomSource(seed: world.seed ^ 0x636c_6f63_6b)
    let replay = try hub.perform(at: world.time) { try Replay($0) }
    // A removal names what it removes by its hash, in which the author's clock is.
    guard replay.entries.allSatisfy({ $0.change != nil }) else { return }
    let entries = try replay.withClocks { change in
      MachineClock.epoch + Int64(truncatingIfNeeded: change.salt % 600_000_000_000)
    }
    let other = try Replay.machine(taking: entries, &random)
    let here = try hub.perform(at: world.time) { try $0.stateDigest() }
    let there = try other.perform(at: world.time) { try $0.stateDigest() }
    guard here == there else { throw violated("other clocks give another state") }
  }
}
