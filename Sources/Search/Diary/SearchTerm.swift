internal import DanishText

/// What somebody searched for, in the form in which it is counted; nil for what may be about a
/// person and for what says nothing.
///
/// People type whom they ask about: civil registration numbers, phone numbers, mail addresses, file
/// numbers. A query with any of these is not counted at all, in no form; of what is left only how
/// often it was asked is kept, never when or by whom. Five digits are the limit: four are a postal
/// code or a year, and a subject number (27.24.00) is a term of ours.
public struct SearchTerm: Hashable, Comparable, Sendable {
  public let text: String

  static let lettersMax = 60
  static let lettersMin = 2
  static let digitsMax = 4

  /// - Parameter query: as it was typed.
  public init?(_ query: String) {
    guard query.utf8.count <= 4 * SearchTerm.lettersMax, !SearchTerm.mayBePersonal(query) else {
      return nil
    }
    let words = query.lowercased().split { $0.isWhitespace || $0.isNewline }
    let text = words.joined(separator: " ").filter { character in
      !character.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    guard (SearchTerm.lettersMin...SearchTerm.lettersMax).contains(text.count),
      text.contains(where: { $0.isLetter || $0.isNumber })
    else { return nil }
    self.text = text
  }

  /// A term that was counted before.
  public init(counted text: String) { self.text = text }

  /// Whether it has an at sign, or digits that are too many for what is no one's number.
  private static func mayBePersonal(_ query: String) -> Bool {
    if query.contains("@") || query.lowercased().contains("(at)") { return true }
    return query.split(whereSeparator: \.isWhitespace).contains { isLongNumber($0) }
      || digitRuns(of: query).contains { $0 > digitsMax }
  }

  /// Digits of one word, whatever stands between them, unless it is a subject number.
  private static func isLongNumber(_ word: Substring) -> Bool {
    guard !isSubjectNumber(word) else { return false }
    return word.count(where: \.isNumber) > digitsMax
  }

  private static func isSubjectNumber(_ word: Substring) -> Bool {
    let pieces = word.split(separator: ".", omittingEmptySubsequences: false)
    return (2...3).contains(pieces.count)
      && pieces.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }
  }

  /// How many digits follow each other with nothing but blanks and signs between them:
  /// *70 20 30 40* and *010190 - 1234* are one number each.
  private static func digitRuns(of query: String) -> [Int] {
    var runs: [Int] = []
    var run = 0
    for word in query.split(whereSeparator: \.isWhitespace) where !isSubjectNumber(word) {
      for character in word {
        if character.isNumber {
          run += 1
        } else if character.isLetter {
          runs.append(run)
          run = 0
        }
      }
    }
    return runs + [run]
  }

  public static func < (left: SearchTerm, right: SearchTerm) -> Bool { left.text < right.text }
}

/// How a search ended.
public enum SearchOutcome: Hashable, Sendable {
  /// Something that has most of what was asked for.
  case found

  /// Something, but with little of what was asked for, or only with other words.
  case weak

  /// Nothing at all.
  case nothing
}
