import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// A municipality's own texts beside an article: listed, written, and held against a base that moved.
struct SupplementRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    let article = Paths.articles + "/:id"
    router.add(.get, article + "/tillaeg", handler: context.article { try list($0, $1, $2.reader) })
    router.add(.get, article + "/tillaeg/nyt", handler: context.article { try blank($0, $1, $2) })
    router.add(.post, article + "/tillaeg/nyt", handler: context.article { try create($0, $1, $2) })
    router.add(.get, article + "/grundtekst", handler: context.article { try threeWay($0, $1, $2) })
    router.add(.post, article + "/grundtekst", handler: context.article { try confirm($0, $1, $2) })
  }

  // MARK: The list

  private func list(
    _ name: String, _ request: Request, _ reader: AudienceFilter
  ) throws -> Response {
    try context.store.read { replica in
      let base = try replica.document(named: name)
      let summary = try replica.summary(of: base)
      let published = try replica.publication(of: base, ifAdmittedBy: reader)?.article
      let rows = try replica.supplements(of: base).map { supplement in
        SupplementListPage.Row(
          id: supplement.document.description, owner: supplement.article.owner?.shownName ?? "",
          place: SupplementPlace(supplement.anchor),
          state: ArticleState(try replica.summary(of: supplement.document)),
          isOutdated: published.map { !supplement.anchor.isCurrent(in: $0) } ?? false)
      }
      let page = SupplementListPage(
        id: try replica.addressName(of: base, externalID: summary.externalID),
        title: summary.title, rows: rows)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  // MARK: Writing one

  private func blank(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    var form = SupplementForm()
    let draft = try context.store.read { replica in
      form.municipality = try replica.identity().municipality
      return try request.query(EditPage.draftParameter).flatMap {
        try replica.privateDraft(named: $0, of: session.draftOwner)
      }
    }
    guard let draft else {
      return try show(
        form, named: CreationMemory.freshName(), on: name, request, session, problems: [])
    }
    return try show(
      SupplementForm { draft.fields[$0.rawValue] }, named: draft.name, on: name, request, session,
      problems: [], draft: DanishTime.moment(draft.time))
  }

  /// Keeps what somebody has written of a text and not sent; one without words is no draft.
  func keep(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    let form = SupplementForm { request.form($0.rawValue) }
    let base = request.form(SupplementForm.Field.base.rawValue) ?? ""
    let name = request.form(SupplementForm.Field.formName.rawValue) ?? ""
    let isForScript = request.form("fragment") == "1"
    guard CreationMemory.isName(name) else { throw Refusal(.badRequest) }
    guard context.forms.admits(request) else {
      if isForScript { throw Refusal(.forbidden) }
      return try show(form, named: name, on: base, request, session, problems: [.expired])
    }
    try context.store.write { replica in
      let document = try replica.document(named: base).description
      guard !form.text.allSatisfy(\.isWhitespace), context.creations.document(ofForm: name) == nil
      else { return try replica.dropPrivateDraft(named: name, of: session.draftOwner) }
      var fields = Dictionary(
        uniqueKeysWithValues: form.texts.map { ($0.key.rawValue, $0.value) })
      fields[SupplementForm.Field.base.rawValue] = document
      try replica.keep(
        Replica.PrivateDraft(
          name: name, base: document, fields: fields, time: context.configuration.now()),
        of: session.draftOwner)
    }
    return DraftRoutes(context: context).receipt(
      isForScript, Paths.newSupplement(to: base, draft: name))
  }

  private func show(
    _ form: SupplementForm, named formName: String, on name: String, _ request: Request,
    _ session: FormGuard.Session, problems: [SupplementForm.Problem], draft: LocalMoment? = nil
  ) throws -> Response {
    try context.store.read { replica in
      let base = try replica.document(named: name)
      guard
        let published = try replica.publication(of: base, ifAdmittedBy: session.reader)?.article,
        published.anchor == nil
      else { throw ReplicaError.notPublished(base) }
      var seen: Set<String> = []
      let sections = MarkdownSection.all(in: published.body).map(\.heading).filter {
        seen.insert($0).inserted
      }
      let page = NewSupplementPage(
        id: try replica.addressName(of: base, externalID: published.externalID),
        title: published.title, sections: sections,
        municipalities: Municipality.inDanishOrder, form: form,
        formName: formName, token: session.token, problems: problems, draft: draft,
        notice: request.notice)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func create(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let form = SupplementForm { request.form($0.rawValue) }
    let formName = request.form(SupplementForm.Field.formName.rawValue) ?? ""
    var problems: [SupplementForm.Problem] = context.forms.admits(request) ? [] : [.expired]
    let municipality = Municipality(code: form.municipality)
    if municipality == nil { problems.append(.unknownMunicipality) }
    if form.text.allSatisfy(\.isWhitespace) { problems.append(.missingText) }
    if form.initials.isEmpty { problems.append(.missingInitials) }
    guard problems.isEmpty, let municipality else {
      return try show(form, named: formName, on: name, request, session, problems: problems)
    }
    let created = try context.store.write { replica -> ChangeID? in
      try replica.dropPrivateDraft(named: formName, of: session.draftOwner)
      if let known = context.creations.document(ofForm: formName) { return known }
      let base = try replica.document(named: name)
      guard
        let draft = try ArticleDraft(form, of: municipality, beside: base, in: replica)
      else { return nil }
      let document = try replica.create(draft, by: context.authorship(form.initials))
      context.creations.remember(document, ofForm: formName)
      return document
    }
    guard let created else {
      return try show(
        form, named: formName, on: name, request, session, problems: [.unknownSection])
    }
    return .redirect(to: Notice.created.redirectPath(to: Paths.edit(created.description)))
  }

  // MARK: Then and now

  private func threeWay(
    _ name: String, _ request: Request, _ session: FormGuard.Session, initials: String = "",
    problems: [ArticleForm.Problem] = []
  ) throws -> Response {
    try context.store.read { replica in
      let document = try replica.document(named: name)
      let supplement = Article(try replica.state(of: document))
      guard let anchor = supplement.anchor else { throw Refusal(.notFound) }
      let base = try BaseText(of: anchor, for: session.reader, in: replica)
      let page = ThreeWayPage(
        id: document.description, owner: supplement.owner?.shownName ?? "",
        place: SupplementPlace(anchor), baseID: anchor.base.description, baseTitle: base.title,
        change: base.change.map { [$0] } ?? [], isGone: base.now == nil, text: supplement.body,
        token: session.token, initials: initials, problems: problems)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func confirm(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let signed = try SignedForm(request, context.forms)
    guard signed.problems.isEmpty else {
      return try threeWay(
        name, request, session, initials: signed.initials, problems: signed.problems)
    }
    try context.store.write { replica in
      let document = try replica.document(named: name)
      guard let old = Article(try replica.state(of: document)).anchor,
        let base = try replica.approvedState(of: old.base),
        let anchor = SupplementAnchor(
          base: old.base, placement: old.placement, section: old.section, in: Article(base),
          version: base.heads)
      else { throw Refusal(.conflict) }
      var draft = ArticleDraft()
      draft.anchor = anchor
      try replica.edit(document, toward: draft, by: context.authorship(signed.initials))
    }
    return .redirect(to: Notice.saved.redirectPath(to: Paths.edit(name)))
  }
}

/// The section that a supplement stands at, when it was written and as readers have it now.
private struct BaseText {
  let title: String
  let then: String?
  let now: String?

  init(of anchor: SupplementAnchor, for reader: AudienceFilter, in replica: Replica) throws {
    let old = Article(try replica.state(of: anchor.base, at: anchor.baseVersion))
    let published = try replica.publication(of: anchor.base, ifAdmittedBy: reader)?.article
    title = published?.title ?? old.title
    then = MarkdownSection.text(of: anchor.section, in: old.body)
    now = published.flatMap { MarkdownSection.text(of: anchor.section, in: $0.body) }
  }

  /// `nil` when it says the same, or is gone.
  var change: FieldDiff? {
    guard let then, let now, !then.utf8.elementsEqual(now.utf8) else { return nil }
    return FieldDiff(
      field: FieldLabel.text(.body),
      segments: WordDiff.segments(from: then, to: now).map(DiffSegment.init))
  }
}

extension ArticleDraft {
  /// A new supplement; `nil` when the approved base has no such section.
  fileprivate init?(
    _ form: SupplementForm, of municipality: Municipality, beside base: ChangeID,
    in replica: Replica
  ) throws {
    guard let state = try replica.approvedState(of: base) else {
      throw ReplicaError.notPublished(base)
    }
    let article = Article(state)
    guard
      let anchor = SupplementAnchor(
        base: base, placement: SupplementAnchor.Placement(form.placement), section: form.section,
        in: article, version: state.heads)
    else { return nil }
    self.init()
    title = "\(municipality.name): \(article.title)"
    body = form.text
    owner = municipality.code
    audience = article.audience.rawValue
    subject = article.subject?.number
    self.anchor = anchor
  }
}

extension SupplementAnchor.Placement {
  fileprivate init(_ placement: SupplementForm.Placement) {
    switch placement {
    case .before: self = .before
    case .after: self = .after
    case .instead: self = .instead
    }
  }
}

extension SupplementPlace {
  fileprivate init(_ anchor: SupplementAnchor) {
    self.init(MarkdownInsertion.Placement(anchor.placement), section: anchor.section)
  }
}
