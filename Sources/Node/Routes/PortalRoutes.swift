import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import Search
import WebUI

/// The citizens' face: front page, search and answers. It knows the published text and nothing
/// else: what is not approved, or is for staff, is not there.
struct PortalRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(.get, Paths.front, handler: context.handler { request, _ in try front(request) })
    router.add(.get, Paths.search, handler: context.handler { request, _ in try search(request) })
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
        mostRead: [], subjects: catalogue.mainGroups, answerCount: catalogue.titles.count)
      return context.answer(
        page, on: try context.site(replica, for: request), .portal(request))
    }
  }

  // MARK: Search

  private static let hitsPerPage = 10
  /// Far enough for anybody, and no work for who counts upwards.
  static let pagesMax = Replica.hitsMax / hitsPerPage

  private func search(_ request: Request) throws -> Response {
    let query = request.query("q") ?? ""
    return try context.store.read { replica in
      let page = try searchPage(query, PageNumber(of: request), in: replica)
      if request.query("fragment") == "1" {
        return context.answer(html: page.fragment(on: context.bareSite), .portal(request))
      }
      return context.answer(
        page, on: try context.site(replica, for: request), .portal(request))
    }
  }

  private func searchPage(
    _ query: String, _ number: PageNumber, in replica: Replica
  ) throws -> SearchPage {
    let size = PortalRoutes.hitsPerPage
    let answer = try replica.search(
      query, for: .citizen, from: (number.value - 1) * size, limit: size)
    let hits = try answer.found.map { found in
      WebUI.SearchHit(
        id: try replica.addressName(of: found.document, externalID: found.externalID),
        title: found.title.segments, snippet: found.snippet.segments,
        subject: found.subject.flatMap { SubjectArea.name(ofMainGroup: $0.mainGroup) ?? $0.number })
    }
    return SearchPage(
      query: query, hits: hits, total: answer.total, pageNumber: number.value,
      hasNextPage: answer.total > number.value * size)
  }

  // MARK: Answers

  /// Whose own texts to show: the one asked for, or this node's.
  private func municipality(_ request: Request, _ replica: Replica) throws -> String {
    if let asked = request.query("kommune").flatMap(Municipality.init(code:)) { return asked.code }
    return try replica.identity().municipality
  }

  /// Refused in one way, whether there is no such article, nobody approved it, or it is not for
  /// citizens: the difference is nobody's business.
  private func answer(named name: String, to request: Request) throws -> Response {
    try context.store.read { replica in
      let document = try replica.document(named: name)
      let publication = try replica.publication(of: document, for: .citizen)
      // A supplement is read where it stands.
      if let anchor = publication.article.anchor {
        let base = try replica.publication(of: anchor.base, for: .citizen)
        return .redirect(to: Paths.answer(anchor.base.description, title: base.article.title))
      }
      // Turned round to the citizen at the desk, the screen shows what a citizen's own would.
      let isTurnedRound = request.query("vis") == "borger"
      let site = isTurnedRound ? context.bareSite : try context.site(replica, for: request)
      let page = try AnswerPage(
        publication, in: replica, municipality: try municipality(request, replica),
        isEditable: try !isTurnedRound && context.visitor(of: request).may(.editor))
      return context.answer(page, on: site, .portal(request))
    }
  }
}

/// Which page of a long list is asked for; 1 for anything that is none.
struct PageNumber {
  let value: Int

  init(of request: Request) {
    let asked = request.query("side").flatMap { Int($0) } ?? 1
    value = (1...PortalRoutes.pagesMax).contains(asked) ? asked : 1
  }
}

extension Snippet {
  /// The pieces for a page, with an ellipsis where something was left out.
  fileprivate var segments: [MarkedSegment] {
    let marked = pieces.map { MarkedSegment($0.text, isMatch: $0.isMatch) }
    return (isCutAtStart ? [MarkedSegment("… ")] : []) + marked
      + (isCutAtEnd ? [MarkedSegment(" …")] : [])
  }
}
