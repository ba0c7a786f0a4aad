// A real server on a port of loopback, for the length of one test.

import Synchronization

@testable import HTTP

/// A door that handlers wait at until a test opens it.
final class Gate: Sendable {
  private let arrivals = Semaphore()
  private let openings = Semaphore()

  /// In a handler: says that it has come, and waits to be let through.
  func pass() {
    arrivals.signal()
    openings.wait()
  }

  func waitForArrival() { arrivals.wait() }

  func open() { openings.signal() }
}

/// Runs a server on a thread of its own.
final class TestServer: Sendable {
  let server: Server
  let port: Int
  let gate = Gate()
  private let thread: Thread
  private let hasReturned = Semaphore()
  private let lines = LogBook()

  private final class LogBook: Sendable {
    let lines = Mutex<[LogLine]>([])
  }

  init(
    workers: Int = 2, defaultHeaders: Headers = [:],
    errorPage: (@Sendable (Status, Request?) -> Response)? = nil,
    limits: Limits = .with { _ in }
  ) throws {
    let lines = lines
    let server = try Server(
      router: Self.router(gate), limits: limits, workers: workers, defaultHeaders: defaultHeaders,
      errorPage: errorPage, log: { line in lines.lines.withLock { $0.append(line) } })
    self.server = server
    port = try server.bind(address: "127.0.0.1", port: 0)
    let hasReturned = hasReturned
    thread = try Thread {
      do { try server.run() } catch { fatalError("\(error)") }
      hasReturned.signal()
    }
  }

  /// What the log has told so far.
  var log: [LogLine] { lines.lines.withLock { $0 } }

  func connect() throws -> TestClient { try TestClient(port: port) }

  /// Waits until `run` has returned.
  func join() {
    hasReturned.wait()
    thread.join()
  }

  func stop() {
    server.stop()
    join()
  }

  static let largeBody = [UInt8](repeating: UInt8(ascii: "x"), count: 4_000_000)

  private struct Mishap: Error {}

  private static func router(_ gate: Gate) -> Router {
    var router = Router()
    router.add(.get, "/", on: .inline) { _, _ in .text("velkommen") }
    router.add(.get, "/tal/:n", on: .inline) { _, parameters in .text(parameters["n"] ?? "") }
    router.add(.get, "/arbejde/:n") { _, parameters in .text(parameters["n"] ?? "") }
    router.add(.post, "/ekko", on: .inline) { request, _ in Response(body: request.body) }
    router.add(.post, "/arbejde/ekko") { request, _ in Response(body: request.body) }
    router.add(.get, "/stor", on: .inline) { _, _ in Response(body: largeBody) }
    router.add(.get, "/arbejde/stor") { _, _ in Response(body: largeBody) }
    router.add(.get, "/port") { _, _ in
      gate.pass()
      return .text("sluppet igennem")
    }
    router.add(.get, "/afsides", on: .sideline) { _, _ in
      gate.pass()
      return .text("sluppet igennem")
    }
    router.add(.get, "/uheld") { _, _ in throw Mishap() }
    router.add(.get, "/adgang", on: .inline) { _, _ in throw Refusal(.forbidden) }
    router.add(.get, "/spejl", on: .inline) { request, _ in
      Response(headers: ["X-Spejl": request.query("x") ?? ""], body: Array("spejl".utf8))
    }
    router.add(.get, "/maerket", on: .inline) { _, _ in
      Response(headers: ["ETag": "\"1\"", "Content-Type": "text/plain"], body: Array("a".utf8))
    }
    router.add(.get, "/bar", on: .inline) { _, _ in
      var response = Response.text("til et program")
      response.takesDefaultHeaders = false
      return response
    }
    router.add(.get, "/hoved", on: .inline) { _, _ in
      Response(headers: ["Content-Length": "99", "Connection": "x", "Server": "mig"])
    }
    return router
  }
}

extension Limits {
  /// The defaults, but that stopping takes no longer than it must, adjusted.
  static func with(_ adjust: (inout Limits) -> Void) -> Limits {
    var limits = Limits()
    limits.drainGrace = .milliseconds(20)
    adjust(&limits)
    return limits
  }
}

/// Runs `body` against a server and stops it, whatever happens.
func withServer(
  workers: Int = 2, defaultHeaders: Headers = [:],
  errorPage: (@Sendable (Status, Request?) -> Response)? = nil,
  limits: Limits = .with { _ in }, _ body: (TestServer) throws -> Void
) throws {
  let server = try TestServer(
    workers: workers, defaultHeaders: defaultHeaders, errorPage: errorPage, limits: limits)
  defer { server.stop() }
  try body(server)
}
