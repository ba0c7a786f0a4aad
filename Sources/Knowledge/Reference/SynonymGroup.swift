/// *Synonymer*: words that mean the same to whoever searches, such as *affald* and *skrald*.
///
/// A cell has them parted by commas; they are kept in lower case, each once, in the order of their
/// bytes, so that two people who write the same group write the same line. A word may be several:
/// *offentlig transport*.
public struct SynonymGroup: ReferenceLine {
  public static var kind: ReferenceKind { .synonyms }
  public static var columns: [String] { ["ord"] }

  public static let wordsMax = 12
  static let wordLengthMax = 60

  /// Two at least.
  public let words: [String]

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: SynonymGroup.self)
    let text = try cells.text(0, most: SynonymGroup.wordsMax * SynonymGroup.wordLengthMax)
    let words = Set(text.split(separator: ",").map(SynonymGroup.tidied)).subtracting([""])
    guard (2...SynonymGroup.wordsMax).contains(words.count) else {
      throw cells.problem(.notSynonyms(most: SynonymGroup.wordsMax), at: 0)
    }
    guard words.allSatisfy({ $0.count <= SynonymGroup.wordLengthMax }) else {
      throw cells.problem(.tooLong(most: SynonymGroup.wordLengthMax), at: 0)
    }
    self.words = words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  public var fields: [String] { [words.joined(separator: ", ")] }

  /// In lower case, with one blank between words.
  private static func tidied(_ word: Substring) -> String {
    word.lowercased().split(separator: " ").joined(separator: " ")
  }
}
