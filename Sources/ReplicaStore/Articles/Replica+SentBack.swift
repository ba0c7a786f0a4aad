public import CRDT
import Knowledge
import SQLite

/// Sending a text back to its author, and what was said.
extension Replica {
  /// An approver's word on a text, with who and when.
  public struct Answer: Hashable, Sendable {
    public var comment: String
    public var author: String
    /// The author's clock, in milliseconds.
    public var time: Int64
  }

  /// Sends the newest text back to whoever wrote it.
  ///
  /// - Throws: `EmptyComment` for a comment that says nothing or too much.
  @discardableResult
  public func sendBack(
    _ document: ChangeID, comment: String, by authorship: Authorship
  ) throws -> ChangeID {
    let hash = Article(try state(of: document)).contentHash
    guard let sentBack = SentBack(hash, comment: comment) else { throw EmptyComment() }
    return try write { writing in
      try writing.act(sentBack.operations, on: document, by: authorship)
    }
  }

  /// How many articles wait for their authors.
  public func sentBackCount() throws -> Int {
    try connection.first("SELECT count(*) FROM article WHERE sent_back") { row in
      Int(row.integer(0))
    } ?? 0
  }

  /// What an approver said when the newest text was sent back; `nil` for a text that was not.
  public func answer(to document: ChangeID) throws -> Answer? {
    let state = try state(of: document)
    let article = Article(state)
    guard article.isSentBack, let sentBack = article.sentBack,
      let id = state.registers[.sentBack]?.first?.change, let change = try change(id)
    else { return nil }
    return Answer(comment: sentBack.comment, author: change.author, time: change.time)
  }
}

/// Thrown by `Replica.sendBack`.
public struct EmptyComment: Error, Hashable, Sendable {}

extension Schema {
  /// A projection: whether an approver sent the newest text back to its author.
  static let sentBack = """
    ALTER TABLE article ADD COLUMN sent_back INTEGER NOT NULL DEFAULT 0;
    """
}
