internal import DanishText

/// A piece of a text with the words marked that a query asked for.
///
/// The index holds no text and FTS5's own `snippet()` marks nothing in such a table, so the words
/// are looked for in the text as it is shown, after the fact and by the same rules.
///
/// ```swift
/// for piece in Snippet(of: article.body, matching: "flytte", bytesMax: 160).pieces {
///   piece.isMatch ? mark(piece.text) : plain(piece.text)   // escape both
/// }
/// ```
public struct Snippet: Hashable, Sendable {
  public struct Piece: Hashable, Sendable {
    public let text: String
    public let isMatch: Bool

    public init(text: String, isMatch: Bool) {
      self.text = text
      self.isMatch = isMatch
    }
  }

  /// The pieces of the text, in order; no two beside each other are of one kind.
  public let pieces: [Piece]

  /// Whether text was left out before or after.
  public let isCutAtStart: Bool
  public let isCutAtEnd: Bool

  /// Marks the words in the whole text.
  public init(of text: String, matching query: String) {
    self.init(of: text, by: Highlighter(query))
  }

  /// Marks the words in the part of the text that has most of them.
  ///
  /// - Parameter bytesMax: how long the part may be in UTF-8; it begins and ends at whole words.
  public init(of text: String, matching query: String, bytesMax: Int) {
    self.init(of: text, by: Highlighter(query), bytesMax: bytesMax)
  }

  /// Marks what the highlighter knows, in the part of the text that has most of it.
  public init(of text: String, by highlighter: Highlighter, bytesMax: Int = .max) {
    let bytes = Array(text.utf8)
    let words = Snippet.words(in: bytes, by: highlighter)
    let window = Snippet.bestWindow(in: bytes, words, bytesMax: bytesMax)
    pieces = Snippet.pieces(of: bytes, words, in: window)
    isCutAtStart = window.lowerBound > 0
    isCutAtEnd = window.upperBound < bytes.count
  }

  /// A word of the text, and which word of the query it answers.
  private struct Found {
    let start: Int
    let end: Int
    let term: Int?
  }

  private static func words(in bytes: [UInt8], by highlighter: Highlighter) -> [Found] {
    var scanner = WordScanner()
    var letters: [UInt8] = []
    var words: [Found] = []
    while let word = scanner.next(in: bytes.span, letters: &letters) {
      words.append(Found(start: word.start, end: word.end, term: highlighter.term(of: letters)))
    }
    return words
  }

  /// The stretch of whole words with the most different words of the query, then the most words of
  /// it at all, then the earliest: one pass with two ends.
  private static func bestWindow(
    in bytes: [UInt8], _ words: [Found], bytesMax: Int
  ) -> Range<Int> {
    guard bytes.count > bytesMax else { return 0..<bytes.count }
    guard let firstMatch = words.firstIndex(where: { $0.term != nil }) else {
      return 0..<wordEnd(in: bytes, words, from: 0, bytesMax: bytesMax)
    }
    let room = bytesMax - bytesMax / leadShare
    var counts: [Int: Int] = [:]
    var best = (different: 0, matches: 0, first: firstMatch)
    var first = firstMatch
    var matches = 0
    for last in firstMatch..<words.count {
      guard let term = words[last].term else { continue }
      counts[term, default: 0] += 1
      matches += 1
      while words[last].end - words[first].start > room, first < last {
        if let left = words[first].term {
          matches -= 1
          counts[left] = counts[left].flatMap { $0 > 1 ? $0 - 1 : nil }
        }
        first += 1
      }
      if (counts.count, matches) > (best.different, best.matches) {
        best = (counts.count, matches, first)
      }
    }
    return window(in: bytes, words, around: best.first, bytesMax: bytesMax)
  }

  /// This part of the room goes to what stands before the first match.
  private static let leadShare = 4

  private static func window(
    in bytes: [UInt8], _ words: [Found], around match: Int, bytesMax: Int
  ) -> Range<Int> {
    var first = match
    while first > 0, words[match].start - words[first - 1].start <= bytesMax / leadShare {
      first -= 1
    }
    let start = first == 0 ? 0 : words[first].start
    let end = wordEnd(in: bytes, words, from: start, bytesMax: bytesMax)
    // A word longer than the room: it is cut between letters, so that something is shown.
    return start..<max(end, letterEnd(in: bytes, from: start, bytesMax: bytesMax, words[first]))
  }

  private static func wordEnd(
    in bytes: [UInt8], _ words: [Found], from start: Int, bytesMax: Int
  ) -> Int {
    let room = start + bytesMax
    guard bytes.count > room else { return bytes.count }
    return words.last { $0.end <= room && $0.end > start }?.end
      ?? letterEnd(in: bytes, from: start, bytesMax: bytesMax, nil)
  }

  private static func letterEnd(
    in bytes: [UInt8], from start: Int, bytesMax: Int, _ word: Found?
  ) -> Int {
    if let word, word.end - start <= bytesMax { return word.end }
    var end = min(bytes.count, start + max(bytesMax, 0))
    while end > start, end < bytes.count, bytes[end] & 0xc0 == 0x80 { end -= 1 }
    return end
  }

  private static func pieces(
    of bytes: [UInt8], _ words: [Found], in window: Range<Int>
  ) -> [Piece] {
    var pieces: [Piece] = []
    var plainStart = window.lowerBound
    func add(_ range: Range<Int>, isMatch: Bool) {
      guard !range.isEmpty else { return }
      pieces.append(Piece(text: String(decoding: bytes[range], as: UTF8.self), isMatch: isMatch))
    }
    for word in words where word.term != nil {
      guard word.start >= window.lowerBound, word.end <= window.upperBound else { continue }
      add(plainStart..<word.start, isMatch: false)
      add(word.start..<word.end, isMatch: true)
      plainStart = word.end
    }
    add(plainStart..<window.upperBound, isMatch: false)
    return pieces
  }
}
