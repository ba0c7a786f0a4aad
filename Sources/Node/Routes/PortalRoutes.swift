import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// The citizens' face: front page, search and answers. It knows the published text and nothing
/// else: what is not approved, or is for staff, is not there. Who is logged in also finds here what
/// is for partners.
struct PortalRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(.get, Paths.front, handler: context.handler { request, _ in try front(request) })
    let page = context.remembered { request, parameters in
      try answer(named: parameters["id"] ?? "", to: request)
    }
    let article = context.handler { request, parameters in
      let answer = try page(request, parameters)
      if answer.status == .ok, try context.visitor(of: request).openAudience == .citizen {
        try noteOpened(parameters["id"] ?? "")
      }
      return answer
    }
    router.add(.get, "/artikel/:id", handler: article)
    router.add(.get, "/artikel/:id/:slug", handler: article)
  }

  private func front(_ request: Request) throws -> Response {
    try context.store.read { replica in
      let catalogue = try context.catalogue(for: request, replica)
      let page = FrontPage(
        mostRead: try mostRead(in: replica),
        subjects: try context.named(catalogue.mainGroups, in: replica),
        answerCount: catalogue.titles.count,
        mostSearched: try replica.commonSearches(limit: PortalRoutes.entrancesMax).map(\.term),
        situations: try SituationLink.links(in: replica, limit: PortalRoutes.entrancesMax))
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

  /// Counted whether the page was made for this reader or for one before.
  private func noteOpened(_ name: String) throws {
    let document = try context.store.read { try $0.document(named: name) }
    context.searches.noteOpened(document, at: context.configuration.now())
  }

  /// Whose own texts to show: the one asked for, or this node's.
  private func municipality(_ request: Request, _ replica: Replica) throws -> String {
    if let asked = request.query("kommune").flatMap(Municipality.init(code:)) { return asked.code }
    return try replica.identity().municipality
  }

  /// Refused in one way, whether there is no such article, nobody approved it, or it is not for this
  /// reader: the difference is nobody's business.
  private func answer(named name: String, to request: Request) throws -> Response {
    try context.store.read { replica in
      let document = try replica.document(named: name)
      // Turned round to the citizen at the desk, the screen shows what a citizen's own would.
      let isTurnedRound = request.query("vis") == "borger"
      let visitor = isTurnedRound ? Visitor.stranger : try context.visitor(of: request)
      let publication = try replica.publication(of: document, for: visitor.openAudience)
      // A supplement is read where it stands.
      if let anchor = publication.article.anchor {
        let base = try replica.publication(of: anchor.base, for: visitor.openAudience)
        let path = Paths.answer(anchor.base.description, title: base.article.title)
        return .redirect(to: Reading(of: request).carried(to: path))
      }
      var site = try context.site(replica, for: request)
      if isTurnedRound { site = context.bareSite(for: site.reading, contact: site.contact) }
      let page = try AnswerPage(
        publication, in: replica, municipality: try municipality(request, replica),
        for: visitor.openAudience,
        isEditable: try visitor.may(.editor, to: publication.article) && !replica.isMirror(),
        subjectName: { try context.name(of: $0.number, in: replica) })
      return context.answer(page, on: site, .portal(request))
    }
  }
}
