import Knowledge
import SQLite

extension Schema {
  static let feedbackBatches = """
    DROP TABLE feedback;
    CREATE TABLE feedback(
      document INTEGER NOT NULL REFERENCES document(id),
      article  TEXT    NOT NULL,             -- the answer's document
      day      TEXT    NOT NULL,             -- yyyy-mm-dd
      answer   TEXT    NOT NULL,             -- FeedbackAnswer.rawValue
      batch    TEXT    NOT NULL,             -- 16 hex digits; where there are none, the document
      times    INTEGER NOT NULL,             -- at most FeedbackTally.timesMax
      PRIMARY KEY (document, article, day, answer, batch)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX feedback_by_day ON feedback(day);

    CREATE TABLE feedback_collected(
      article TEXT    NOT NULL,
      day     TEXT    NOT NULL,
      answer  TEXT    NOT NULL,
      batch   TEXT    NOT NULL,              -- 16 hex digits; nothing in what waited without
      times   INTEGER NOT NULL,
      PRIMARY KEY (article, day, answer, batch)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO feedback_collected SELECT article, day, answer, '', times FROM feedback_waiting;
    DROP TABLE feedback_waiting;
    ALTER TABLE feedback_collected RENAME TO feedback_waiting;
    """

  /// Gives what is counted the names of batches, so that a restored disk counts nothing twice.
  static func addFeedbackBatches(to connection: Connection) throws {
    try connection.script(feedbackBatches)
    let replica = Replica(connection)
    for document in try documents(of: .feedback, on: connection) {
      guard let state = try replica.storedState(ofDocumentRow: document) else { continue }
      try replica.storeFeedback(state, document: document)
    }
  }
}
