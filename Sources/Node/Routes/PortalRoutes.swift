import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// The citizens' face: front page, search and answers. It knows the published text and nothing
/// else: what is not approved, or is for staff, is not there.
struct PortalRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(.get, Paths.front, handler: context.handler { request, _ in try front(request) })
    let article = context.handler { request, parameters in
      try answer(named: parameters["id"] ?? "", to: request)
    }
    router.add(.get, "/artikel/:id", handler: article)
    router.add(.get, "/artikel/:id/:slug", handler: article)
  }

  private func front(_ request: Request) throws -> Response {
    try context.store.read { replica in
      let catalogue = try context.catalogues.value(replica)
      let page = FrontPage(
        mostRead: try mostRead(in: replica), subjects: catalogue.mainGroups,
        answerCount: catalogue.titles.count,
        mostSearched: try replica.commonSearches(limit: PortalRoutes.entrancesMax).map(\.term))
      return context.answer(
        page, on: try context.site(replica, for: request), .portal(request))
    }
  }

  private static let entrancesMax = 8

  private func mostRead(in replica: Replica) throws -> [AnswerLink] {
    try replica.mostOpened(limit: PortalRoutes.entrancesMax).map { title in
      try AnswerLink(title, in: replica)
    }
  }

  // MARK: Answers

  /// Refused in one way, whether there is no such article, nobody approved it, or it is not for
  /// citizens: the difference is nobody's business.
  private func answer(named name: String, to request: Request) throws -> Response {
    try context.store.read { replica in
      let document = try replica.document(named: name)
      guard let publication = try replica.publication(of: document),
        Audience.citizen.mayRead(publication.article.audience)
      else { throw ReplicaError.notPublished(document) }
      context.searches.noteOpened(document, at: context.configuration.now())
      let page = try AnswerPage(publication, in: replica, isEditable: request.isLocal)
      return context.answer(
        page, on: try context.site(replica, for: request), .portal(request))
    }
  }
}
