import ReplicaStore
import SyncProtocol

/// `viden sync` says 0 only when both sides held the same at that moment.
final class HonestExit: Checker {
  static let name = "honest-exit"
  static let promise = "Exit 0 means that digests were proved equal."

  func observe(_ observation: Observation, in world: World) throws {
    guard case .ended(let exchange, .equal) = observation else { return }
    let caller = world.machines[exchange.caller]
    guard caller.isUp, !caller.disk.isArmed, caller.disk.bytesMax == nil else { return }
    let digest = try caller.perform(at: world.time) { try $0.vector().digest }
    guard let peer = exchange.peerDigest, peer == digest else {
      throw violated(
        "\(caller.name) says it is equal with \(world.machines[exchange.peer].name), and is not")
    }
  }
}
