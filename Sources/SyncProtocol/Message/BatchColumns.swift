import CRDT

/// The columns of a batch in the order in which they travel (Protocol/05 §4).
///
/// Like stands beside like, which is what makes DEFLATE short: positions beside positions, all
/// inserted text in one piece. Every column is preceded by its length in bytes, so a reader has
/// all of them before it reads a single change.
enum BatchColumn: Int, CaseIterable {
  case replicas
  case spans
  case runs
  case remains
  case remainHashes
  case documentReplicas
  case documentNumbers
  case documents
  case parentCounts
  case parents
  case times
  case authorTable
  case authors
  case saltLevels
  case salts
  case operationCounts
  case tags
  case fields
  case numbers
  case spliceCounts
  case positions
  case deletions
  case textLengths
  case valueLengths
  case texts
  case values
}

struct ColumnWriters {
  private var writers = [ByteWriter](repeating: ByteWriter(), count: BatchColumn.allCases.count)

  subscript(column: BatchColumn) -> ByteWriter {
    _read { yield writers[column.rawValue] }
    _modify { yield &writers[column.rawValue] }
  }

  func write(to writer: inout ByteWriter) {
    for column in writers { writer.lengthPrefixed(column.bytes) }
  }
}

struct ColumnReaders {
  private var readers: [ByteReader] = []

  init(from reader: inout ByteReader) throws(ByteError) {
    for _ in BatchColumn.allCases { readers.append(ByteReader(try reader.lengthPrefixed())) }
  }

  subscript(column: BatchColumn) -> ByteReader {
    _read { yield readers[column.rawValue] }
    _modify { yield &readers[column.rawValue] }
  }

  func checkAllRead() throws(ByteError) {
    for reader in readers where !reader.isAtEnd {
      throw ByteError(.trailingBytes, at: reader.position)
    }
  }
}

/// What becomes of an entry that does not travel whole; the numbers of `remains`.
enum RemainTag: UInt64 {
  case redacted = 1
  case withheld = 2
  /// Redacted, and with it what is left of the payload.
  case remaining = 3
}
