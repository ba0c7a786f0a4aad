import CRDT
public import Knowledge

/// Bringing many articles in at once: all of them or none, in one transaction.
extension Replica {
  /// How an import went, in articles.
  public struct ImportSummary: Hashable, Sendable {
    public var created = 0
    public var changed = 0
    public var unchanged = 0
    public var approved = 0
  }

  /// Creates or edits one article for each draft. A known external id becomes an edit of the
  /// version this node shows, an unknown one a new article; so importing twice changes nothing.
  ///
  /// - Parameter approving: an administrator lets out what was imported; four eyes do not apply.
  /// - Parameter draft: what one source says; it may be read only now, and may throw.
  /// - Throws: what `draft` throws; `InvalidDraft` for a draft that cannot be an article.
  public func importArticles<Source>(
    from sources: some Sequence<Source>, approving: Bool, by authorship: Authorship,
    draft: (Source) throws -> ArticleDraft
  ) throws -> ImportSummary {
    var summary = ImportSummary()
    try write { writing in
      for source in sources {
        let document = try writing.importArticle(draft(source), into: &summary, by: authorship)
        if approving, try writing.approveImport(of: document, by: authorship) {
          summary.approved += 1
        }
      }
    }
    return summary
  }
}

extension Writing {
  fileprivate mutating func importArticle(
    _ draft: ArticleDraft, into summary: inout Replica.ImportSummary, by authorship: Authorship
  ) throws -> ChangeID {
    try project()
    guard let id = draft.externalID, let known = try replica.document(externalID: id) else {
      summary.created += 1
      return try create(draft, by: authorship)
    }
    switch try edit(known, version: nil, toward: draft, by: authorship) {
    case .unchanged: summary.unchanged += 1
    case .saved, .merged: summary.changed += 1
    }
    return known
  }

  /// Lets the article out as it stands, unless that is what readers see already or a conflict in it
  /// waits for a person.
  fileprivate mutating func approveImport(
    of document: ChangeID, by authorship: Authorship
  ) throws -> Bool {
    try project()
    let state = try replica.state(of: document)
    let article = Article(state)
    if let approval = article.approval, approval.covers(article) { return false }
    guard try replica.openConflictIDs(ofDocumentRow: replica.row(of: document)).isEmpty else {
      return false
    }
    _ = try author(
      document: document, parents: state.heads, by: authorship,
      operations: Approval(of: state).operations(on: article))
    return true
  }
}
