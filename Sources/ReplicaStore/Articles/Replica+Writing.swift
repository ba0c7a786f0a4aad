public import CRDT
public import Knowledge
import SQLite

/// Writing articles: each call is one change, one transaction, and durable when it returns.
extension Replica {
  /// Creates an article.
  ///
  /// - Returns: the name of the new document.
  @discardableResult
  public func create(_ draft: ArticleDraft, by authorship: Authorship) throws -> ChangeID {
    try write { writing in try writing.create(draft, by: authorship) }
  }

  /// What an edit did.
  public enum EditOutcome: Hashable, Sendable {
    /// The draft says what the version said: nothing was written.
    case unchanged
    /// Written on top of the version everybody here sees.
    case saved(ChangeID)
    /// Written next to changes that the author had not seen, and merged with them.
    case merged(ChangeID, with: Int)
  }

  /// Saves an edit made on a version of an article. If the article has moved on meanwhile, the
  /// edit is a branch and is merged; it is never refused for that.
  ///
  /// - Parameter version: the heads the author saw; `nil` for the current ones.
  /// - Throws: `DraftError` for a draft that cannot be an article, `ReplicaError.unknownVersion`.
  @discardableResult
  public func edit(
    _ document: ChangeID, version: [ChangeID]? = nil, toward draft: ArticleDraft,
    by authorship: Authorship
  ) throws -> EditOutcome {
    try write { writing in
      try writing.edit(document, version: version, toward: draft, by: authorship)
    }
  }

  /// Lets a version out to readers.
  ///
  /// - Parameter version: the heads the approver saw; `nil` for the current ones.
  /// - Throws: `ApprovalRefusal` when the approver wrote part of it and this node asks for four
  ///   eyes, and when the newest text has a conflict that nobody settled.
  @discardableResult
  public func approve(
    _ document: ChangeID, version: [ChangeID]? = nil, by authorship: Authorship
  ) throws -> ChangeID {
    let allowsOwnText = try identity().allowsOwnApproval
    return try write { writing in
      try writing.approve(
        document, version: version, rule: ApprovalRule(allowsOwnText: allowsOwnText),
        by: authorship)
    }
  }

  /// Takes an article from readers, with the reason that they will read instead.
  @discardableResult
  public func withdraw(
    _ document: ChangeID, _ withdrawal: Withdrawal, by authorship: Authorship
  ) throws -> ChangeID {
    try write { writing in
      try writing.act(withdrawal.operations, on: document, by: authorship)
    }
  }

  /// Gives a withdrawn article back to readers, in the version that was approved last.
  @discardableResult
  public func reinstate(
    _ document: ChangeID, by authorship: Authorship
  ) throws -> ChangeID {
    try write { writing in
      try writing.act(Withdrawal.reinstating, on: document, by: authorship)
    }
  }

  /// Ends a conflict: by the text that was chosen, or by acknowledging that the merged text is
  /// right as it stands.
  ///
  /// - Throws: `ReplicaError.unknownConflict` when it is not open any more.
  @discardableResult
  public func resolve(
    conflict id: String, with choice: ConflictChoice, by authorship: Authorship
  ) throws -> ChangeID {
    try write { writing in
      let record = try conflict(id)
      let state = try state(of: record.document)
      return try writing.act(
        record.operations(choosing: choice, in: state), on: record.document, by: authorship)
    }
  }
}

extension Writing {
  mutating func create(_ draft: ArticleDraft, by authorship: Authorship) throws -> ChangeID {
    try author(
      document: nil, parents: [], by: authorship, operations: Article.creation(of: draft)
    ).id
  }

  mutating func edit(
    _ document: ChangeID, version: [ChangeID]?, toward draft: ArticleDraft,
    by authorship: Authorship
  ) throws -> Replica.EditOutcome {
    try project()
    let document = try replica.nameNow(ofDocument: document)
    let version = try version.map { try replica.nameNow(ofVersion: $0, of: document) }
    let current = try replica.state(of: document)
    let base = try version.map { try replica.state(of: document, at: $0) } ?? current
    let operations = try Article.operations(toward: draft, from: base)
    guard !operations.isEmpty else { return .unchanged }
    let unseen =
      base.heads == current.heads ? 0 : try replica.changes(of: document, beyond: base.heads)
    let change = try author(
      document: document, parents: base.heads, by: authorship, operations: operations)
    return unseen == 0 ? .saved(change.id) : .merged(change.id, with: unseen)
  }

  mutating func approve(
    _ document: ChangeID, version: [ChangeID]?, rule: ApprovalRule, by authorship: Authorship
  ) throws -> ChangeID {
    try project()
    let document = try replica.nameNow(ofDocument: document)
    let version = try version.map { try replica.nameNow(ofVersion: $0, of: document) }
    let state =
      try version.map { try replica.state(of: document, at: $0) } ?? replica.state(of: document)
    let row = try replica.row(of: document)
    let history = try replica.soundHistory(ofDocumentRow: row)
    let open = try replica.openConflictIDs(ofDocumentRow: row).count
    guard open == 0 || Set(state.heads) != Set(history.heads) else {
      throw ApprovalRefusal.openConflicts(open)
    }
    try rule.check(approver: authorship.author, of: state.heads, in: history)
    return try author(
      document: document, parents: state.heads, by: authorship,
      operations: Approval(of: state).operations(on: Article(state))
    ).id
  }

  /// Does something to an article as everybody here sees it now.
  mutating func act(
    _ operations: [Operation], on document: ChangeID, by authorship: Authorship
  ) throws -> ChangeID {
    try project()
    let document = try replica.nameNow(ofDocument: document)
    let state = try replica.state(of: document)
    return try author(
      document: document, parents: state.heads, by: authorship, operations: operations
    ).id
  }
}
