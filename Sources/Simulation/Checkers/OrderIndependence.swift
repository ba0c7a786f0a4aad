import ReplicaStore

/// The state is a function of the set of changes: whatever the order in which they come, and in
/// whatever batches, it is the same.
final class OrderIndependence: Checker {
  static let name = "order-independence"
  static let promise = "All replicas converge, whatever the order and cutting of sync."

  func observe(_ observation: Observation, in world: World) throws {
    guard case .calm = observation else { return }
    let hub = world.machines[world.hub]
    var random = RandomSource(seed: world.seed ^ 0x6f72_6465_72)
    let replay = try hub.perform(at: world.time) { try Replay($0) }
    let other = try Replay.machine(taking: replay.shuffled(&random), &random)
    let here = try hub.perform(at: world.time) { try $0.stateDigest() }
    let there = try other.perform(at: world.time) { try $0.stateDigest() }
    guard here == there else { throw violated("another order of arrival gives another state") }
  }
}
