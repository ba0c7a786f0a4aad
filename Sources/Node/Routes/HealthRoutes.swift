import HTTP
import ReplicaStore

/// Whether the process lives, and whether it can answer.
struct HealthRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(.get, "/healthz", on: .inline) { _, _ in HealthRoutes.word("ok\n") }
    router.add(.get, "/readyz") { _, _ in readiness }
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
}
