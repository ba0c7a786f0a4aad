import CRDT
import Knowledge
import Planted
import SQLite
import Search

/// What readers see: the version an approver named, bound to the hash of its content.
///
/// Merges never land here (DESIGN §1, promise 4). A new approval is the only thing that moves the
/// published text, and an approval whose hash does not fit the version it names publishes nothing.
extension Replica {
  /// What stands in the `published` table for a document.
  struct Published: Equatable {
    var state: DocumentState
    var isWithdrawn: Bool
    var approvedAt: Int64
    var approvedBy: String

    var article: Article { Article(state) }
  }

  /// Moves the published text to what the newest approval names.
  ///
  func publish(
    _ article: Article, state: DocumentState, merged: Merged, newChanges: [Change], document: Int64
  ) throws -> Standing {
    let before = try published(ofDocumentRow: document)
    if let letOut = merged.letOut {
      try replace(before, by: letOut, document: document)
      return Standing(waiting: 0, isCovered: article.approval?.covers(article) ?? false)
    }
    guard let act = state.registers[.approval]?.first, let approval = article.approval else {
      try replace(before, by: nil, document: document)
      return Standing(waiting: 0, isCovered: false)
    }
    var after = try approved(
      approval, by: act.change, merged: merged, before: before, newChanges: newChanges,
      document: document)
    after?.isWithdrawn = article.status.isWithdrawn && !Planted.has(.withdrawalLifted)
    try replace(before, by: after, document: document)
    let isCovered = covers(approval, article, after, merged, newChanges)
    guard let after, !isCovered else { return Standing(waiting: 0, isCovered: isCovered) }
    let waiting = try waitingChanges(
      since: after.state.heads, merged: merged, newChanges: newChanges, document: document)
    return Standing(waiting: waiting, isCovered: isCovered)
  }

  /// How the newest text stands to the approved one.
  struct Standing {
    /// Changes of content that wait for an approver; 0 while nothing is published.
    var waiting: Int
    /// Whether the approval is of what the newest text says.
    var isCovered: Bool
  }

  /// Whether the approval is of what the article says. Where it was made by the last of these changes
  /// that touches the content or lets it out, its own hash has been compared already.
  private func covers(
    _ approval: Approval, _ article: Article, _ published: Published?, _ merged: Merged,
    _ newChanges: [Change]
  ) -> Bool {
    if let approved = merged.approved, let published, published.state.heads == approved.heads,
      let last = newChanges.lastIndex(where: \.isApproval),
      !newChanges[last...].contains(where: \.changesContent)
    {
      return true
    }
    return approval.covers(article)
  }

  /// Takes away what was published of a document.
  func unpublish(document: Int64) throws {
    try replace(published(ofDocumentRow: document), by: nil, document: document)
  }

  /// The state that an approval let out: the version it names, if its content has the hash that
  /// the approval is bound to.
  private func approved(
    _ approval: Approval, by change: ChangeID, merged: Merged, before: Published?,
    newChanges: [Change], document: Int64
  ) throws -> Published? {
    if let before, !newChanges.contains(where: { $0.id == change }),
      merged.isLinear || approval.covers(before.article)
    {
      return before
    }
    let act = try newChanges.first { $0.id == change } ?? self.change(change)
    guard let act, let named = try approvedState(approval, by: act, merged, document) else {
      return nil
    }
    return Published(
      state: Planted.has(.pendingLeaks) ? merged.state ?? named : named, isWithdrawn: false,
      approvedAt: act.time, approvedBy: act.author)
  }

  /// The version that an approval names. When a branch was given another name (Protocol/05 §9) the
  /// approvals on it still name the version as it was called then. An approval is made on the version
  /// that it lets out, so its parents are that version under the names of today, if they say what
  /// was approved.
  private func approvedState(
    _ approval: Approval, by act: Change, _ merged: Merged, _ document: Int64
  ) throws -> DocumentState? {
    let named = try version(approval.version, merged: merged, document: document)
    if let named, approval.covers(Article(named)) || Planted.has(.approvalUnbound) { return named }
    let seen = try version(act.parents, merged: merged, document: document)
    return seen.flatMap { approval.covers(Article($0)) ? $0 : nil }
  }

