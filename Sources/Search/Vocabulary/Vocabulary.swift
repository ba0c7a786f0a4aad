internal import SQLite

/// The statistics of one index, in memory: how many documents have each term, how long each
/// document is.
///
/// They may lag behind the index: a term that is missing is taken for rare and a document for
/// averagely long, so nothing is ever not found, only ranked a little differently until they are
/// read again. Immutable, so that all connections of a process share one.
final class Vocabulary: Sendable {
  let epoch: Int64
  let generation: Int64
  let documentCount: Int

  /// Length of the average document, in words.
  let averageWords: Float

  /// All terms one after the other in ascending order; term *i* ends at `ends[i]`.
  private let arena: [UInt8]
  private let ends: [UInt32]
  private let counts: [UInt32]

  /// Words of each document by row id, 0 where unknown.
  private let words: [UInt32]

  /// Row ids above this many times the number of documents are not worth an array.
  private static let sparseness = 16

  init(of scope: SearchScope, _ state: IndexState, on connection: Connection) throws {
    epoch = state.epoch
    generation = state.generation
    documentCount = state.documents
    var arena: [UInt8] = []
    var ends: [UInt32] = []
    var counts: [UInt32] = []
    try connection.forEach("SELECT term, doc FROM \(scope.table)_terms") { row in
      row.withBytes(0) { bytes in
        for place in bytes.indices { arena.append(bytes[place]) }
      }
      ends.append(UInt32(truncatingIfNeeded: arena.count))
      counts.append(UInt32(truncatingIfNeeded: row.integer(1)))
      return true
    }
    self.arena = arena
    self.ends = ends
    self.counts = counts
    words = try Vocabulary.lengths(of: scope, state, on: connection)
    let total = words.reduce(into: 0) { $0 += Int($1) }
    averageWords = max(1, Float(total) / Float(max(1, documentCount)))
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

  var termCount: Int { ends.count }

  /// How many documents have the term.
  func documentCount(ofTerm term: Int) -> Int { Int(counts[term]) }

  /// A document's length in words; an unknown one is average.
  func wordCount(of rowID: Int64) -> Float {
    guard rowID >= 0, rowID < Int64(words.count), words[Int(rowID)] > 0 else {
      return averageWords
    }
    return Float(words[Int(rowID)])
  }

  func bytes(ofTerm term: Int) -> ArraySlice<UInt8> {
    arena[(term == 0 ? 0 : Int(ends[term - 1]))..<Int(ends[term])]
  }

  /// The place of a term, if the index had it when the statistics were read.
  func term(_ bytes: [UInt8]) -> Int? {
    let place = lowerBound(bytes)
    return place < termCount && self.bytes(ofTerm: place).elementsEqual(bytes) ? place : nil
  }

  /// The places of all terms that begin with `prefix`.
  func terms(withPrefix prefix: [UInt8]) -> Range<Int> {
    let start = lowerBound(prefix)
    // No term contains the byte 0xff, so this is above all that begin with the prefix.
    return start..<max(start, lowerBound(prefix + [0xff]))
  }

  private func lowerBound(_ bytes: [UInt8]) -> Int {
    var low = 0
    var high = termCount
    while low < high {
      let middle = (low + high) / 2
      if self.bytes(ofTerm: middle).lexicographicallyPrecedes(bytes) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

/// A row of `search_state`.
struct IndexState {
  let epoch: Int64
  let generation: Int64
  let documents: Int

  init?(of scope: SearchScope, on connection: Connection) throws {
    let found = try connection.first(
      "SELECT epoch, generation, documents FROM search_state WHERE scope = ?",
      [.text(scope.rawValue)]
    ) { ($0.integer(0), $0.integer(1), $0.integer(2)) }
    guard let found else { return nil }
    epoch = found.0
    generation = found.1
    documents = Int(found.2)
  }

  /// Whether statistics read earlier are near enough: within a sixteenth of the index.
  func isServed(by vocabulary: Vocabulary) -> Bool {
    guard vocabulary.epoch == epoch, vocabulary.generation <= generation else { return false }
    let writes = Int(generation - vocabulary.generation)
    return writes * 16 <= vocabulary.documentCount
  }
}
