/// *Hvis du …*: a situation in the words of whoever stands in it, and the way on from there: an
/// answer, or a search.
///
///     flytter til en anden kommune;23.05.00;flytning;
///     har mistet dit pas;;;mistet pas
public struct Situation: ReferenceLine {
  public static var kind: ReferenceKind { .situations }
  public static var columns: [String] { ["hvis_du", "emne", "svar", "søgning"] }

  public static let phraseLengthMax = 80
  public static let targetLengthMax = 80

  /// Where it leads.
  public enum Target: Hashable, Sendable {
    /// The name of an answer: its external id, or its document.
    case answer(String)
    case search(String)
  }

  /// What follows *Hvis du*.
  public let phrase: String

  /// On whose subject's page it stands, beside the front page.
  public let subject: Subject?
  public let target: Target

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: Situation.self)
    phrase = Situation.withoutBeginning(try cells.text(0, most: Situation.phraseLengthMax))
    guard !phrase.isEmpty else { throw cells.problem(.empty, at: 0) }
    subject = try cells.subject(1)
    let most = Situation.targetLengthMax
    switch (cells.isEmpty(2), cells.isEmpty(3)) {
    case (false, true): target = .answer(try cells.text(2, most: most))
    case (true, false): target = .search(try cells.text(3, most: most))
    case (true, true), (false, false): throw cells.problem(.notOneTarget, at: 2)
    }
  }

  public var fields: [String] {
    switch target {
    case .answer(let name): [phrase, subject?.number ?? "", name, ""]
    case .search(let query): [phrase, subject?.number ?? "", "", query]
    }
  }

  /// Whoever writes the whole sentence means the rest of it.
  private static func withoutBeginning(_ text: String) -> String {
    let beginning = "hvis du "
    guard text.lowercased().hasPrefix(beginning) else { return text }
    return CleanText.trimmed(text.dropFirst(beginning.count))
  }
}
