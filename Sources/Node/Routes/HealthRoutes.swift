import Accounts
import HTTP
import Knowledge
import ReplicaStore

/// Whether the process lives, whether it can answer, and how it is doing.
struct HealthRoutes {
  let context: NodeContext

  static let live = "/healthz"
  static let ready = "/readyz"
  static let metrics = "/metrics"

  /// Below this there is no room for the next save.
  private static let freeBytesMin = 4 * 1_024 * 1_024

  func add(to router: inout Router) {
    router.add(.get, HealthRoutes.live, on: .inline) { _, _ in HealthRoutes.word("ok\n") }
    router.add(
      .get, HealthRoutes.ready, handler: context.handler { request, _ in try readiness(request) })
    router.add(
      .get, HealthRoutes.metrics, handler: context.handler { request, _ in try metrics(request) })
  }

  // MARK: Readiness

  /// Ready is who can read the replica, has room to write, and is not on its way out. It never
  /// depends on a peer: a node without net is as ready as any. The first word is for machines;
  /// what stands below it is for who may know.
  private func readiness(_ request: Request) throws -> Response {
    guard !context.readiness.isStopping else {
      return HealthRoutes.word("stopping\n", .serviceUnavailable)
    }
    let free = ProcessFacts.freeBytes(at: context.store.folder.path)
    let details: String
    do {
      details = try context.store.read { try facts($0, free: free, request) }
    } catch {
      return HealthRoutes.word("no database\n", .serviceUnavailable)
    }
    if let free, free < HealthRoutes.freeBytesMin {
      return HealthRoutes.word("disk full\n" + details, .serviceUnavailable)
    }
    return HealthRoutes.word("ready\n" + details)
  }

  private func facts(_ replica: Replica, free: Int?, _ request: Request) throws -> String {
    let count = try replica.articleCount()
    guard try isForOperator(request) else { return "" }
    var lines = ["articles \(count)", "quarantined \(try replica.quarantineCount())"]
    if let free { lines.append("disk_free_bytes \(free)") }
    for peer in try replica.peers() {
      let last = peer.lastSuccess.map { "\($0 / 1_000)" } ?? "never"
      lines.append(
        "peer \(LogLine.escaped(peer.name)) last_success \(last) waiting \(peer.waiting)")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Whoever sits at the machine, and who sees to it.
  private func isForOperator(_ request: Request) throws -> Bool {
    try request.isLocal || context.visitor(of: request).may(.admin)
  }

  // MARK: Metrics

  private func metrics(_ request: Request) throws -> Response {
    guard try isForOperator(request) else { throw Refusal(.notFound) }
    var text = MetricsText()
    context.metrics.write(to: &text)
    text.gauge("viden_http_connections", "Open connections.", context.connections.value)
    try context.store.read { try write($0, to: &text) }
    text.gauge(
      "process_resident_memory_bytes", "Resident memory.", ProcessFacts.residentBytes)
    text.begin("process_cpu_seconds_total", .counter, "Processor time.")
    text.add("\(Double(ProcessFacts.processorMilliseconds) / 1_000)")
    text.gauge(
      "process_start_time_seconds", "When the node began to serve.", context.metrics.startedAt)
    if let free = ProcessFacts.freeBytes(at: context.store.folder.path) {
      text.gauge("viden_disk_free_bytes", "Room on the disk of the replica.", free)
    }
    var response = HealthRoutes.word(text.text)
    response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
    return response
  }

  private func write(_ replica: Replica, to text: inout MetricsText) throws {
    text.gauge("viden_articles", "Articles.", try replica.articleCount())
    text.gauge("viden_changes", "Changes held.", try replica.changeCount())
    text.gauge("viden_conflicts", "Open conflicts.", try replica.conflictCount())
    text.gauge("viden_quarantined", "Changes in quarantine.", try replica.quarantineCount())
    text.gauge(
      "viden_redactions", "Removals of words on record.", try replica.redactions().count)
    if let last = try replica.lastBackup() {
      text.gauge(
        "viden_last_backup_seconds", "When the last backup was found sound.", Int(last / 1_000))
      text.gauge(
        "viden_backup_age_seconds", "Seconds since then.",
        Int(max(0, context.configuration.now() - last) / 1_000))
    }
    let peers = try replica.peers()
    if let oldest = try peers.compactMap({ try replica.waitingSince(forPeer: $0.name) }).min() {
      text.gauge(
        "viden_oldest_unsynced_seconds", "Age of the oldest change that some peer lacks.",
        Int(max(0, context.configuration.now() - oldest) / 1_000))
    }
    guard !peers.isEmpty else { return }
    text.begin("viden_peer_waiting", .gauge, "Changes that a peer is not known to have.")
    for peer in peers {
      text.add(peer.waiting, labels: "peer=\"\(MetricsText.escaped(peer.name))\"")
    }
    text.begin("viden_peer_last_success_seconds", .gauge, "When digests were last equal.")
    for peer in peers {
      let last = Int((peer.lastSuccess ?? 0) / 1_000)
      text.add(last, labels: "peer=\"\(MetricsText.escaped(peer.name))\"")
    }
  }

  private static func word(_ text: String, _ status: HTTP.Status = .ok) -> Response {
    var response = Response.text(text, status: status)
    response.headers.set("Cache-Control", "no-store")
    return response
  }
}
