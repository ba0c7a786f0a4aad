import CRDT
import Knowledge
import SQLite

extension Schema {
  /// A projection: which documents hold a plan of subjects.
  static let subjectPlan = """
    CREATE TABLE subject_plan(
      document INTEGER PRIMARY KEY REFERENCES document(id)
    ) STRICT;
    """

  /// Makes the table, and fills it from what an older version may have taken in without knowing it.
  static func addSubjectPlan(to connection: Connection) throws {
    try connection.script(subjectPlan)
    let replica = Replica(connection)
    for document in try documents(of: .subjectPlan, on: connection) {
      try replica.storeSubjectPlan(document: document)
    }
  }
}
