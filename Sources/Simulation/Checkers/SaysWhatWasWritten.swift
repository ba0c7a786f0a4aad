import Knowledge
import ReplicaStore

/// The version that a save makes says what its author wrote, letter for letter, whatever others
/// did meanwhile.
final class SaysWhatWasWritten: Checker {
  static let name = "says-what-was-written"
  static let promise = "Every saved edit stays reachable in history as it was written."

  func observe(_ observation: Observation, in world: World) throws {
    switch observation {
    case .wrote(_, let document, let draft, let article):
      guard isSaid(draft.body, article.body), isSaid(draft.title, article.title),
        isSaid(draft.shortAnswer, article.shortAnswer),
        draft.keywords.map({ Set($0) == Set(article.keywords) }) ?? true
      else { throw violated("\(document) does not say what was written") }
    case .resolved(_, let record, let choice, let after):
      guard !after.contains(where: { $0.id == record.id }) else {
        throw violated("conflict \(record.id) is open after somebody chose \(choice)")
      }
    default: break
    }
  }

  private func isSaid(_ wanted: String?, _ got: String) -> Bool {
    guard let wanted else { return true }
    return wanted.utf8.elementsEqual(got.utf8) || trimmed(wanted) == trimmed(got)
  }

  /// Fields of one line, and the short answer, are saved without blanks at their ends.
  private func trimmed(_ text: String) -> String {
    var words = text[...]
    while words.first?.isWhitespace == true { words.removeFirst() }
    while words.last?.isWhitespace == true { words.removeLast() }
    return String(words)
  }
}