  /// The state at a version; `nil` for one that the document does not have.
  private func version(
    _ version: [ChangeID], merged: Merged, document: Int64
  ) throws -> DocumentState? {
    if let approved = merged.approved, approved.heads == version { return approved }
    let history = try merged.history ?? soundHistory(ofDocumentRow: document)
    do {
      return try history.state(at: version)
    } catch {
      return nil
    }
  }

  /// Changes of content outside the approved version's past.
  private func waitingChanges(
    since version: [ChangeID], merged: Merged, newChanges: [Change], document: Int64
  ) throws -> Int {
    if let grown = try grownWaiting(since: version, merged, newChanges, document) { return grown }
    let history = try merged.history ?? soundHistory(ofDocumentRow: document)
    return history.changes.count { change in
      change.changesContent
        && !version.contains { $0 == change.id || history.isAncestor(change.id, of: $0) }
    }
  }

  /// The same without reading the history, where changes only went on from the heads: what waited
  /// before and what came. `nil` where that cannot be told.
  private func grownWaiting(
    since version: [ChangeID], _ merged: Merged, _ newChanges: [Change], _ document: Int64
  ) throws -> Int? {
    guard merged.isLinear else { return nil }
    if let last = newChanges.lastIndex(where: \.isApproval) {
      guard merged.approved?.heads == version else { return nil }
      return newChanges[last...].count(where: \.changesContent)
    }
    let waited = try connection.first(
      "SELECT waiting FROM article WHERE document = ?1", [.integer(document)]
    ) { row in Int(row.integer(0)) }
    // A text that was changed and changed back counts as nothing that waits, so none is known to be
    // none only where the approval itself was the last that happened.
    guard let waited, try waited > 0 || grew(merged, fromApprovalOf: version) else { return nil }
    return waited + newChanges.count(where: \.changesContent)
  }

  /// Whether the last change before the new ones approved what it stood on.
  private func grew(_ merged: Merged, fromApprovalOf version: [ChangeID]) throws -> Bool {
    guard let approval = merged.approvalBefore else { return false }
    return try change(approval)?.parents == version
  }

  private func replace(_ before: Published?, by after: Published?, document: Int64) throws {
    guard before != after else { return }
    try index(
      after.flatMap(Replica.publicArticle), before: before.flatMap(Replica.publicArticle),
      in: .public, document: document)
    guard let after else {
      try connection.execute("DELETE FROM published WHERE document = ?1", [.integer(document)])
      return
    }
    let article = after.article
    try connection.execute(
      """
      INSERT INTO published(
        document, state, title, subject, audience, withdrawn, approved_at, approved_by)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      ON CONFLICT (document) DO UPDATE SET
        state = excluded.state, title = excluded.title, subject = excluded.subject,
        audience = excluded.audience, withdrawn = excluded.withdrawn,
        approved_at = excluded.approved_at, approved_by = excluded.approved_by
      """,
      [
        .integer(document), .blob(after.state.encoded()), .text(article.title),
        article.subject.map { .text($0.number) } ?? .null,
        .text(article.audience.rawValue), .integer(after.isWithdrawn ? 1 : 0),
        .integer(after.approvedAt), .text(after.approvedBy),
      ])
  }

  /// The article as the public index may know it; `nil` for staff and partner texts and for what
  /// was withdrawn.
  private static func publicArticle(_ published: Published) -> Article? {
    let article = published.article
    // A supplement is read in its place; found alone it would be half an answer.
    if Planted.has(.staffTextFound) { return article }
    let isFindable = article.audience == .citizen && article.anchor == nil
    if Planted.has(.withdrawnFound) { return isFindable ? article : nil }
    return isFindable && !published.isWithdrawn ? article : nil
  }

  func publishedForCitizens(_ document: Int64) throws -> Article? {
    try published(ofDocumentRow: document).flatMap(Replica.publicArticle)
  }

  func published(ofDocumentRow document: Int64) throws -> Published? {
    try connection.first(
      "SELECT state, withdrawn, approved_at, approved_by FROM published WHERE document = ?1",
      [.integer(document)]
    ) { row in
      Published(
        state: try DocumentState(decoding: row.blob(0)), isWithdrawn: row.integer(1) != 0,
        approvedAt: row.integer(2), approvedBy: row.text(3))
    }
  }
}

extension Change {
  /// Whether the change lets a version out to readers.
  var isApproval: Bool {
    operations.contains { operation in
      if case .assign(.approval, _) = operation { true } else { false }
    }
  }
}
