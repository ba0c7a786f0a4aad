import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// The links that do not work.
struct LinkRoutes {
  let context: NodeContext
  private static let rowsPerPage = 50

  func add(to router: inout Router) {
    router.add(
      .get, Paths.links,
      handler: context.staff { request, _, session in try list(request, session) })
  }

  private func list(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    let number = PageNumber(of: request)
    return try context.store.read { replica in
      let report = try context.linkReport(request, in: replica)
      let reader = session.reader
      let broken = report.broken.filter { reader.admits($0.entry.source.audience) }
      let part = number.part(of: broken, size: LinkRoutes.rowsPerPage)
      // The hosts stand under the first page alone.
      let hosts = number.value == 1 ? report.hosts(for: reader) : []
      let page = BrokenLinksPage(
        rows: try part.rows.map { try row($0, in: replica) },
        total: broken.count, hosts: Array(hosts.prefix(BrokenLinksPage.hostsMax)),
        hostCount: hosts.count, pageNumber: number.value, hasNextPage: part.hasNext)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  /// An address of two thousand characters says no more than its beginning.
  private static let shownMax = 120

  private func row(
    _ broken: LinkReport.Broken, in replica: Replica
  ) throws -> BrokenLinksPage.Row {
    let (source, link) = (broken.entry.source, broken.entry.link)
    return BrokenLinksPage.Row(
      id: try replica.addressName(of: source.document, externalID: source.externalID),
      title: source.title, place: broken.entry.place,
      label: String(link.label.prefix(LinkRoutes.shownMax)),
      address: String(link.address.prefix(LinkRoutes.shownMax)), fault: broken.fault)
  }
}

extension NodeContext {
  fileprivate func linkReport(_ request: Request, in replica: Replica) throws -> LinkReport {
    try links.report(replica, of: summaries.value(replica), host: request.host)
  }

  /// What leads to an article, of that which the visitor may read.
  func backlinks(
    to document: ChangeID, _ request: Request, _ session: FormGuard.Session, in replica: Replica
  ) throws -> Backlinks {
    let entries = try linkReport(request, in: replica).backlinks[document, default: []]
      .filter { session.reader.admits($0.source.audience) }
    let rows = try entries.prefix(Backlinks.shownMax).map { entry in
      Backlinks.Row(
        id: try replica.addressName(
          of: entry.source.document, externalID: entry.source.externalID),
        title: entry.source.title, place: entry.place)
    }
    return Backlinks(rows: rows, total: entries.count)
  }
}
