public import CRDT
import Digest
import Knowledge
import Planted
import SQLite
import Search

/// From the log to what people see: the merged state of a document, its row in the lists, what is
/// published of it, its open conflicts, and its words in the search index.
///
/// All of it is a pure function of the document's changes, so two replicas with the same changes
/// show the same, and a rebuild gives the same again.
extension Replica {
  /// A document as its changes make it.
  struct Merged {
    /// `nil` when not even the change that creates the document can be taken.
    var state: DocumentState?
    var conflicts: [ConflictMark]
    /// The whole history where it had to be read; `nil` on the linear path.
    var history: DocumentHistory?
    /// On the linear path, the version that the last approval among the new changes came after.
    var approved: DocumentState?
    /// Whether every new change went on from the heads of what was stored.
    var isLinear = false
    /// On the linear path, the last change before the new ones, if it was an approval.
    var approvalBefore: ChangeID?
    /// Changes that do not count or do not fit, by place in the log; `nil` where none were looked
    /// for because nothing new is set aside.
    var refused: [(position: Int64, reason: QuarantineReason)]?
    /// On a mirror, what was let out of it, which is all there is.
    var letOut: Published?
  }

  /// Projects one document after changes were added to it.
  ///
  /// - Complexity: the size of the article while its history is linear; the size of its history
  ///   when branches met.
  func project(document: Int64, newChanges: [(position: Int64, change: Change)]) throws {
    let before = try storedState(ofDocumentRow: document)
    let merged =
      try linearMerge(of: newChanges, onto: before, document: document)
      ?? merge(documentRow: document)
    try store(merged, document: document, before: before, newChanges: newChanges.map(\.change))
  }

  /// Projects one document from the whole of its log, after verdicts on its changes were altered.
  func reproject(document: Int64) throws {
    let before = try storedState(ofDocumentRow: document)
    let merged = try merge(documentRow: document)
    let changes = merged.history?.changes ?? []
    try store(merged, document: document, before: before, newChanges: changes)
  }

  /// Derives one document from nothing but the log.
  func rebuild(document: Int64) throws {
    let merged = try merge(documentRow: document)
    let changes = merged.history?.changes ?? []
    try store(merged, document: document, before: nil, newChanges: changes)
  }

  /// Takes away everything derived for one document.
  func unproject(document: Int64) throws {
    if let before = try storedState(ofDocumentRow: document) {
      try removeProjections(of: before, document: document)
    }
    try connection.execute("DELETE FROM quarantine WHERE document = ?1", [.integer(document)])
  }

  /// The fast path: each new change follows the heads, and no conflict waits to be closed.
  private func linearMerge(
    of newChanges: [(position: Int64, change: Change)], onto before: DocumentState?, document: Int64
  ) throws -> Merged? {
    if before != nil, !Planted.has(.fastPathForgetsConflicts),
      try !openConflictIDs(ofDocumentRow: document).isEmpty
    {
      return nil
    }
    var state = before
    var approved: DocumentState?
    for (_, change) in newChanges {
      guard var current = state else {
        // What the document cannot take is told apart on the full path.
        guard let created = try? DocumentState(creating: change) else { return nil }
        state = created
        continue
      }
      guard change.parents == current.heads else { return nil }
      if change.isApproval { approved = state }
      guard (try? current.apply(change)) != nil else { return nil }  // as above
      state = current
    }
    return state.map {
      Merged(
        state: $0, conflicts: [], history: nil, approved: approved, isLinear: true,
        approvalBefore: before?.lastApproval, refused: nil)
    }
  }

  /// Merges the whole history.
  func merge(documentRow document: Int64) throws -> Merged {
    if let letting = try letting(ofDocumentRow: document) { return letting }
    let (history, refused) = try readHistory(ofDocumentRow: document)
    let own = Planted.has(.flagLostOnRelay) ? try replicaID() : nil
    let isRelay = own.map { own in history?.changes.contains { $0.id.replica == own } != true }
    return Merged(
      state: history?.state(),
      conflicts: isRelay == true ? [] : history?.editorialMarks ?? [], history: history,
      approved: nil, refused: refused)
  }

