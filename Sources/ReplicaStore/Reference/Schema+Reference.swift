import CRDT
import Knowledge
import SQLite

extension Schema {
  /// A projection: which documents hold reference records, and whose.
  static let reference = """
    CREATE TABLE reference(
      document INTEGER PRIMARY KEY REFERENCES document(id),
      owner    TEXT NOT NULL                 -- Owner.encoded
    ) STRICT;
    CREATE INDEX reference_of_owner ON reference(owner);
    """

  /// Makes the table, and fills it from what an older version may have taken in without knowing it.
  static func addReference(to connection: Connection) throws {
    try connection.script(reference)
    let replica = Replica(connection)
    for document in try documents(of: .reference, on: connection) {
      guard let state = try replica.storedState(ofDocumentRow: document) else { continue }
      try replica.storeReference(state, document: document)
    }
  }

  /// The documents of a kind: the third byte of a state says it, for kinds below 128.
  static func documents(of kind: DocumentKind, on connection: Connection) throws -> [Int64] {
    try connection.query(
      "SELECT document FROM state WHERE substr(state, 3, 1) = ?1 ORDER BY document",
      [.blob([UInt8(truncatingIfNeeded: kind.rawValue)])]
    ) { row in row.integer(0) }
  }
}
