// The tree of route patterns, one level per segment.

/// A node of the tree: what may come next, and the routes of patterns that end here.
///
/// A search visits each node at most once, so it costs no more than the table is large, whatever
/// the path.
struct RouteNode: Sendable {
  private var literals: [String: RouteNode] = [:]
  /// At most one element each: a struct cannot hold itself but in a collection.
  private var name: [RouteNode] = []
  private var rest: [Method: Router.Route] = [:]
  private var routes: [Method: Router.Route] = [:]

  mutating func insert(
    _ route: Router.Route, for method: Method, under pattern: ArraySlice<String>
  ) {
    guard let segment = pattern.first else {
      precondition(routes[method] == nil)
      routes[method] = route
      return
    }
    if segment.hasPrefix("*") {
      precondition(pattern.count == 1)
      precondition(rest[method] == nil)
      rest[method] = route
    } else if segment.hasPrefix(":") {
      if name.isEmpty { name.append(RouteNode()) }
      name[0].insert(route, for: method, under: pattern.dropFirst())
    } else {
      literals[segment, default: RouteNode()].insert(
        route, for: method, under: pattern.dropFirst())
    }
  }

  /// Calls `visit` with the routes of each pattern that fits, the most literal first, until it
  /// returns true. Returns whether it did.
  @discardableResult
  func visitMatches(
    of path: ArraySlice<String>, captured: [String] = [],
    _ visit: ([Method: Router.Route], [String]) -> Bool
  ) -> Bool {
    guard let segment = path.first else {
      return !routes.isEmpty && visit(routes, captured)
    }
    let others = path.dropFirst()
    if let next = literals[segment], next.visitMatches(of: others, captured: captured, visit) {
      return true
    }
    // An empty segment is no value: "/artikel/" names no article.
    if let next = name.first, !segment.isEmpty,
      next.visitMatches(of: others, captured: captured + [segment], visit)
    {
      return true
    }
    return !rest.isEmpty && visit(rest, captured + [path.joined(separator: "/")])
  }

  /// Calls `visit` with every pattern below and its methods; names are written `:` and `*`.
  func visitAll(under pattern: String = "", _ visit: (String, [Method]) -> Void) {
    if !routes.isEmpty { visit(pattern.isEmpty ? "/" : pattern, Array(routes.keys)) }
    if !rest.isEmpty { visit(pattern + "/*", Array(rest.keys)) }
    for (segment, node) in literals.sorted(by: { $0.key < $1.key }) {
      node.visitAll(under: "\(pattern)/\(segment)", visit)
    }
    name.first?.visitAll(under: pattern + "/:", visit)
  }
}
