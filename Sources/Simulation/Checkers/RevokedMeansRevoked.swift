import CRDT
import Knowledge
import ReplicaStore

/// Once it is on record that a node has left, nothing of what it wrote behind the recorded frontier
/// counts, unless a person said so.
final class RevokedMeansRevoked: Checker {
  static let name = "revoked-means-revoked"
  static let promise =
    "What a revoked laptop writes behind the recorded frontier waits for a person."

  func observe(_ observation: Observation, in world: World) throws {
    guard let machine = world.machineToInspect(at: observation), machine.holdsChanges else {
      return
    }
    try machine.perform(at: world.time) { replica in
      guard let authority = try replica.authority(), !authority.departures.isEmpty else { return }
      for document in try machine.documents() ?? [] {
        for change in try replica.history(of: document).changes {
          // What somebody wrote before they had heard of the base is nobody's they know of.
          let card = authority.cards[change.id.replica].flatMap { card in
            card.sequence <= change.id.sequence ? card.card : nil
          }
          let departure = authority.departures.first { departure in
            // A stream that the record names belongs to the node, whatever it says of itself.
            let isItsStream = departure.frontier.marks[change.id.replica] != nil
            return (card?.node == departure.node || isItsStream)
              && !departure.frontier.covers(change.id)
          }
          guard let departure, !authority.released.contains(change.id) else { continue }
          throw violated("\(machine.name) counts \(change.id) of \(departure.node)")
        }
      }
    }
  }
}
