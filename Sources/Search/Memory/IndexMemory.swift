internal import SQLite

/// An index in memory: every word, and where it stands.
///
/// The tables keep each article's words; the way from a word to its articles is only here, made
/// when the first search comes and brought up to date by what was written since. Why not FTS5:
/// measured with SQLite 3.40 at 100,000 articles a row that matches costs it 130 ns to score where
/// this takes 3, so a query of common words took 60 ms, and a save that replaced one article took
/// 2 to 30 ms of merging its segments where this writes one row. Four bytes for each different word
/// of each article, and the stored words once more, are what it costs.
///
/// It is a value: a search takes a copy of the whole, which costs nothing, and whoever brings it up
/// to date meanwhile does not disturb.
struct IndexMemory: Sendable {
  /// The state of the tables this is.
  private(set) var moment: IndexMoment

  private(set) var words = WordList()

  /// By word.
  private(set) var postings: [Postings] = []

  /// By stem: in how many articles its words stand, one that has two of them counted twice.
  private var stemCounts: [Int] = []

  /// By place. An article keeps its place for as long as it is here; a place that is free has no
  /// words and is given to the next that comes.
  private(set) var articles: [Article] = []
  private var freePlaces: [Int] = []
  private var placeOfRow: [Int64: Int] = [:]

  /// By place: how many words an article and its title have.
  private(set) var lengths: [Float] = []
  private(set) var titleLengths: [Float] = []
  private var wordTotal = 0
  private var titleWordTotal = 0

  struct Article: Sendable {
    var rowID: Int64 = 0

    /// The row of the table: `DocumentWords`.
    var words: [UInt8] = []
  }

  init(epoch: Int64) {
    moment = IndexMoment(epoch: epoch, generation: 0)
  }

  var articleCount: Int { placeOfRow.count }

  var averageLength: Float { average(wordTotal) }
  var averageTitleLength: Float { average(titleWordTotal) }

  private func average(_ total: Int) -> Float { max(1, Float(total) / Float(max(1, articleCount))) }

  func place(of rowID: Int64) -> Int? { placeOfRow[rowID] }

  /// How many articles have a word.
  func articleCount(ofWord word: Int) -> Int { postings[word].count }

  /// About how many articles have a word in any of its forms: one that has two counts twice.
  func articleCount(ofStem stem: Int) -> Int {
    min(stemCounts[stem], articleCount)
  }
}

// MARK: Keeping up with the tables

extension IndexMemory {
  /// Reads what was written since.
  mutating func catchUp(
    with moment: IndexMoment, of scope: SearchScope, on connection: Connection
  ) throws {
    try readWords(of: scope, on: connection)
    if articles.isEmpty { try makeRoom(of: scope, on: connection) }
    try connection.forEach(
      "SELECT id, words FROM \(scope.table)_document WHERE generation > ? ORDER BY generation",
      [.integer(self.moment.generation)]
    ) { row in
      take(row: row.integer(0), words: row.blob(1))
      return true
    }
    self.moment = moment
  }

  private mutating func readWords(of scope: SearchScope, on connection: Connection) throws {
    var fresh: [[UInt8]] = []
    var last = Int64(words.count)
    try connection.forEach(
      "SELECT id, word FROM \(scope.table)_word WHERE id > ? ORDER BY id", [.integer(last)]
    ) { row in
      let word = row.blob(1)
      guard row.integer(0) == last + 1, words.letters.number(of: word) == nil else {
        throw SearchIndexError.damagedWords(scope)
      }
      last += 1
      fresh.append(word)
      return true
    }
    words.append(fresh)
    while postings.count < words.count { postings.append(Postings()) }
    while stemCounts.count < words.stems.count { stemCounts.append(0) }
  }

  /// Before the first reading: what grows to its size at once does not grow beyond it.
  private mutating func makeRoom(of scope: SearchScope, on connection: Connection) throws {
    var counts = [UInt32](repeating: 0, count: words.count)
    try connection.forEach("SELECT words FROM \(scope.table)_document") { row in
      row.withBytes(0) { bytes in
        _ = DocumentWords.forEach(in: bytes) { entry in
          if entry.word > 0, entry.word <= counts.count { counts[Int(entry.word) - 1] += 1 }
        }
      }
      return true
    }
    for (word, count) in counts.enumerated() { postings[word].reserve(Int(count)) }
  }

  /// Puts an article's row in the place of what was here of it; no words take it out.
  private mutating func take(row rowID: Int64, words bytes: [UInt8]) {
    if let place = placeOfRow[rowID] { forget(place) }
    guard !bytes.isEmpty else {
      if let place = placeOfRow.removeValue(forKey: rowID) { freePlaces.append(place) }
      return
    }
    guard let place = placeOfRow[rowID] ?? newPlace() else { return }
    placeOfRow[rowID] = place
    articles[place] = Article(rowID: rowID, words: bytes)
    let count = postings.count
    let read = DocumentWords.forEach(in: bytes.span) { entry in
      guard entry.word > 0, entry.word <= count else { return }
      postings[Int(entry.word) - 1].set(entry.counts, at: place)
      stemCounts[words.stem(ofWord: Int(entry.word) - 1)] += 1
    }
    lengths[place] = Float(read.wordCount)
    titleLengths[place] = Float(read.titleWordCount)
    wordTotal += read.wordCount
    titleWordTotal += read.titleWordCount
  }

  private mutating func forget(_ place: Int) {
    let count = postings.count
    let bytes = articles[place].words
    let read = DocumentWords.forEach(in: bytes.span) { entry in
      guard entry.word > 0, entry.word <= count else { return }
      postings[Int(entry.word) - 1].remove(at: place)
      stemCounts[words.stem(ofWord: Int(entry.word) - 1)] -= 1
    }
    wordTotal -= read.wordCount
    titleWordTotal -= read.titleWordCount
    articles[place] = Article()
    lengths[place] = 0
    titleLengths[place] = 0
  }

  /// A place for an article; nil when there are 16 million.
  private mutating func newPlace() -> Int? {
    if let place = freePlaces.popLast() { return place }
    guard articles.count < Postings.placesMax else { return nil }
    articles.append(Article())
    lengths.append(0)
    titleLengths.append(0)
    return articles.count - 1
  }
}
