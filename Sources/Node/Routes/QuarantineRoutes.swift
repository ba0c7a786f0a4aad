import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Changes that are set aside, and an administrator's choice about them: a record that travels like
/// any other.
struct QuarantineRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.quarantine,
      handler: context.staff { request, _, session in try show(request, session) })
    router.add(
      .post, Paths.quarantine,
      handler: context.staff { request, _, session in try decide(request, session) })
  }

  /// Few, because each is shown with what it would have altered.
  private static let itemsPerPage = 15

  private func show(
    _ request: Request, _ session: FormGuard.Session, initials: String = "", problem: String? = nil
  ) throws -> Response {
    let number = PageNumber(of: request)
    return try context.store.read { replica in
      let part = number.part(
        of: try replica.quarantine(), size: QuarantineRoutes.itemsPerPage)
      let page = QuarantinePage(
        items: try part.rows.map { try QuarantinePage.Item($0, in: replica) }, token: session.token,
        initials: initials, problem: problem, pageNumber: number.value,
        hasNextPage: part.hasNext, notice: request.notice)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func decide(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    let fields = request.form ?? []
    let initials = request.form(ArticleForm.Field.initials.rawValue) ?? ""
    func again(_ problem: String) throws -> Response {
      try show(request, session, initials: initials, problem: problem)
    }
    guard context.forms.admits(request) else {
      return try again("Siden er udløbet. Vælg igen, og send så.")
    }
    guard initials.contains(where: { !$0.isWhitespace }) else {
      return try again("Skriv dine initialer, så de andre kan se, hvem der afgjorde det.")
    }
    let ids = fields.filter { $0.name == QuarantinePage.Field.change }
      .compactMap { ChangeID($0.value) }
    guard !ids.isEmpty,
      let choice = request.form(QuarantinePage.Field.choice).flatMap(
        QuarantinePage.Choice.init(rawValue:))
    else { return try again("Vælg mindst én ændring.") }
    do {
      try context.store.write { replica in
        let authorship = context.authorship(initials)
        switch choice {
        case .release: try replica.release(ids, by: authorship)
        case .drop: try replica.drop(ids, by: authorship)
        }
      }
    } catch let refusal as AuthorityRefusal {
      return try again(refusal.sentence)
    } catch ReplicaError.notReleasable {
      return try again("En af de valgte venter på en anden og kan ikke frigives for sig.")
    } catch ReplicaError.notQuarantined {
      return try again("En af de valgte er afgjort imens. Se listen igen.")
    } catch ReplicaError.noAuthority {
      return try again("Videnbasen har ingen administrator, der kan afgøre det.")
    }
    let notice = Notice.quarantineDecided(remaining: try remaining())
    return Response.redirect(to: notice.redirectPath(to: Paths.quarantine))
  }

  private func remaining() throws -> Int {
    try context.store.read { try $0.quarantineCount() }
  }
}

extension QuarantinePage.Item {
  fileprivate init(_ item: Replica.QuarantineItem, in replica: Replica) throws {
    self.init(
      id: item.id.description, title: item.title, author: item.author, place: item.nodeName,
      time: DanishTime.moment(item.time), reason: item.reason.sentence,
      isReleasable: item.isReleasable,
      diffs: try replica.comparisons(ofQuarantined: item.id).map(FieldDiff.init))
  }
}
