import Knowledge
import SQLite

extension Schema {
  static let contacts = """
    -- Projection: what was counted, summed over all sealed contacts. One row for each distinct key,
    -- ordered so that one municipality's days lie together.
    CREATE TABLE contact(
      municipality INTEGER NOT NULL,         -- the code as a number
      day          INTEGER NOT NULL,         -- days since 1970-01-01
      way          INTEGER NOT NULL,         -- channel × 4 + direction × 2 + internal
      what         INTEGER NOT NULL,         -- type × 16 + outcome
      origin       INTEGER NOT NULL,
      answering    INTEGER NOT NULL,
      department   TEXT    NOT NULL,         -- code, or nothing
      forwarded    TEXT    NOT NULL,         -- code, or nothing
      topic        TEXT    NOT NULL,         -- dd.dd.dd, or the name of an article, or nothing
      event        TEXT    NOT NULL,         -- code, or nothing
      amount       INTEGER NOT NULL,
      PRIMARY KEY (
        municipality, day, way, what, origin, answering, department, forwarded, topic, event)
    ) STRICT, WITHOUT ROWID;

    -- Projection: the same by the week, for reports on all municipalities and many weeks.
    CREATE TABLE contact_week(
      week         INTEGER NOT NULL,         -- its Monday in days since 1970-01-01
      municipality INTEGER NOT NULL,
      way          INTEGER NOT NULL,
      what         INTEGER NOT NULL,
      origin       INTEGER NOT NULL,
      amount       INTEGER NOT NULL,
      PRIMARY KEY (week, municipality, way, what, origin)
    ) STRICT, WITHOUT ROWID;

    -- Projection: which documents hold contacts of which batch. More than one where a copied disk
    -- sealed what another copy had sealed.
    CREATE TABLE contact_batch(
      batch    INTEGER NOT NULL,             -- 64 random bits
      document INTEGER NOT NULL REFERENCES document(id),
      PRIMARY KEY (batch, document)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX contact_batch_of_document ON contact_batch(document);

    -- Local: counted here and not sealed yet.
    CREATE TABLE contact_entry(
      id     INTEGER PRIMARY KEY AUTOINCREMENT,
      batch  INTEGER NOT NULL,
      key    BLOB    NOT NULL,               -- ContactKey.encoded
      amount INTEGER NOT NULL
    ) STRICT;
    """

  /// Makes the tables, and fills them from what an older version may have taken in unknowing.
  static func addContacts(to connection: Connection) throws {
    try connection.script(contacts)
    let replica = Replica(connection)
    for document in try documents(of: .contacts, on: connection) {
      guard let state = try replica.storedState(ofDocumentRow: document) else { continue }
      // The sums of a later step are not there yet; it makes them from these rows.
      try replica.storeContacts(state, before: nil, document: document, isSummed: false)
    }
  }
}
