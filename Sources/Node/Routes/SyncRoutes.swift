import Accounts
import CRDT
import Digest
import HTTP
import Knowledge
import ReplicaStore
import SyncEngine
import SyncProtocol
import WebUI

/// How the node stands with its peers, the button that starts a synchronisation, and the door that
/// peers knock at.
struct SyncRoutes {
  let context: NodeContext

  /// Where peers call (Protocol/05); pairing and the rest are below it.
  static let endpoint = "/sync"

  func add(to router: inout Router) {
    router.add(
      .get, Paths.sync,
      handler: context.staff(.staff) { request, _, session in try show(request, session) })
    if let syncNow = context.configuration.syncNow {
      router.add(
        .post, Paths.sync,
        handler: context.staff(.admin) { request, _, _ in try start(syncNow, request) })
    }
    if let answer = context.configuration.syncEndpoint {
      for path in SyncEndpoint.paths {
        router.add(
          .post, path,
          handler: context.handler { request, _ in try answer(request, context.store) })
      }
    }
  }

  private func show(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    try context.store.read { replica in
      let status = try SyncStatus(replica, at: context.configuration.now())
      let page = SyncPage(
        replica: try replica.identity().replica.description,
        digest: String(try replica.vector().digest.description.prefix(16)),
        changes: try replica.changeCount(), openConflicts: try replica.conflictCount(),
        quarantined: try replica.quarantineCount(),
        peers: status.peers.map(SyncPage.Peer.init), pageNumber: PageNumber(of: request).value,
        invitations: status.invitations.map {
          SyncStatus.sentence($0) { DanishTime.moment($0).short }
        },
        events: status.events.map { .init(moment: DanishTime.moment($0.time), text: $0.text) },
        isRunning: context.configuration.isSyncRunning?() ?? false, token: session.token,
        notice: request.notice)
      if request.query("fragment") == "1" {
        return context.answer(
          html: page.fragment(on: try context.site(replica, for: request)), .never)
      }
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  /// Starts one and leads back to the page: to look there does no harm however often it is done.
  private func start(_ syncNow: () throws -> Void, _ request: Request) throws -> Response {
    guard context.forms.admits(request) else { return .redirect(to: Paths.sync) }
    do {
      try syncNow()
      return .redirect(to: Notice.syncStarted.redirectPath(to: Paths.sync))
    } catch is SyncAlreadyRunning {
      return .redirect(to: Notice.syncAlreadyRunning.redirectPath(to: Paths.sync))
    }
  }
}

extension SyncPage.Peer {
  fileprivate init(_ standing: PeerStanding) {
    let peer = standing.peer
    self.init(
      name: peer.name, address: peer.url ?? "",
      lastSuccess: peer.lastSuccess.map(DanishTime.moment),
      waiting: peer.waiting,
      equality: peer.isEqual ? .equal : peer.lastSuccess == nil ? .unknown : .different,
      problem: standing.problem { DanishTime.moment($0).short },
      notes: standing.notes { DanishTime.moment($0).short })
  }
}
