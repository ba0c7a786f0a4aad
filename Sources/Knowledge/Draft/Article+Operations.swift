public import CRDT
import Planted

/// From what somebody wants an article to say to the operations that make it say so.
extension Article {
  /// What differs between the draft and the version it was based on, and nothing else: texts as
  /// splices, registers where the value changes, sets as additions and removals. Empty when the
  /// draft says what the article says already.
  ///
  /// `state` must be the version the draft's author saw: if others changed the document meanwhile
  /// the operations belong to a branch, and the merge core joins them (DESIGN §4).
  public static func operations(
    toward draft: ArticleDraft, from state: DocumentState
  ) throws(InvalidDraft) -> [Operation] {
    let before = Article(state)
    let after = try before.applying(draft, needsTitle: draft.title != nil)
    let open = draft.settling.filter { field in
      (state.registers[field]?.count ?? 0) > 1 || before.unreadable.contains(field)
    }
    return difference(from: before, to: after, settling: open)
  }

  /// The operations of the change that creates the article.
  public static func creation(of draft: ArticleDraft) throws(InvalidDraft) -> [Operation] {
    let before = Article()
    let after = try before.applying(draft, needsTitle: true)
    let kind: DocumentKind = draft.anchor == nil ? .article : .supplement
    return [.create(kind: kind.rawValue)]
      + difference(from: before, to: after, settling: [])
  }

  /// The article as the draft would have it.
  private func applying(
    _ draft: ArticleDraft, needsTitle: Bool
  ) throws(InvalidDraft) -> Article {
    let reader = DraftReader(draft, on: self)
    var problems = reader.problems
    let titleIsRefused = problems.contains { $0.field == .title }
    if needsTitle, reader.article.title.isEmpty, !titleIsRefused {
      problems.insert(DraftProblem(field: .title, reason: .missing), at: 0)
    }
    guard problems.isEmpty else { throw InvalidDraft(problems: problems) }
    var article = reader.article
    article.status = status.moved(toward: article.status)
    article.fileHead = fileHead
    if let head = draft.fileHead { article.keep(head, over: fileHead, named: draft.externalID) }
    return article
  }

  /// Remembers the head of an imported file, unless the file is what an export would write anyway:
  /// then importing what was exported changes nothing.
  private mutating func keep(_ head: FileHead, over old: FileHead?, named id: String?) {
    if let old, old.value == head.value { return }
    let exported = ArticleFile(self, template: old, named: id).head
    fileHead = exported.value == head.value ? old : head
  }

  /// The two commonest cases need no word diff, and an import of ten thousand articles is nothing
  /// else: the text is the same to the byte, or it is new.
  private static func splices(from old: String, to new: String) -> [Splice] {
    if old.utf8.elementsEqual(new.utf8) { return [] }
    if old.isEmpty { return [Splice(position: 0, deleted: 0, inserted: new)] }
    guard Planted.has(.positionsInUTF16) else { return TextDiff.splices(from: old, to: new) }
    return TextDiff.splices(from: old, to: new).map { splice in
      let before = String(String.UnicodeScalarView(old.unicodeScalars.prefix(splice.position)))
      return Splice(
        position: min(old.unicodeScalars.count - splice.deleted, before.utf16.count),
        deleted: splice.deleted, inserted: splice.inserted)
    }
  }

  static func difference(
    from before: Article, to after: Article, settling: Set<FieldID>
  ) -> [Operation] {
    var operations: [Operation] = []
    for field in registers {
      let value = after.registerValue(of: field)
      if value != before.registerValue(of: field) || settling.contains(field) {
        operations.append(.assign(field, value))
      }
    }
    for field in texts {
      let splices = splices(from: before.text(of: field), to: after.text(of: field))
      if !splices.isEmpty { operations.append(.edit(field, splices)) }
    }
    for field in sets {
      let (old, new) = (before.elements(of: field), after.elements(of: field))
      let (known, wanted) = (Set(old), Set(new))
      operations += old.filter { !wanted.contains($0) }.map { .remove(field, $0) }
      operations += new.filter { !known.contains($0) }.map { .add(field, $0) }
    }
    return operations
  }
}

extension Status {
  /// A draft may send to review, take back, or withdraw; it never approves and never lifts a
  /// withdrawal (see `ArticleDraft.status`).
  fileprivate func moved(toward wish: Status) -> Status {
    wish == .approved || (isWithdrawn && !wish.isWithdrawn) ? self : wish
  }
}
