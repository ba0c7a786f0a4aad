import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Open conflicts, and the choice that settles one: an ordinary change that travels like any other.
struct ConflictRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.conflicts, handler: context.staff { request, _, _ in try list(request) })
    let pattern = Paths.articles + "/:id/konflikter"
    router.add(.get, pattern, handler: context.article { try show($0, $1, $2) })
    router.add(.post, pattern, handler: context.article { try settle($0, $1, $2) })
  }

  // MARK: All of them

  private static let rowsPerPage = 40

  private func list(_ request: Request) throws -> Response {
    let number = PageNumber(of: request)
    return try context.store.read { replica in
      let lines = try context.conflicts.value(replica)
      let all = try context.summaries.value(replica).compactMap { summary in
        lines[summary.document].map { (summary: summary, line: $0) }
      }
      // The weightiest first; the titles' order holds among equals.
      let ordered = all.filter(\.line.isGrave) + all.filter { !$0.line.isGrave }
      let part = number.part(of: ordered, size: ConflictRoutes.rowsPerPage)
      let places = try Places(replica)
      let page = OpenConflictsPage(
        rows: try part.rows.map { try row($0.summary, $0.line, places, in: replica) },
        total: ordered.count, pageNumber: number.value, hasNextPage: part.hasNext,
        notice: request.notice)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func row(
    _ summary: Replica.Summary, _ line: ConflictLine, _ places: Places, in replica: Replica
  ) throws -> OpenConflictsPage.Row {
    OpenConflictsPage.Row(
      articleID: try replica.addressName(of: summary.document, externalID: summary.externalID),
      articleTitle: summary.title, count: line.count, severity: line.isGrave ? .high : .normal,
      authors: Set(line.origins.map { places.writer($0.author, on: $0.replica) }).sorted(),
      since: DanishTime.moment(line.origins.map(\.time).max() ?? summary.changedAt))
  }

  // MARK: Those of one article

  private func show(
    _ name: String, _ request: Request, _ session: FormGuard.Session, initials: String = "",
    attempt: ConflictsPage.Attempt? = nil
  ) throws -> Response {
    try context.store.read { replica in
      let document = try replica.document(named: name)
      let summary = try replica.summary(of: document)
      let places = try Places(replica)
      let page = ConflictsPage(
        id: try replica.addressName(of: document, externalID: summary.externalID),
        title: summary.title,
        conflicts: try replica.conflicts(of: document).map { WebUI.Conflict($0, places: places) },
        baseVersion: Version.text(try replica.state(of: document).heads), token: session.token,
        initials: initials, attempt: attempt, notice: request.notice)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func settle(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let sent = try SentForm(request)
    let id = request.form(WebUI.ConflictChoice.Field.conflict.rawValue) ?? ""
    func again(_ problem: ConflictsPage.Attempt.Problem) throws -> Response {
      let text = request.form(WebUI.ConflictChoice.Field.text.rawValue) ?? ""
      return try show(
        name, request, session, initials: sent.form.initials,
        attempt: ConflictsPage.Attempt(conflict: id, problem: problem, ownText: text))
    }
    guard context.forms.admits(request) else { return try again(.expired) }
    guard !sent.form.initials.isEmpty else { return try again(.missingInitials) }
    do {
      guard let remaining = try settled(id, of: name, request, by: sent.form.initials) else {
        return try again(.nothingChosen)
      }
      let notice = Notice.conflictResolved(remaining: remaining)
      return Response.redirect(to: notice.redirectPath(to: Paths.conflicts(of: name)))
    } catch ReplicaError.unknownConflict {
      return try again(.alreadyResolved)
    } catch is InvalidDraft {
      return try again(.nothingChosen)
    }
  }

  /// Writes the choice. Returns how many conflicts the article has left; `nil` where nothing, or
  /// nothing that exists, was chosen.
  private func settled(
    _ id: String, of name: String, _ request: Request, by initials: String
  ) throws -> Int? {
    try context.store.write { replica in
      let record = try replica.conflict(id)
      guard record.document == (try replica.document(named: name)) else {
        throw ReplicaError.unknownConflict(id)
      }
      let choice = WebUI.ConflictChoice(sideCount: record.conflict.sides.count) {
        request.form($0.rawValue)
      }
      guard let choice else { return nil }
      let authorship = context.authorship(initials)
      switch choice {
      case .side(let index): try replica.resolve(conflict: id, with: .side(index), by: authorship)
      case .all: try replica.resolve(conflict: id, with: .all, by: authorship)
      case .own(let text):
        guard text.contains(where: { !$0.isWhitespace }) else { return nil }
        if record.conflict.mergedRange != nil {
          try replica.resolve(conflict: id, with: .text(text), by: authorship)
        } else {
          guard let draft = ArticleDraft(settling: record.conflict.field, as: text) else {
            return nil
          }
          try replica.edit(record.document, toward: draft, by: authorship)
        }
      }
      return try replica.summary(of: record.document).conflicts
    }
  }
}

extension ArticleDraft {
  /// A value of one's own for a field with one value, read and judged as the form reads it; `nil`
  /// for fields that nobody types.
  fileprivate init?(settling field: FieldID, as text: String) {
    self.init()
    settling = [field]
    switch field {
    case .title: title = text
    case .subject: subject = text
    case .audience: audience = text
    case .owner: owner = text
    case .validFrom: validFrom = text
    case .validTo: validTo = text
    case .lastReviewedOn: lastReviewedOn = text
    case .reviewIn: reviewIn = text
    case .verifiedBy: verifiedBy = text
    default: return nil
    }
  }
}
