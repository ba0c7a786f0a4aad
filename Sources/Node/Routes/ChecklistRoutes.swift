import Accounts
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Which answers need a text of this municipality's own.
struct ChecklistRoutes {
  let context: NodeContext
  /// So that a page stays under its 60 kB.
  private static let rowsPerPage = 30

  func add(to router: inout Router) {
    router.add(
      .get, Paths.checklist,
      handler: context.staff { request, _, session in try show(request, session) })
    router.add(
      .post, Paths.checklist,
      handler: context.staff { request, _, session in try choose(request, session) })
  }

  private func show(
    _ request: Request, _ session: FormGuard.Session, isExpired: Bool = false
  ) throws -> Response {
    let number = PageNumber(of: request)
    return try context.store.read { replica in
      let home = try Municipality.withCode(replica.identity().municipality)
      let tasks = try replica.localTasks(for: home)
      let part = number.part(of: tasks, size: ChecklistRoutes.rowsPerPage)
      let page = ChecklistPage(
        municipality: home.name,
        rows: try part.rows.map { task in
          ChecklistPage.Row(
            id: try replica.addressName(of: task.document, externalID: task.externalID),
            title: task.title, standing: ChecklistPage.Standing(task.standing),
            reasons: task.needs.map(\.sentence), others: task.others)
        }, total: tasks.count, doneCount: tasks.count { $0.standing == .done },
        waivedCount: tasks.count { $0.standing == .waived }, token: session.token,
        pageNumber: number.value, hasNextPage: part.hasNext, isExpired: isExpired,
        notice: request.notice)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private typealias Field = ChecklistPage.Field

  /// Says whether an answer needs a text of this municipality's own.
  private func choose(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    guard context.forms.admits(request) else {
      return try show(request, session, isExpired: true)
    }
    guard let name = request.form(Field.answer), let needed = request.form(Field.needed),
      [Field.yes, Field.no].contains(needed)
    else { throw Refusal(.badRequest) }
    let authorship = context.authorship(session.person?.initials ?? "Redaktionen")
    try context.store.write { replica in
      let home = try Municipality.withCode(replica.identity().municipality)
      let document = try replica.document(named: name)
      if needed == Field.no {
        try replica.waiveSupplement(beside: document, of: home, by: authorship)
      } else {
        try replica.unwaiveSupplement(beside: document, of: home, by: authorship)
      }
    }
    return .redirect(to: Notice.checklistSaved.redirectPath(to: Paths.checklist))
  }
}

extension ChecklistPage.Standing {
  fileprivate init(_ standing: Replica.LocalTask.Standing) {
    switch standing {
    case .missing: self = .missing
    case .waiting: self = .waiting
    case .outdated: self = .outdated
    case .done: self = .done
    case .waived: self = .waived
    }
  }
}
