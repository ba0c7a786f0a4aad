internal import DanishText

/// Reads what somebody typed. Any text at all is a query; none is a syntax error, because no
/// character has a meaning beyond letters, digits and what joins them.
struct QueryReader {
  /// What is beyond is not read: nobody means a page of text word by word.
  private static let wordsMax = 16

  private var words: [QueryWord] = []

  /// How many words of the text each of `words` stands for.
  private var spans: [Int] = []
  private var joiner = Joiner()

  static func words(of query: String) -> [QueryWord] {
    var reader = QueryReader()
    var text = query
    text.withUTF8 { reader.read(unsafe $0.span) }
    return reader.words
  }

  private mutating func read(_ text: Span<UInt8>) {
    var scanner = WordScanner()
    var letters: [UInt8] = []
    var isAtEnd = false
    for _ in 0..<QueryReader.wordsMax {
      guard let word = scanner.next(in: text, letters: &letters) else { break }
      isAtEnd = word.end == text.count
      words.append(
        QueryWord(
          letters: letters, isSection: word.lead == .section,
          isSuspended: QueryReader.isSuspended(word, in: text)))
      spans.append(1)
      if joiner.add(word, &letters) { join(meaningOnlyItself: word.lead == .point) }
    }
    if isAtEnd, let last = words.indices.last { words[last].isUnfinished = true }
  }

  /// A hyphen and then no letter.
  private static func isSuspended(_ word: Word, in text: Span<UInt8>) -> Bool {
    word.end + 1 < text.count && text[word.end] == UInt8(ascii: "-")
      && text[word.end + 1] == UInt8(ascii: " ")
  }

  /// Puts one word in the place of those that were written with a sign between.
  private mutating func join(meaningOnlyItself: Bool) {
    var pieces: [[UInt8]] = []
    var span = 0
    while span < joiner.wordCount, let piece = words.popLast() {
      pieces.insert(contentsOf: piece.pieces.isEmpty ? [piece.letters] : piece.pieces, at: 0)
      span += spans.removeLast()
    }
    // 27.24.00 is that number and no other, while PVC-affald may be "affald af PVC" elsewhere.
    words.append(
      QueryWord(letters: joiner.letters, pieces: meaningOnlyItself ? [] : pieces))
    spans.append(span)
  }
}
