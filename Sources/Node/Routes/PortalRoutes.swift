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
    // `/artikel` is what articles write when they link to each other; `/svar` is what pages write.
    for prefix in ["/artikel/:id", "/svar/:id"] {
      let handler = context.handler { request, parameters in
        try answer(named: parameters["id"] ?? "", to: request)
      }
      router.add(.get, prefix, handler: handler)
      router.add(.get, prefix + "/:slug", handler: handler)
    }
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
  static let pagesMax = 50

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
    // One more than is shown tells whether there is a next page.
    let found = try replica.searchPublished(query, limit: number.value * size + 1)
    let shown = found.dropFirst((number.value - 1) * size).prefix(size)
    return SearchPage(
      query: query, hits: try shown.map { try hit($0, for: query, in: replica) },
      total: found.count,
      pageNumber: number.value, hasNextPage: found.count > number.value * size)
  }

  private static let snippetBytesMax = 200

  /// The replica's own snippet is of the source, as editors and scripts want it; readers get a piece
  /// of what the page says.
  private func hit(
    _ found: Replica.Found, for query: String, in replica: Replica
  ) throws -> WebUI.SearchHit {
    guard let article = try replica.publication(of: found.document)?.article else {
      throw ReplicaError.notPublished(found.document)
    }
    let text = "\(article.shortAnswer) \(PlainText.of(markdown: article.body))"
    let snippet = Snippet(of: text, matching: query, bytesMax: PortalRoutes.snippetBytesMax)
    return WebUI.SearchHit(
      id: try replica.addressName(of: found.document, externalID: found.externalID),
      title: found.title.segments, snippet: snippet.segments, subject: found.subject?.number)
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
      let page = try AnswerPage(publication, in: replica, isEditable: request.isLocal)
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
