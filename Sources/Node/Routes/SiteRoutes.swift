import CRDT
import HTTP
import ReplicaStore
import WebUI

/// The pages about the site itself: its accessibility, how it is set up, and whom to tell of a hole.
struct SiteRoutes {
  let context: NodeContext
  /// A year is the most that RFC 9116 §2.5.5 advises; half of it leaves room for caches.
  private static let securityMilliseconds: Int64 = 180 * 86_400_000
  private static let dayMilliseconds: Int64 = 86_400_000

  func add(to router: inout Router) {
    router.add(
      .get, Paths.accessibility,
      handler: context.handler { request, _ in
        try answer(request) { _ in
          AccessibilityPage(ownStatement: context.configuration.contact.accessibilityStatement)
        }
      })
    router.add(
      .get, Paths.about,
      handler: context.handler { request, _ in
        try answer(request) { replica in
          AboutPage(
            replica: try replica.identity().replica.description,
            answerCount: try context.catalogues.value(replica).titles.count,
            changeCount: try replica.changeCount())
        }
      })
    router.add(.get, Paths.securityText, on: .inline) { request, _ in
      try securityText(request)
    }
  }

  private func answer(
    _ request: Request, _ page: (Replica) throws -> some Page
  ) throws -> Response {
    try context.store.read { replica in
      context.answer(
        try page(replica), on: try context.site(replica, for: request), .portal(request))
    }
  }

  /// There is none where nobody said whom to write to: a field without an address is worse.
  private func securityText(_ request: Request) throws -> Response {
    guard let mail = context.configuration.contact.mail else { throw Refusal(.notFound) }
    // The same all day, so that it may be kept.
    let today = context.configuration.now() / SiteRoutes.dayMilliseconds
    let expires = today * SiteRoutes.dayMilliseconds + SiteRoutes.securityMilliseconds
    let text = SecurityText(
      mail: mail, origin: context.origin(of: request), expires: DanishTime.timestamp(expires))
    var response = Response.text(text.text)
    response.headers.set("Cache-Control", Caching.publicly(seconds: 3_600).header)
    return response
  }
}
