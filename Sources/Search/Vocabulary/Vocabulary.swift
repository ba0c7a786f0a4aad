internal import SQLite

/// The statistics of one index, in memory: how many documents have each term, how long each
/// document is.
///
/// They may lag behind the index: a term that is missing is taken for rare and a document for
/// averagely long, so nothing is ever not found, only ranked a little differently until they are
/// read again. Immutable, so that all connections of a process share one.
final class Vocabulary: Sendable {
  /// The state of the index they were read from.
  let moment: IndexMoment

  let documentCount: Int

  /// Every word of the index.
  let words: WordList

  /// Length of the average document, in words.
  let averageWords: Float

  /// All stems of the index in ascending order, with how many documents have each.
  let stems: ByteStrings
  private let counts: [UInt32]

  /// Words of each document by row id, 0 where unknown.
  private let lengths: [UInt32]

  /// Row ids above this many times the number of documents are not worth an array.
  private static let sparseness = 16

  init(of scope: SearchScope, _ state: IndexState, on connection: Connection) throws {
    moment = state.moment
    documentCount = state.documents
    var stems = ByteStrings()
    var counts: [UInt32] = []
    try connection.forEach("SELECT term, doc FROM \(scope.table)_terms") { row in
      row.withBytes(0) { stems.append($0) }
      counts.append(UInt32(truncatingIfNeeded: row.integer(1)))
      return true
    }
    stems.seal()
    self.stems = stems
    self.counts = counts
    lengths = try Vocabulary.lengths(of: scope, state, on: connection)
    let total = lengths.reduce(into: 0) { $0 += Int($1) }
    averageWords = max(1, Float(total) / Float(max(1, documentCount)))
    words = try WordList(of: scope, stems: stems, counts: counts, on: connection)
  }

  private static func lengths(
    of scope: SearchScope, _ state: IndexState, on connection: Connection
  ) throws -> [UInt32] {
    let rowIDMax = Int64(state.documents * sparseness + 1_024)
    var words: [UInt32] = []
    try connection.forEach(
      "SELECT id, words FROM \(scope.table)_document WHERE id BETWEEN 0 AND ? ORDER BY id",
      [.integer(rowIDMax)]
    ) { row in
      let id = Int(row.integer(0))
      while words.count < id { words.append(0) }
      words.append(UInt32(truncatingIfNeeded: row.integer(1)))
      return true
    }
    return words
  }

  /// How many documents have a stem, by its number in `stems`.
  func documentCount(ofStem stem: Int) -> Int { Int(counts[stem]) }

  /// How many documents have a stem; 0 for one that is not known.
  func documentCount(of stem: [UInt8]) -> Int {
    stems.number(of: stem).map(documentCount(ofStem:)) ?? 0
  }

  /// How many documents have a word in any of its forms.
  func documentCount(ofWord word: Int) -> Int {
    words.stem(ofWord: word).map(documentCount(ofStem:)) ?? 0
  }

  /// A document's length in words; an unknown one is average.
  func wordCount(of rowID: Int64) -> Float {
    guard rowID >= 0, rowID < Int64(lengths.count), lengths[Int(rowID)] > 0 else {
      return averageWords
    }
    return Float(lengths[Int(rowID)])
  }
}
