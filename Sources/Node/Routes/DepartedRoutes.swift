import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// The nodes that were revoked or retired, and what is known of what they had.
struct DepartedRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.departed, handler: context.staff { request, _, _ in try show(request) })
  }

  private func show(_ request: Request) throws -> Response {
    try context.store.read { replica in
      let page = DepartedPage(nodes: try replica.departedNodes().map(DepartedPage.Node.init))
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }
}

extension DepartedPage.Node {
  fileprivate init(_ node: Replica.DepartedNode) {
    self.init(
      name: node.name, isRevoked: node.kind == .revoked, recordedBy: node.recordedBy,
      recordedAt: node.recordedAt > 0 ? DanishTime.moment(node.recordedAt) : nil,
      since: node.since.map(DanishTime.moment),
      holding: node.holding.map(DepartedPage.Holding.init),
      streams: node.streams.map { stream in
        DepartedPage.Stream(
          name: stream.replica.description, kept: Int(clamping: stream.kept),
          held: Int(clamping: stream.held), last: stream.lastTime.map(DanishTime.moment))
      }, quarantined: node.quarantined)
  }
}

extension DepartedPage.Holding {
  fileprivate init(_ holding: Replica.Holding) {
    self.init(
      isPublicOnly: holding.isPublicOnly, lastEqual: holding.lastEqual.map(DanishTime.moment),
      lastAttempt: holding.lastAttempt.map(DanishTime.moment), changes: holding.changes,
      citizen: holding.articles[.citizen] ?? 0, partner: holding.articles[.partner] ?? 0,
      staff: holding.articles[.staff] ?? 0, offered: holding.offered)
  }
}
