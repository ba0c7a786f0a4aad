/// What `viden-bench search` was asked to do.
struct SearchOptions {
  var docs = ""
  var queries = ""
  var run: String?
  var saves: Int?
  var fuzz: Int?

  /// Nil when something is missing or not known.
  init?(_ arguments: [String]) {
    var isJSON = false
    var rest = arguments[...]
    while let option = rest.popFirst() {
      if option == "--json" {
        isJSON = true
        continue
      }
      guard let value = rest.popFirst() else { return nil }
      switch option {
      case "--docs": docs = value
      case "--queries": queries = value
      case "--run": run = value
      case "--saves":
        guard let count = Int(value), count > 0 else { return nil }
        saves = count
      case "--fuzz":
        guard let count = Int(value), count > 0 else { return nil }
        fuzz = count
      default: return nil
      }
    }
    guard !docs.isEmpty, saves != nil || fuzz != nil || isJSON && !queries.isEmpty else {
      return nil
    }
  }
}
