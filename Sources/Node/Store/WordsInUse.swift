import CRDT
import Knowledge
import ReplicaStore
import Synchronization
import WebUI

/// The subjects and keywords that other answers have, for whoever writes a new one.
///
/// Finding them reads every article, and a suggestion may be a little old: in a base of some size they
/// are looked for again when a hundred changes have come.
final class WordsInUse: Sendable {
  struct Words: Sendable {
    var subjects: [WebUI.Subject] = []
    var keywords: [String] = []
  }

  private static let changesBetween = 100
  /// So that a page stays under its 60 kB.
  private static let keywordsMax = 100
  private static let subjectsMax = 100
  private let newest = Mutex<Kept?>(nil)

  private struct Kept {
    var changes: Int
    var edition: SubjectPlanEdition?
    var words: Words
  }

  /// - Parameter plan: what subjects are called.
  func value(
    _ replica: Replica, of summaries: Shelf<[Replica.Summary]>, plan: SubjectPlan
  ) throws -> Words {
    let changes = try replica.changeCount()
    if let kept = newest.withLock({ $0 }), kept.edition == plan.edition {
      // A base that begins has something new to suggest after every article.
      let between = kept.changes < WordsInUse.changesBetween ? 1 : WordsInUse.changesBetween
      if changes - kept.changes < between { return kept.words }
    }
    let words = Words(
      subjects: WordsInUse.subjects(of: try summaries.value(replica), plan),
      keywords: try WordsInUse.keywords(in: replica))
    newest.withLock { $0 = Kept(changes: changes, edition: plan.edition, words: words) }
    return words
  }

  /// The keywords of most articles, in Danish order.
  private static func keywords(in replica: Replica) throws -> [String] {
    let counts = try replica.keywordCounts()
    let most = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(keywordsMax)
    return DanishOrder.sorted(most.map(\.key)) { $0 }
  }

  /// Each subject with the area it is in and an answer that stands there: what people know a number
  /// by.
  private static func subjects(
    of summaries: [Replica.Summary], _ plan: SubjectPlan
  ) -> [WebUI.Subject] {
    var titles: [String: [String]] = [:]
    for summary in summaries {
      guard let subject = summary.subject else { continue }
      titles[subject.number, default: []].append(summary.title)
    }
    let most = titles.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .prefix(subjectsMax)
    return most.sorted { $0.key < $1.key }.map { number, titles in
      let area =
        plan.title(of: number) ?? SubjectArea.name(ofMainGroup: String(number.prefix(2)))
      let example = titles.first.map { titles.count > 1 ? "\($0) m.fl." : $0 }
      return WebUI.Subject(
        number: number, name: [area, example].compactMap(\.self).joined(separator: ": "))
    }
  }
}
