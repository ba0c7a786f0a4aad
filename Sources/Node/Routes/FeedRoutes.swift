import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// What machines read of the portal: feeds, sitemap, and the word to robots. They name what citizens
/// may read and nothing else.
struct FeedRoutes {
  let context: NodeContext
  private static let entriesMax = 50

  func add(to router: inout Router) {
    router.add(
      .get, Paths.atomFeed,
      handler: context.handler { request, _ in
        try answer(request, "application/atom+xml; charset=utf-8") { try feed($0, $1).atom }
      })
    router.add(
      .get, Paths.jsonFeed,
      handler: context.handler { request, _ in
        try answer(request, "application/feed+json; charset=utf-8") { try feed($0, $1).json }
      })
    router.add(
      .get, Paths.sitemap,
      handler: context.handler { request, _ in
        try answer(request, "application/xml; charset=utf-8") { try sitemap($0, $1).xml }
      })
    router.add(.get, Paths.robots, on: .inline) { [context] request, _ in
      var response = Response.text(Sitemap.robots(origin: context.origin(of: request)))
      response.headers.set("Cache-Control", Caching.publicly(seconds: 3_600).header)
      return response
    }
  }

  private func answer(
    _ request: Request, _ type: String, _ body: (Replica, Request) throws -> [UInt8]
  ) throws -> Response {
    let bytes = try context.store.read { try body($0, request) }
    return context.answer(bytes, type: type, .portal(request))
  }

  private func feed(_ replica: Replica, _ request: Request) throws -> Feed {
    let newest = try context.catalogues.value(replica).newest(FeedRoutes.entriesMax)
    return Feed(
      origin: context.origin(of: request), title: Feed.title(of: context.nodeName),
      entries: try newest.map { title in
        let link = try AnswerLink(title, in: replica)
        let article = try replica.publication(of: title.document)?.article
        return Feed.Entry(
          id: title.document.description, path: Paths.answer(link.id, title: link.title),
          title: title.title, summary: article?.shortAnswer ?? "",
          updated: DanishTime.timestamp(title.approvedAt))
      })
  }

  private func sitemap(_ replica: Replica, _ request: Request) throws -> Sitemap {
    let titles = try context.catalogues.value(replica).titles
    let fixed = [Paths.front, Paths.subjects, Paths.alphabet].map {
      Sitemap.Page(path: $0, changed: nil)
    }
    return Sitemap(
      origin: context.origin(of: request),
      pages: try fixed
        + titles.map { title in
          let link = try AnswerLink(title, in: replica)
          return Sitemap.Page(
            path: Paths.answer(link.id, title: link.title),
            changed: DanishTime.day(title.approvedAt))
        })
  }
}

extension Feed {
  fileprivate static func title(of node: String) -> String { "Nye og rettede svar fra \(node)" }
}

extension NodeContext {
  /// The site as this request reached it: its host, and the scheme that the proxy in front was asked
  /// for.
  func origin(of request: Request) -> String {
    "\(configuration.proxies.isSecure(request) ? "https" : "http")://\(request.host)"
  }
}