  /// Reads a document's history; what does not count, what the document cannot take, and what
  /// stands on either is set aside with its reason.
  ///
  /// Whether a change fits depends on its causal past alone, and whether it counts on the set of
  /// changes held, so every replica sets aside the same ones.
  private func readHistory(
    ofDocumentRow document: Int64
  ) throws -> (history: DocumentHistory?, refused: [(position: Int64, reason: QuarantineReason)]) {
    let rulings = try rulings(ofDocumentRow: document)
    var refused: [(position: Int64, id: ChangeID, reason: QuarantineReason)] = []
    var setAside: Set<ChangeID> = []
    var history: DocumentHistory?
    for (position, change) in try changes(ofDocumentRow: document) {
      var reason = rulings[position]
      if reason == nil, let parent = change.parents.first(where: setAside.contains) {
        reason = .standsOn(parent)
      }
      if reason == nil {
        do {
          if history == nil {
            history = try DocumentHistory([change])
          } else {
            try history?.append(change)
          }
        } catch {
          if Planted.has(.quarantineStopsAll) { throw error }
          reason = .doesNotFit("\(error.reason)")
        }
      }
      guard let reason else { continue }
      setAside.insert(change.id)
      refused.append((position, change.id, reason))
    }
    // Read only where something is set aside, which is next to nowhere.
    let dropped = setAside.isEmpty ? [] : try governance().authority?.dropped ?? []
    return (history, refused.map { ($0.position, dropped.contains($0.id) ? .dropped : $0.reason) })
  }

  private func store(
    _ merged: Merged, document: Int64, before: DocumentState?, newChanges: [Change]
  ) throws {
    if let refused = merged.refused ?? (Planted.has(.quarantineEmptied) ? [] : nil) {
      try store(refused: refused, document: document)
    }
    guard let state = merged.state else {
      if let before { try removeProjections(of: before, document: document) }
      return
    }
    try store(state: state, conflicts: merged.conflicts, document: document)
    switch DocumentKind(rawValue: state.kind) {
    case .reference:
      try storeReference(state, document: document)
      return try refreshSynonyms()
    case .subjectPlan: return try storeSubjectPlan(document: document)
    case .contacts: return try storeContacts(state, before: before, document: document)
    case .feedback: return try storeFeedback(state, document: document)
    case let kind where !kind.isArticle: return
    default: break
    }
    let article = Article(state)
    let standing = try publish(
      article, state: state, merged: merged, newChanges: newChanges, document: document)
    try storeRow(
      of: article, standing, conflicts: merged.conflicts.count,
      newest: newest(of: merged, newChanges: newChanges), document: document)
    if Planted.has(.mergesNotIndexed), merged.history != nil { return }
    try storeAnchor(of: article, document: document)
    try index(article, before: before.map { Article($0) }, in: .staff, document: document)
  }

  private func store(state: DocumentState, conflicts: [ConflictMark], document: Int64) throws {
    let bytes = state.encoded()
    try connection.execute(
      """
      INSERT INTO state(document, state, hash) VALUES (?1, ?2, ?3)
      ON CONFLICT (document) DO UPDATE SET state = excluded.state, hash = excluded.hash
      """,
      [
        .integer(document), .blob(bytes),
        .blob(try stateHash(bytes, conflicts: conflicts, document: document).bytes),
      ])
    try connection.execute("DELETE FROM conflict WHERE document = ?1", [.integer(document)])
    for (ordinal, conflict) in conflicts.enumerated() {
      try connection.execute(
        "INSERT INTO conflict(id, document, ordinal) VALUES (?1, ?2, ?3)",
        [.text(conflict.id.short), .integer(document), .integer(Int64(ordinal))])
    }
  }

  /// What one document adds to the state digest: its name, its state and its open conflicts.
  private func stateHash(
    _ state: [UInt8], conflicts: [ConflictMark], document: Int64
  ) throws -> SHA256Digest {
    var writer = ByteWriter()
    let id = try documentID(ofRow: document)
    writer.fixed64(id.replica.rawValue)
    writer.varint(id.sequence)
    writer.varint(UInt64(conflicts.count))
    for conflict in conflicts { writer.lengthPrefixed(conflict.id.bytes) }
    var hash = SHA256()
    hash.update(writer.bytes)
    hash.update(state)
    return hash.finalize()
  }

  /// Takes away what people saw of a document of which nothing counts any more.
  private func removeProjections(of before: DocumentState, document: Int64) throws {
    if DocumentKind(rawValue: before.kind).isArticle {
      try index(nil, before: Article(before), in: .staff, document: document)
      try unpublish(document: document)
    }
    if DocumentKind(rawValue: before.kind) == .contacts {
      try storeContacts(nil, before: before, document: document)
    }
    for table in [
      "conflict", "supplement", "reference", "subject_plan", "feedback", "article", "state",
    ] {
      try connection.execute("DELETE FROM \(table) WHERE document = ?1", [.integer(document)])
    }
    if DocumentKind(rawValue: before.kind) == .reference { try refreshSynonyms() }
  }

