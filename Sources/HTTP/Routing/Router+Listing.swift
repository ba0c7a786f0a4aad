/// What a router answers, for tests that must visit everything there is.
extension Router {
  /// Every pattern with each of its methods, names written as `:` and the rest as `*`.
  var all: [(method: Method, pattern: String)] {
    var found: [(method: Method, pattern: String)] = []
    root.visitAll { pattern, methods in
      found += Method.allCases.filter(methods.contains).map { ($0, pattern) }
    }
    return found
  }
}
