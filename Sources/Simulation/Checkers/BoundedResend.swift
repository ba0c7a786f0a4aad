import ReplicaStore
import SyncProtocol

/// A change that the peer has taken does not travel to it again in the same exchange; a cut link
/// repeats one batch at most, because the next exchange begins with one.
final class BoundedResend: Checker {
  static let name = "bounded-resend"
  static let promise = "A cut link re-sends at most one batch."

  private var taken: [Int: HaveVector] = [:]

  func observe(_ observation: Observation, in world: World) throws {
    switch observation {
    case .answered(_, let exchange, let answered) where answered.refusal == nil:
      taken[exchange.number] = answered.held
    case .sent(let exchange, isFirst: false):
      guard let vector = taken[exchange.number] else { return }
      let again = exchange.request.message.batch.entries.filter { vector.covers($0.id) }
      guard again.isEmpty else {
        throw violated("\(again.count) changes travelled twice in one exchange")
      }
    case .ended(let exchange, _): taken[exchange.number] = nil
    default: break
    }
  }
}
