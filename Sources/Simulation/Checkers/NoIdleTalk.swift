import Digest
import SyncProtocol

/// What a peer has said that it forgot is not named to it again in the same exchange.
final class NoIdleTalk: Checker {
  static let name = "no-idle-talk"
  static let promise = "A peer that forgot what was agreed says so once."

  private var forgotten: [Int: SHA256Digest] = [:]

  func observe(_ observation: Observation, in world: World) throws {
    switch observation {
    case .answered(_, let exchange, let answered):
      if answered.message?.agreedUnknown == true, let agreed = exchange.request.message.agreed {
        forgotten[exchange.number] = agreed
      }
    case .taken(let exchange): heard[exchange.number] = forgotten[exchange.number]
    case .sent(let exchange, isFirst: false):
      guard let agreed = exchange.request.message.agreed else { return }
      guard heard[exchange.number] != agreed else {
        throw violated("\(world.machines[exchange.caller].name) names again what was forgotten")
      }
    case .ended(let exchange, _):
      forgotten[exchange.number] = nil
      heard[exchange.number] = nil
    default: break
    }
  }

  /// What the caller got to hear of it.
  private var heard: [Int: SHA256Digest] = [:]
}
