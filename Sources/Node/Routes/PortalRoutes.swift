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
    let article = context.remembered { request, parameters in
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
    let answer = try replica.searchPublished(
      query, from: (number.value - 1) * size, limit: size)
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

  /// Refused in one way, whether there is no such article, nobody approved it, or it is not for
  /// citizens: the difference is nobody's business.
  private func answer(named name: String, to request: Request) throws -> Response {
    try context.store.read { replica in
      let document = try replica.document(named: name)
      guard let publication = try replica.publication(of: document),
        Audience.citizen.mayRead(publication.article.audience)
      else { throw ReplicaError.notPublished(document) }
      let page = try AnswerPage(
        publication, in: replica, isEditable: context.visitor(of: request).may(.editor))
      return context.answer(
        page, on: try context.site(replica, for: request), .portal(request))
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
