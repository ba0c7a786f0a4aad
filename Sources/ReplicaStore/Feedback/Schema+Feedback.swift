import SQLite

extension Schema {
  /// What readers said of answers: what every node has sealed, which is a projection, and what waits
  /// here until its day is over, which is local.
  static let feedback = """
    CREATE TABLE feedback(
      document INTEGER NOT NULL REFERENCES document(id),
      article  TEXT    NOT NULL,             -- the answer's document
      day      TEXT    NOT NULL,             -- yyyy-mm-dd
      answer   TEXT    NOT NULL,             -- FeedbackAnswer.rawValue
      times    INTEGER NOT NULL,             -- at most FeedbackTally.timesMax
      PRIMARY KEY (document, article, day, answer)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX feedback_by_day ON feedback(day);

    CREATE TABLE feedback_waiting(
      article TEXT    NOT NULL,
      day     TEXT    NOT NULL,
      answer  TEXT    NOT NULL,
      times   INTEGER NOT NULL,
      PRIMARY KEY (article, day, answer)
    ) STRICT, WITHOUT ROWID;
    """

  /// Makes the tables; what an older version may have taken in without knowing it is filled in by
  /// `addFeedbackBatches`.
  static func addFeedback(to connection: Connection) throws {
    try connection.script(feedback)
  }
}
