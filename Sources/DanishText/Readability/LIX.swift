/// How hard a text is to read (*læsbarhedsindeks*, C. H. Björnsson 1968).
///
/// Words per sentence plus the share of words over six letters in percent. Below 25 is very easy,
/// 35 to 44 ordinary prose, 55 and above very hard; municipalities aim for 35 or less.
public struct LIX: Hashable, Sendable {
  public let wordCount: Int
  public let longWordCount: Int
  public let sentenceCount: Int

  /// Letters a word may have before it is long.
  private static let shortLettersMax = 6

  /// Counts words, and sentences by full stop, colon, question and exclamation mark. A sign between
  /// digits (8.30) ends no sentence, several together (…) end one, and what stands after the last
  /// sign is a sentence too.
  public init(_ text: String) {
    let bytes = Array(text.utf8)
    var scanner = WordScanner()
    var letters: [UInt8] = []
    var words = 0
    var longWords = 0
    var sentences = 0
    var end: Int?
    while let word = scanner.next(in: bytes.span, letters: &letters) {
      if let end, word.lead != .point, LIX.hasSentenceEnd(bytes[end..<word.start]) {
        sentences += 1
      }
      words += 1
      let count = String(decoding: bytes[word.start..<word.end], as: UTF8.self).count
      if count > LIX.shortLettersMax { longWords += 1 }
      end = word.end
    }
    wordCount = words
    longWordCount = longWords
    sentenceCount = words == 0 ? 0 : sentences + 1
  }

  private static func hasSentenceEnd(_ gap: ArraySlice<UInt8>) -> Bool {
    gap.contains { ".:!?".utf8.contains($0) }
  }

  /// The index, rounded; nil for a text without words.
  public var value: Int? {
    guard wordCount > 0 else { return nil }
    let length = Double(wordCount) / Double(sentenceCount)
    let share = 100 * Double(longWordCount) / Double(wordCount)
    return Int((length + share).rounded())
  }
}
