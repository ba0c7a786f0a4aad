internal import CSQLite

/// The row FTS5 stands on while the ranking function runs: which phrases occur in it, and where.
///
/// Only what is cheap is asked for: positions come from the posting list that was read anyway,
/// while the size of a column would be one more read per row.
@safe
struct FTS5Row {
  private let fts: UnsafePointer<Fts5ExtensionApi>
  private let row: OpaquePointer?

  init(_ fts: UnsafePointer<Fts5ExtensionApi>, _ row: OpaquePointer?) {
    unsafe self.fts = fts
    unsafe self.row = row
  }

  var rowID: Int64 { unsafe fts.pointee.xRowid(row) }

  var phraseCount: Int { unsafe Int(fts.pointee.xPhraseCount(row)) }

  /// How much a phrase weighs here: each occurrence counts by its column.
  @inline(__always)
  func weightedCount(ofPhrase phrase: Int, by columnWeights: InlineArray<4, Float>) -> Float {
    var place = unsafe Fts5PhraseIter()
    var column: Int32 = 0
    var offset: Int32 = 0
    var count: Float = 0
    guard unsafe fts.pointee.xPhraseFirst(row, Int32(phrase), &place, &column, &offset) == SQLITE_OK
    else { return 0 }
    while column >= 0 {
      count += columnWeights[Int(column) & 3]
      unsafe fts.pointee.xPhraseNext(row, &place, &column, &offset)
    }
    return count
  }
}
