// Which handler answers which path and method.
//
//     var router = Router()
//     router.add(.get, "/artikel/:id", on: .worker) { request, parameters in
//       .text("artikel \(parameters["id"] ?? "")")
//     }
//
// A pattern is made of literal segments, ":name" for any one segment, and "*name" at its end for
// the rest of the path. Where several patterns fit, a literal goes before a name and a name before
// the rest, segment by segment; the order in which routes were added makes no difference.

/// What a pattern's names stand for in one request.
public struct Parameters: Sendable {
  private let names: [String]
  private let values: [String]

  init(names: [String] = [], values: [String] = []) {
    self.names = names
    self.values = values
  }

  /// The decoded segment for ":name", or the decoded rest of the path for "*name".
  public subscript(name: String) -> String? {
    names.firstIndex(of: name).map { values[$0] }
  }
}

/// Where a handler runs.
public enum Execution: Sendable, Hashable {
  /// On the reactor's own thread: only for answers from memory, some microseconds at most, since
  /// every connection waits meanwhile.
  case inline
  /// On a thread of the worker pool, where it may block.
  case worker
  /// On one of the few threads kept for work that is slow on purpose, such as hashing a password.
  /// However many ask for that, the workers stay free for everybody else; who finds the short queue
  /// full gets a 503.
  case sideline
}

public typealias Handler = @Sendable (Request, Parameters) throws -> Response

/// A table of routes.
public struct Router: Sendable {
  struct Route: Sendable {
    let names: [String]
    let execution: Execution
    let handler: Handler
  }

  /// What the table says to a request.
  enum Resolution: Sendable {
    case route(Route, Parameters)
    case notFound
    case methodNotAllowed(allowed: [Method])
    /// OPTIONS on a path that has no handler of its own for it.
    case options(allowed: [Method])
  }

  private(set) var root = RouteNode()

  public init() {}

  /// Adds a route. Two routes for the same pattern and method are a mistake of ours, and trap.
  public mutating func add(
    _ method: Method, _ pattern: String, on execution: Execution = .worker,
    handler: @escaping Handler
  ) {
    precondition(pattern.hasPrefix("/"))
    precondition(method != .trace)
    let segments = Request.segments(of: pattern)
    let names = segments.filter { $0.hasPrefix(":") || $0.hasPrefix("*") }
      .map { String($0.dropFirst()) }
    root.insert(
      Route(names: names, execution: execution, handler: handler), for: method,
      under: segments[...])
  }

  func resolve(method: Method, path: String) -> Resolution {
    if path == "*" { return .options(allowed: Method.allCases.filter { $0 != .trace }) }
    var found: [Method: Route]?
    var values: [String] = []
    var allowed: [Method] = []
    root.visitMatches(of: Request.segments(of: path)[...]) { routes, captured in
      if let route = routes[method] ?? (method == .head ? routes[.get] : nil) {
        found = [method: route]
        values = captured
        return true
      }
      allowed += routes.keys
      return false
    }
    if let route = found?[method] {
      return .route(route, Parameters(names: route.names, values: values))
    }
    guard !allowed.isEmpty else { return .notFound }
    let complete = Self.completed(allowed)
    return method == .options ? .options(allowed: complete) : .methodNotAllowed(allowed: complete)
  }

  /// With the methods the server answers by itself, in the order of `Method`'s cases.
  private static func completed(_ methods: [Method]) -> [Method] {
    Method.allCases.filter { method in
      methods.contains(method) || method == .options
        || (method == .head && methods.contains(.get))
    }
  }
}
