internal import DanishText

/// Reads what somebody typed. Any text at all is a query; none is a syntax error, because no
/// character has a meaning beyond letters, digits and what joins them.
struct QueryReader {
  /// What is beyond is not read: nobody means a page of text word by word.
  private static let wordsMax = 16

  /// What was read so far: a group, the letters it stands for and how many words they were.
  private struct Reading {
    var group: QueryGroup
    let letters: [UInt8]
    let wordCount: Int
  }

  private var readings: [Reading] = []
  private var joiner = Joiner()

  static func groups(of query: String) -> [QueryGroup] {
    var reader = QueryReader()
    var text = query
    text.withUTF8 { reader.read(unsafe $0.span) }
    return reader.readings.map(\.group)
  }

  private mutating func read(_ text: Span<UInt8>) {
    var scanner = WordScanner()
    var letters: [UInt8] = []
    var isAtEnd = false
    for _ in 0..<QueryReader.wordsMax {
      guard let word = scanner.next(in: text, letters: &letters) else { break }
      isAtEnd = word.end == text.count
      add(word, letters)
    }
    if isAtEnd { completeLast() }
  }

  private mutating func add(_ word: Word, _ letters: [UInt8]) {
    let isJoined = joiner.add(word, letters)
    var group = QueryGroup(word: letters)
    if word.lead == .section { group.preferSection(letters) }
    readings.append(Reading(group: group, letters: letters, wordCount: 1))
    if isJoined { join(meaningOnlyItself: word.lead == .point) }
  }

  /// Puts one group in the place of those that were written with a sign between.
  private mutating func join(meaningOnlyItself: Bool) {
    var pieces: [Reading] = []
    var wordCount = 0
    while wordCount < joiner.wordCount, let piece = readings.popLast() {
      pieces.insert(piece, at: 0)
      wordCount += piece.wordCount
    }
    var group = QueryGroup(word: joiner.letters)
    // 27.24.00 is that number and no other, while PVC-affald may be "affald af PVC" elsewhere.
    if !meaningOnlyItself {
      group.parts = pieces.flatMap { $0.group.parts.isEmpty ? [$0.group.direct] : $0.group.parts }
      group.partsWeight = RankingWeights.apart
    }
    readings.append(Reading(group: group, letters: joiner.letters, wordCount: wordCount))
  }

  /// Takes the last word for the beginning of a longer one as well.
  private mutating func completeLast() {
    guard let last = readings.indices.last else { return }
    readings[last].group.addCompletions(of: readings[last].letters)
  }
}
