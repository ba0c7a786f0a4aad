import CRDT
import Knowledge
import ReplicaStore

/// Every word in every article was written by somebody: merging never runs two words together or
/// mixes their letters. Where it is flagged that somebody must look, two sentences may touch.
final class NothingInvented: Checker {
  static let name = "nothing-invented"
  static let promise = "No reader ever meets an interleaving that nobody typed."

  func observe(_ observation: Observation, in world: World) throws {
    guard let machine = world.machineToInspect(at: observation) else { return }
    try machine.perform(at: world.time) { replica in
      for document in try machine.documents() ?? [] {
        let article = Article(try replica.state(of: document))
        for text in [article.title, article.shortAnswer, article.body] {
          let strange = Ledger.words(of: text).first { !isWritten($0, world.ledger.words) }
          guard let strange, try replica.summary(of: document).conflicts == 0 else { continue }
          throw violated("\(machine.name) shows '\(strange)' in \(document)")
        }
      }
    }
  }

  /// A sentence that was put in front of one that somebody else replaced as a whole may touch it:
  /// both are there as they were written, and only the blank between them is not.
  private func isWritten(_ word: Substring, _ words: Set<Substring>) -> Bool {
    guard !words.contains(word) else { return true }
    return word.indices.dropFirst().contains { seam in
      word[word.index(before: seam)].isPunctuation && words.contains(word[..<seam])
        && isWritten(word[seam...], words)
    }
  }
}
