import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Who changed an article, when, and what: word for word.
struct HistoryRoutes {
  let context: NodeContext
  private static let entriesPerPage = 20

  func add(to router: inout Router) {
    router.add(
      .get, Paths.articles + "/:id/historik",
      handler: context.article(.staff) { try history(of: $0, $1, $2) })
  }

  private func history(
    of name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let number = PageNumber(of: request)
    return try context.store.read { replica in
      let document = try replica.document(named: name)
      let summary = try replica.summary(of: document)
      let id = try replica.addressName(of: document, externalID: summary.externalID)
      let history = try replica.history(of: document)
      let part = number.part(
        of: history.changes.reversed(), size: HistoryRoutes.entriesPerPage)
      let teller = HistoryTeller(
        history: history, approved: try replica.approvedState(of: document)?.heads ?? [],
        places: try Places(replica))
      let page = HistoryPage(
        id: id, title: summary.title, entries: try part.rows.map { try teller.entry($0) },
        olderPath: part.hasNext ? "\(Paths.history(id))?side=\(number.value + 1)" : nil,
        backlinks: try context.backlinks(to: document, request, session, in: replica),
        notice: request.notice)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }
}

/// Tells changes as entries of the page.
private struct HistoryTeller {
  let history: DocumentHistory
  let approved: [ChangeID]
  let places: Places

  func entry(_ change: Change) throws -> HistoryPage.Entry {
    let before = change.parents.isEmpty ? nil : try history.state(at: change.parents)
    let after = try history.state(at: [change.id])
    return HistoryPage.Entry(
      version: change.id.description, kind: HistoryPage.Entry.Kind(change), author: change.author,
      place: places.name(of: change.id.replica), time: DanishTime.moment(change.time),
      mergedVersions: max(1, change.parents.count),
      isShownToReaders: approved.contains(change.id),
      diffs: Comparison.all(from: before, to: after).map(FieldDiff.init))
  }
}

extension HistoryPage.Entry.Kind {
  fileprivate init(_ change: Change) {
    for operation in change.operations {
      switch operation {
      case .create:
        self = .created
        return
      case .assign(.approval, _):
        self = .approved
        return
      case .assign(.sentBack, let value):
        self = .sentBack(comment: value.text.flatMap { SentBack(encoded: $0) }?.comment ?? "")
        return
      case .assign(.status, let value) where value.text?.hasPrefix("withdrawn") == true:
        self = .withdrawn
        return
      case .acknowledge:
        self = .conflictResolved
        return
      default: continue
      }
    }
    self = .edited
  }
}
