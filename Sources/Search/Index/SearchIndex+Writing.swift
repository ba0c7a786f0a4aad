import Planted
public import SQLite

/// Keeping the index in step with the articles; always inside the caller's transaction.
extension SearchIndex {
  /// Puts an article into the index, in the place of what the index has of it.
  public static func put(
    _ document: SearchDocument, into scope: SearchScope, on connection: Connection
  ) throws {
    let context = context(of: connection)
    let moment = try context.beginWriting(scope, on: connection)
    let words = try context.analyser.analyse(document, in: scope) { letters in
      try number(of: letters, in: scope, on: connection)
    }
    try write(words.encoded, of: document.rowID, after: moment, context, scope, connection)
  }

  /// Takes an article out; one that is not there is no matter.
  public static func remove(
    _ rowID: Int64, from scope: SearchScope, on connection: Connection
  ) throws {
    guard try contains(rowID, in: scope, on: connection) else { return }
    let context = context(of: connection)
    if Planted.has(.ghostPostings) { return }
    let moment = try context.beginWriting(scope, on: connection)
    try write([], of: rowID, after: moment, context, scope, connection)
  }

  /// Empties the index, before it is built anew.
  public static func clear(_ scope: SearchScope, on connection: Connection) throws(SQLiteError) {
    try connection.execute("DELETE FROM \(scope.table)_document")
    try connection.execute("DELETE FROM \(scope.table)_word")
    try connection.execute(
      """
      UPDATE index_state SET epoch = random(), generation = 0, documents = 0 WHERE scope = ?
      """, [.text(scope.rawValue)])
  }

  /// What is wrong with the index; empty when it is sound.
  public static func integrityCheck(
    _ scope: SearchScope, on connection: Connection
  ) throws -> [String] {
    let wordsMax = try connection.first("SELECT count(*) FROM \(scope.table)_word") {
      UInt32(clamping: $0.integer(0))
    }
    var faults: [String] = []
    var found = 0
    try connection.forEach("SELECT id, words FROM \(scope.table)_document ORDER BY id") { row in
      let bytes = row.blob(1)
      guard !bytes.isEmpty else { return true }
      found += 1
      var isKnown = true
      let read = DocumentWords.forEach(in: bytes.span) { entry in
        isKnown = isKnown && entry.word > 0 && entry.word <= wordsMax ?? 0
      }
      if !read.isSound || !isKnown { faults.append("\(scope.table): row \(row.integer(0))") }
      return true
    }
    let noted = try connection.first(
      "SELECT documents FROM index_state WHERE scope = ?", [.text(scope.rawValue)]
    ) { Int($0.integer(0)) }
    if noted != found {
      faults.append("\(scope.table): \(found) articles, noted \(noted ?? 0)")
    }
    return faults
  }

  private static func contains(
    _ rowID: Int64, in scope: SearchScope, on connection: Connection
  ) throws -> Bool {
    try connection.first(
      "SELECT length(words) > 0 FROM \(scope.table)_document WHERE id = ?", [.integer(rowID)]
    ) { $0.integer(0) != 0 } ?? false
  }

  /// The number of a word, which it is given now if it has none.
  private static func number(
    of letters: [UInt8], in scope: SearchScope, on connection: Connection
  ) throws -> UInt32 {
    let known = try connection.first(
      "SELECT id FROM \(scope.table)_word WHERE word = ?", [.blob(letters)]
    ) { $0.integer(0) }
    if let known { return UInt32(clamping: known) }
    try connection.execute("INSERT INTO \(scope.table)_word (word) VALUES (?)", [.blob(letters)])
    return UInt32(clamping: connection.lastInsertedRowID)
  }

  private static func write(
    _ words: [UInt8], of rowID: Int64, after moment: IndexMoment, _ context: SearchContext,
    _ scope: SearchScope, _ connection: Connection
  ) throws {
    let next = IndexMoment(epoch: moment.epoch, generation: moment.generation + 1)
    let change: Int64 =
      switch (try contains(rowID, in: scope, on: connection), words.isEmpty) {
      case (false, false): 1
      case (true, true): -1
      case (false, true), (true, false): 0
      }
    try connection.execute(
      "INSERT OR REPLACE INTO \(scope.table)_document VALUES (?, ?, ?)",
      [.integer(rowID), .integer(next.generation), .blob(words)])
    try connection.execute(
      "UPDATE index_state SET generation = ?, documents = documents + ? WHERE scope = ?",
      [.integer(next.generation), .integer(change), .text(scope.rawValue)])
    context.endWriting(scope, at: next)
  }
}
