import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// An answer as it once was: by version, by day, against another version, and put back.
struct VersionRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    let article = Paths.articles + "/:id"
    router.add(
      .get, article + "/version/:version",
      handler: context.staff { request, parameters, session in
        try show(parameters, request, session)
      })
    router.add(
      .post, article + "/version/:version",
      handler: context.staff { request, parameters, session in
        try restore(parameters, request, session)
      })
    router.add(
      .get, article + "/sammenlign",
      handler: context.article { name, request, _ in try compare(name, request) })
    router.add(
      .get, article + "/dato",
      handler: context.article { name, request, _ in try showDay(name, request) })
  }

  // MARK: One version

  private func show(
    _ parameters: Parameters, _ request: Request, _ session: FormGuard.Session,
    initials: String = "", problems: [ArticleForm.Problem] = []
  ) throws -> Response {
    try context.store.read { replica in
      let old = try OldVersion(parameters, in: replica)
      let restored = ArticleDraft(restoring: Article(old.state))
      let current = try replica.state(of: old.document)
      let isCurrent = try Article.operations(toward: restored, from: current).isEmpty
      let page = VersionPage(
        id: old.id, title: old.title, form: ArticleForm(Article(old.state)),
        occasion: .version(author: old.author, place: old.place, time: old.time),
        version: Version.text(old.state.heads),
        restoring: isCurrent
          ? nil
          : VersionPage.Restoring(token: session.token, initials: initials, problems: problems))
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func restore(
    _ parameters: Parameters, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let signed = try SignedForm(request, context.forms)
    guard signed.problems.isEmpty else {
      return try show(
        parameters, request, session, initials: signed.initials, problems: signed.problems)
    }
    let id = try context.store.write { replica in
      let old = try OldVersion(parameters, in: replica)
      try replica.edit(
        old.document, toward: ArticleDraft(restoring: Article(old.state)),
        by: context.authorship(signed.initials))
      return old.id
    }
    return .redirect(to: Notice.restored.redirectPath(to: Paths.edit(id)))
  }

  // MARK: Two versions

  private func compare(_ name: String, _ request: Request) throws -> Response {
    try context.store.read { replica in
      let sides = try ["fra", "til"].map { key in
        try OldVersion(name, request.query(key) ?? "", in: replica)
      }
      let page = ComparisonPage(
        id: sides[0].id, title: sides[0].title, older: sides[0].side, newer: sides[1].side,
        diffs: Comparison.all(from: sides[0].state, to: sides[1].state).map(FieldDiff.init))
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  // MARK: A day

  private func showDay(_ name: String, _ request: Request) throws -> Response {
    guard let day = request.query("dag").flatMap(CivilDate.init(parsing:)) else {
      throw Refusal(.badRequest)
    }
    return try context.store.read { replica in
      let document = try replica.document(named: name)
      let summary = try replica.summary(of: document)
      let history = try replica.history(of: document)
      let told = PublishedOnDay(day, history)
      let page = VersionPage(
        id: try replica.addressName(of: document, externalID: summary.externalID),
        title: summary.title,
        form: try told.version.map { ArticleForm(Article(try history.state(at: $0))) },
        occasion: .day(CalendarDay(day), told.standing),
        version: Version.text(told.version ?? []))
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }
}

/// A version that an address names, and who made it.
private struct OldVersion {
  let document: ChangeID
  let id: String
  let title: String
  let state: DocumentState
  let author: String
  let place: String
  let time: LocalMoment

  init(_ parameters: Parameters, in replica: Replica) throws {
    try self.init(parameters["id"] ?? "", parameters["version"] ?? "", in: replica)
  }

  /// - Throws: `Refusal` for what names no version of the article.
  init(_ name: String, _ version: String, in replica: Replica) throws {
    document = try replica.document(named: name)
    let summary = try replica.summary(of: document)
    let history = try replica.history(of: document)
    let changes = Version.heads(version)?.compactMap { history[$0] } ?? []
    guard let latest = changes.max(by: { $0.time < $1.time }),
      let heads = Version.heads(version), heads.count == changes.count
    else { throw Refusal(.notFound) }
    id = try replica.addressName(of: document, externalID: summary.externalID)
    title = summary.title
    state = try history.state(at: heads)
    author = latest.author
    place = try Places(replica).name(of: latest.id.replica)
    time = DanishTime.moment(latest.time)
  }

  var side: ComparisonPage.Side {
    ComparisonPage.Side(
      version: Version.text(state.heads), author: author, place: place, time: time)
  }
}

/// What readers saw at the end of a day, as far as clocks can be trusted: of the approvals and
/// withdrawals made until then, by the clocks of those who made them, the latest holds.
private struct PublishedOnDay {
  private(set) var version: [ChangeID]?
  private(set) var standing = VersionPage.Standing.nothing

  init(_ day: CivilDate, _ history: DocumentHistory) {
    let last = history.changes.filter { change in
      DanishTime.day(change.time).isUntil(day) && PublishedOnDay.meaning(of: change) != nil
    }.max { ($0.time, $0.id) < ($1.time, $1.id) }
    guard let last, let meaning = PublishedOnDay.meaning(of: last) else { return }
    let moment = DanishTime.moment(last.time)
    switch meaning {
    case .approval(let approval):
      version = approval.version
      standing = .approved(by: last.author, moment)
    case .withdrawal:
      standing = .withdrawn(by: last.author, moment)
    }
  }

  private enum Meaning {
    case approval(Approval)
    case withdrawal
  }

  private static func meaning(of change: Change) -> Meaning? {
    for operation in change.operations {
      switch operation {
      case .assign(.approval, let value):
        // An approval that cannot be read let nothing out.
        if let approval = try? Approval(value) { return .approval(approval) }
      case .assign(.status, let value) where value.text?.hasPrefix("withdrawn") == true:
        return .withdrawal
      default: continue
      }
    }
    return nil
  }
}

extension CalendarDay {
  fileprivate func isUntil(_ date: CivilDate) -> Bool {
    (year, month, day) <= (date.year, date.month, date.day)
  }
}
