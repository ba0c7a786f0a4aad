import SyncProtocol

/// A job that cron starts over a working link ends in proved equality; no fault of yesterday, no
/// conflict and no hostile change can stop it.
final class NoStuckJob: Checker {
  static let name = "no-stuck-job"
  static let promise = "Unattended sync never gets stuck."

  /// More requests than any sound exchange of these worlds needs.
  private static let requestsMax = 200

  func observe(_ observation: Observation, in world: World) throws {
    switch observation {
    case .sent(let exchange, isFirst: _):
      guard exchange.requests <= NoStuckJob.requestsMax else {
        throw violated("\(pair(exchange, world)) needed \(exchange.requests) requests")
      }
    case .ended(let exchange, let ending): try check(ending, of: exchange, in: world)
    default: break
    }
  }

  private func pair(_ exchange: Exchange, _ world: World) -> String {
    "\(world.machines[exchange.caller].name) ⇄ \(world.machines[exchange.peer].name)"
  }

  private func check(
    _ ending: Exchange.Ending, of exchange: Exchange, in world: World
  ) throws {
    let pair = pair(exchange, world)
    switch ending {
    case .equal, .down, .full: break
    case .notEqual, .unreachable, .notThePeer:
      if world.isCalm { throw violated("\(pair) ended \(ending) over a working link") }
    case .refused(let reason):
      // Two clocks that move while they talk may need another call.
      let runsBackwards = [exchange.caller, exchange.peer].contains { number in
        if case .backwards = world.machines[number].clock.fault { true } else { false }
      }
      guard !world.isCalm || runsBackwards, [.clockSkew, .tooEarly, .busy].contains(reason) else {
        throw violated("\(pair) was refused: \(reason)")
      }
    case .broken(let reason): throw violated("\(pair) broke off: \(reason)")
    }
  }
}
