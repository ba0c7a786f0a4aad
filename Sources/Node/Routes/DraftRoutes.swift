import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// A person's own drafts: kept while one types, listed, thrown away. Sending them is saving the form.
struct DraftRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.drafts,
      handler: context.staff { request, _, session in try list(request, session) })
    router.add(
      .post, Paths.drafts,
      handler: context.staff { request, _, session in try keep(request, session) })
    router.add(
      .post, Paths.dropDraft,
      handler: context.staff { request, _, session in try drop(request, session) })
  }

  private static let rowsPerPage = 30

  private func list(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    let number = PageNumber(of: request)
    return try context.store.read { replica in
      let drafts = try replica.privateDrafts(of: session.draftOwner)
      let part = number.part(of: drafts, size: DraftRoutes.rowsPerPage)
      let page = DraftListPage(
        rows: try part.rows.map { try DraftListPage.Row($0, in: replica) }, token: session.token,
        pageNumber: number.value, hasNextPage: part.hasNext, notice: request.notice)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  // MARK: Keeping

  private func keep(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    if request.form(SupplementForm.Field.base.rawValue) != nil {
      return try SupplementRoutes(context: context).keep(request, session)
    }
    let sent = try SentForm(request)
    let isForScript = request.form("fragment") == "1"
    guard context.forms.admits(request) else {
      if isForScript { throw Refusal(.forbidden) }
      return try EditorRoutes(context: context).returned(
        sent, [ArticleForm.Problem(.token, .expired)], request, session)
    }
    let path = try context.store.write { replica in try kept(sent, of: session, in: replica) }
    return receipt(isForScript, path)
  }

  /// The word that it was kept, for the script; else the page on which it stands.
  func receipt(_ isForScript: Bool, _ path: String) -> Response {
    let moment = DanishTime.moment(context.configuration.now())
    return isForScript
      ? context.answer(DraftReceipt.text(moment), type: "text/plain; charset=utf-8", .never)
      : .redirect(to: Notice.draftKept.redirectPath(to: path))
  }

  /// Keeps what was typed, and says where it will be found again. Nothing is kept of a form that
  /// says what is stored already: it was saved meanwhile, or changed back.
  private func kept(
    _ sent: SentForm, of session: FormGuard.Session, in replica: Replica
  ) throws -> String {
    let owner = session.draftOwner
    guard let id = sent.id else {
      guard CreationMemory.isName(sent.baseVersion) else { throw Refusal(.badRequest) }
      if sent.form.isBlank || context.creations.document(ofForm: sent.baseVersion) != nil {
        try replica.dropPrivateDraft(named: sent.baseVersion, of: owner)
        return Paths.newArticle
      }
      try replica.keep(draft(sent, named: sent.baseVersion), of: owner)
      return Paths.newArticle(draft: sent.baseVersion)
    }
    guard Version.heads(sent.baseVersion) != nil else { throw Refusal(.conflict) }
    let document = try replica.document(named: id)
    try replica.dropPrivateDraft(of: document, by: owner)
    if try !sent.saysNothingNew(in: replica.state(of: document)) {
      try replica.keep(draft(sent, named: document.description), of: owner)
    }
    return Paths.edit(id)
  }

  private func draft(_ sent: SentForm, named name: String) -> Replica.PrivateDraft {
    Replica.PrivateDraft(
      name: name, base: sent.baseVersion,
      fields: Dictionary(
        uniqueKeysWithValues: sent.form.texts.map { ($0.key.rawValue, $0.value) }),
      time: context.configuration.now())
  }

  // MARK: Throwing away

  private func drop(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    guard context.forms.admits(request), let name = request.form(DraftListPage.nameField) else {
      return .redirect(to: Paths.drafts)
    }
    try context.store.write { replica in
      do {
        try replica.dropPrivateDraft(
          of: replica.document(named: name), by: session.draftOwner)
      } catch ReplicaError.unknownArticle {
        try replica.dropPrivateDraft(named: name, of: session.draftOwner)
      }
    }
    return .redirect(to: Notice.draftDropped.redirectPath(to: Paths.drafts))
  }
}

extension FormGuard.Session {
  /// Whose drafts these are; on a node without accounts those of whoever sits at it.
  var draftOwner: String { person?.name ?? "" }
}

extension SentForm {
  /// Whether saving the form would change nothing. What cannot be saved at all is new.
  func saysNothingNew(in state: DocumentState) throws -> Bool {
    do throws(InvalidDraft) {
      return try Article.operations(toward: draft, from: state).isEmpty
    } catch {
      return false
    }
  }
}

extension ArticleForm {
  /// What stood in the form when the draft was kept.
  init(_ draft: Replica.PrivateDraft) {
    self.init { draft.fields[$0.rawValue] }
  }
}

extension DraftListPage.Row {
  fileprivate init(_ draft: Replica.PrivateDraft, in replica: Replica) throws {
    if let base = draft.fields[SupplementForm.Field.base.rawValue] {
      let summary = try replica.summary(of: replica.document(named: base))
      self.init(
        name: draft.name, title: summary.title, isNew: true,
        base: try replica.addressName(of: summary.document, externalID: summary.externalID),
        keptAt: DanishTime.moment(draft.time))
      return
    }
    let form = ArticleForm(draft)
    var name = draft.name
    if let document = draft.document {
      let summary = try replica.summary(of: document)
      name = try replica.addressName(of: summary.document, externalID: summary.externalID)
    }
    self.init(
      name: name, title: form.title, isNew: draft.document == nil,
      keptAt: DanishTime.moment(draft.time))
  }
}
