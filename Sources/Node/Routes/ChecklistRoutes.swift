import Accounts
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Which answers need a text of this municipality's own.
struct ChecklistRoutes {
  let context: NodeContext
  private static let rowsPerPage = 50

  func add(to router: inout Router) {
    router.add(
      .get, Paths.checklist, handler: context.staff { request, _, _ in try show(request) })
  }

  private func show(_ request: Request) throws -> Response {
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
        pageNumber: number.value, hasNextPage: part.hasNext)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }
}

extension ChecklistPage.Standing {
  fileprivate init(_ standing: Replica.LocalTask.Standing) {
    switch standing {
    case .missing: self = .missing
    case .waiting: self = .waiting
    case .outdated: self = .outdated
    case .done: self = .done
    }
  }
}