  private func store(
    refused: [(position: Int64, reason: QuarantineReason)], document: Int64
  ) throws {
    try connection.execute("DELETE FROM quarantine WHERE document = ?1", [.integer(document)])
    for (position, reason) in refused {
      try connection.execute(
        "INSERT INTO quarantine(position, document, reason) VALUES (?1, ?2, ?3)",
        [.integer(position), .integer(document), .text(reason.encoded)])
    }
  }

  /// The head that people see as the latest: by the authors' clocks, ties by name. Shown only.
  private func newest(of merged: Merged, newChanges: [Change]) -> Change? {
    guard let history = merged.history else { return newChanges.last }
    return history.heads.compactMap { history[$0] }.max { ($0.time, $0.id) < ($1.time, $1.id) }
  }

  private func storeRow(
    of article: Article, _ standing: Standing, conflicts: Int, newest: Change?, document: Int64
  ) throws {
    try connection.execute(
      """
      INSERT INTO article(
        document, external_id, title, subject, audience, lifecycle, owner, waiting, conflicts,
        changed_at, changed_by, sent_back)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
      ON CONFLICT (document) DO UPDATE SET
        external_id = excluded.external_id, title = excluded.title, subject = excluded.subject,
        audience = excluded.audience, lifecycle = excluded.lifecycle, owner = excluded.owner,
        waiting = excluded.waiting, conflicts = excluded.conflicts,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by,
        sent_back = excluded.sent_back
      """,
      [
        .integer(document), article.externalID.map(SQLiteValue.text) ?? .null,
        .text(article.title), article.subject.map { .text($0.number) } ?? .null,
        .text(article.audience.rawValue),
        .text(Lifecycle(article, isCovered: standing.isCovered).rawValue),
        article.owner.map { .text($0.encoded) } ?? .null, .integer(Int64(standing.waiting)),
        .integer(Int64(conflicts)), .integer(newest?.time ?? 0),
        .text(newest?.author ?? ""), .integer(article.isSentBack ? 1 : 0),
      ])
  }
}

extension DocumentState {
  /// The one head, if it is the change that approved the article.
  fileprivate var lastApproval: ChangeID? {
    guard heads.count == 1, let approvals = registers[.approval], approvals.count == 1,
      approvals[0].change == heads[0]
    else { return nil }
    return heads[0]
  }
}

extension ConflictID {
  /// Sixteen hexadecimal digits that people and scripts use: 64 bits of the SHA-256, enough for
  /// all the conflicts that a base will ever have open.
  public var short: String {
    String(SHA256.hash(bytes).description.prefix(16))
  }
}

extension DocumentHistory {
  /// The open conflicts that an editor should look at. Which of two approvals counts is decided by
  /// rule, two approvers may both have something to say, and what a file's head looked like is
  /// nobody's wording.
  var editorialConflicts: [Conflict] {
    openConflicts().filter { isEditorial($0.field) }
  }

  /// The same without their wordings, which nobody reads while changes come in.
  var editorialMarks: [ConflictMark] {
    conflictMarks().filter { $0.isOpen && isEditorial($0.field) }
  }

  private func isEditorial(_ field: FieldID) -> Bool {
    ![.approval, .sentBack, .frontMatter].contains(field)
  }
}

// MARK: - Reading projections

extension Replica {
  /// A document's merged state; `nil` when it has none.
  func storedState(ofDocumentRow document: Int64) throws -> DocumentState? {
    try connection.first("SELECT state FROM state WHERE document = ?1", [.integer(document)]) {
      row in try DocumentState(decoding: row.blob(0))
    }
  }

  /// Short ids of a document's open conflicts, in document order.
  func openConflictIDs(ofDocumentRow document: Int64) throws -> [String] {
    try connection.query(
      "SELECT id FROM conflict WHERE document = ?1 ORDER BY ordinal", [.integer(document)]
    ) { row in row.text(0) }
  }

  /// The history of everything the document can take.
  func soundHistory(ofDocumentRow document: Int64) throws -> DocumentHistory {
    guard let history = try readHistory(ofDocumentRow: document).history else {
      throw DamagedReplica(what: "document \(document) has a state but no history")
    }
    return history
  }
}
