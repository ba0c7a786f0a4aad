import CRDT
import Knowledge
import ReplicaStore

/// Every word in every article was written by somebody: merging never runs two words together or
/// mixes their letters, whether or not it is flagged that somebody must look.
final class NothingInvented: Checker {
  static let name = "nothing-invented"
  static let promise = "No reader ever meets an interleaving that nobody typed."

  func observe(_ observation: Observation, in world: World) throws {
    guard let machine = world.machineToInspect(at: observation) else { return }
    try machine.perform(at: world.time) { replica in
      for document in try machine.documents() ?? [] {
        let article = Article(try replica.state(of: document))
        for text in [article.title, article.shortAnswer, article.body] {
          let words = Ledger.words(of: text)
          guard let strange = words.first(where: { !world.ledger.words.contains($0) }) else {
            continue
          }
          throw violated("\(machine.name) shows '\(strange)' in \(document)")
        }
      }
    }
  }
}
