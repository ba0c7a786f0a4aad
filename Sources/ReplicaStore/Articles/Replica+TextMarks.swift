public import CRDT
import SQLite

extension Replica {
  /// What an article's texts are at present, for those who keep something that was made from them:
  /// while the mark is the same, so are the newest text and the one that readers see.
  public struct TextMark: Hashable, Sendable {
    /// Of the merged state.
    let hash: [UInt8]
    /// `nil` for what readers do not see.
    let approvedAt: Int64?
    let isWithdrawn: Bool
  }

  /// The marks of all articles. Reads no text.
  public func textMarks() throws -> [ChangeID: TextMark] {
    let marks = try connection.query(
      """
      SELECT r.replica, d.sequence, s.hash, p.approved_at, p.withdrawn
      FROM article AS a JOIN state AS s INDEXED BY state_hash USING (document)
      JOIN document AS d ON d.id = a.document JOIN stream AS r ON r.id = d.stream
      LEFT JOIN published AS p INDEXED BY published_list ON p.document = a.document
      """, []
    ) { row in
      let document = ChangeID(
        replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
        sequence: UInt64(bitPattern: row.integer(1)))
      let mark = TextMark(
        hash: row.blob(2), approvedAt: row.isNull(3) ? nil : row.integer(3),
        isWithdrawn: !row.isNull(4) && row.integer(4) == 1)
      return (document, mark)
    }
    return Dictionary(marks, uniquingKeysWith: { first, _ in first })
  }
}
