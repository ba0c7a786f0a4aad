import HTTP
import ReplicaStore
import WebUI

/// Whether the process lives, whether it can answer, and what robots may read.
struct HealthRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(.get, "/healthz", on: .inline) { _, _ in HealthRoutes.word("ok\n") }
    router.add(.get, "/readyz") { _, _ in readiness }
    router.add(.get, "/robots.txt", on: .inline) { _, _ in
      var response = Response.text(HealthRoutes.robots)
      response.headers.set("Cache-Control", "public, max-age=3600")
      return response
    }
  }

  /// Ready is who can read the replica and is not on its way out. It never depends on a peer.
  private var readiness: Response {
    guard !context.readiness.isStopping else {
      return HealthRoutes.word("stopping\n", .serviceUnavailable)
    }
    do {
      _ = try context.store.read { try $0.articleCount() }
      return HealthRoutes.word("ready\n")
    } catch {
      return HealthRoutes.word("no database\n", .serviceUnavailable)
    }
  }

  private static func word(_ text: String, _ status: Status = .ok) -> Response {
    var response = Response.text(text, status: status)
    response.headers.set("Cache-Control", "no-store")
    return response
  }

  /// Answers may be found; searches are endless and the rest is not for the public.
  private static let robots = """
    User-agent: *
    Disallow: \(Paths.search)
    Disallow: \(Paths.articles)
    Disallow: \(Paths.sync)

    """
}
