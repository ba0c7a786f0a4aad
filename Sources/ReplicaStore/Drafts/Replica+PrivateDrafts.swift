public import CRDT
import SQLite

/// Keeping what somebody is typing, so that neither a crash nor a flat battery takes it.
///
/// A private draft is no change: nobody else sees it, and nothing of it is in the log until its
/// writer saves the form.
extension Replica {
  /// A form of the editor as it stood when it was kept.
  public struct PrivateDraft: Hashable, Sendable {
    /// The article's document; of an article that does not exist yet, the name of the form.
    public var name: String
    /// The version that the text was written on, as the form says it.
    public var base: String
    /// What stood in the fields, by their names.
    public var fields: [String: String]
    /// Milliseconds since 1970.
    public var time: Int64

    public init(name: String, base: String, fields: [String: String], time: Int64) {
      self.name = name
      self.base = base
      self.fields = fields
      self.time = time
    }

    /// The article it is about; `nil` for a new one.
    public var document: ChangeID? { ChangeID(name) }
  }

  /// Keeps a draft in the place of the owner's earlier one of the same name.
  public func keep(_ draft: PrivateDraft, of owner: String) throws {
    try connection.execute(
      """
      INSERT INTO private_draft(owner, name, base, fields, time) VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT (owner, name) DO UPDATE SET
        base = excluded.base, fields = excluded.fields, time = excluded.time
      """,
      [
        .text(owner), .text(draft.name), .text(draft.base), .blob(draft.encodedFields),
        .integer(draft.time),
      ])
  }

  /// All drafts of one owner, the newest first.
  public func privateDrafts(of owner: String) throws -> [PrivateDraft] {
    try connection.query(
      """
      SELECT name, base, fields, time FROM private_draft WHERE owner = ?1 ORDER BY time DESC, name
      """, [.text(owner)]
    ) { row in
      PrivateDraft(
        name: row.text(0), base: row.text(1), fields: try PrivateDraft.fields(row.blob(2)),
        time: row.integer(3))
    }
  }

  public func privateDraftCount(of owner: String) throws -> Int {
    Int(
      try connection.first(
        "SELECT count(*) FROM private_draft WHERE owner = ?1", [.text(owner)]
      ) { row in row.integer(0) } ?? 0)
  }

  public func privateDraft(named name: String, of owner: String) throws -> PrivateDraft? {
    try privateDrafts(of: owner).first { $0.name == name }
  }

  /// The owner's draft of an article, which may have got another name since it was kept.
  public func privateDraft(of document: ChangeID, by owner: String) throws -> PrivateDraft? {
    try privateDrafts(of: owner).first { draft in
      try draft.document.map(nameNow(ofDocument:)) == document
    }
  }

  /// Forgets a draft, if there is one of that name.
  public func dropPrivateDraft(named name: String, of owner: String) throws {
    try connection.execute(
      "DELETE FROM private_draft WHERE owner = ?1 AND name = ?2", [.text(owner), .text(name)])
  }

  /// Forgets the owner's draft of an article: its text was sent.
  public func dropPrivateDraft(of document: ChangeID, by owner: String) throws {
    guard let draft = try privateDraft(of: document, by: owner) else { return }
    try dropPrivateDraft(named: draft.name, of: owner)
  }
}

extension Replica.PrivateDraft {
  fileprivate var encodedFields: [UInt8] {
    var writer = ByteWriter()
    writer.varint(UInt64(fields.count))
    for (name, text) in fields.sorted(by: { $0.key < $1.key }) {
      writer.string(name)
      writer.string(text)
    }
    return writer.bytes
  }

  fileprivate static func fields(_ bytes: [UInt8]) throws(ByteError) -> [String: String] {
    var reader = ByteReader(bytes)
    var fields: [String: String] = [:]
    for _ in 0..<(try reader.count(upTo: reader.remaining)) {
      let name = try reader.string()
      fields[name] = try reader.string()
    }
    return fields
  }
}
