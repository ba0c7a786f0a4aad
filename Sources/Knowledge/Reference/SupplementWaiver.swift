public import CRDT

/// That a municipality has looked at an answer and needs no text of its own beside it (intet tillæg),
/// for all that its text pointed at then.
///
/// What the text comes to point at later nobody has looked at, and the answer stands on the checklist
/// again. A text that is mended otherwise does not: ninety-eight municipalities would say the same
/// once more for a comma.
///
///     00c0ffee00c0ffee-1;åbningstider telefon
public struct SupplementWaiver: ReferenceLine {
  public static var kind: ReferenceKind { .waivers }
  public static var columns: [String] { ["svar", "peger på"] }

  public let answer: ChangeID
  /// In the order of `LocalNeed.allCases`, each once.
  public let needs: [LocalNeed]

  public init(answer: ChangeID, needs: [LocalNeed]) {
    self.answer = answer
    self.needs = LocalNeed.allCases.filter(needs.contains)
  }

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: SupplementWaiver.self)
    answer = try ChangeID(cells.raw(0)).orThrow(cells.problem(.notArticle, at: 0))
    let words = cells.raw(1).split(separator: " ").map { $0.lowercased() }
    needs = LocalNeed.allCases.filter { words.contains($0.word) }
    guard words.allSatisfy({ LocalNeed(word: $0) != nil }) else {
      throw cells.problem(.notLocalNeed, at: 1)
    }
  }

  public var fields: [String] {
    [answer.description, needs.map(\.word).joined(separator: " ")]
  }

  /// Whether it holds for an answer whose text points at this.
  public func covers(_ found: [LocalNeed]) -> Bool { found.allSatisfy(needs.contains) }
}

extension LocalNeed {
  /// The word of files and of what travels.
  public var word: String {
    switch self {
    case .hours: "åbningstider"
    case .phone: "telefon"
    case .place: "sted"
    case .rules: "regler"
    }
  }

  init?(word: String) {
    guard let need = LocalNeed.allCases.first(where: { $0.word == word }) else { return nil }
    self = need
  }
}
