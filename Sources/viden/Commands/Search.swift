import CRDT
import ReplicaStore
import Search

extension Command {
  static let search = Command(
    "search",
    """
    viden search ORD… – søger i alt, hvad redaktører kan se, eller kun i det offentlige

      --public       kun godkendte tekster til borgere
      --limit ANTAL  højst så mange svar (10)
      --json         én linje JSON
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    guard !arguments.operands.isEmpty else { throw UsageError.missing(operand: "ORD") }
    let query = arguments.operands.joined(separator: " ")
    let limit = try arguments.integer("--limit", in: 1...1000) ?? 10
    let found = try Workplace(arguments).reading { replica in
      arguments.has("--public")
        ? try replica.searchPublished(query, limit: limit).found
        : try replica.searchAll(query, limit: limit).found
    }
    if arguments.has("--json") {
      try Console.print(json: SearchAnswer(found))
    } else {
      for hit in found {
        Console.print("\(hit.title.plainText)  [\(hit.externalID ?? hit.document.description)]")
        Console.print("    " + hit.snippet.plainText)
      }
      if found.isEmpty { Console.print("Ingen svar på »\(query)«.") }
    }
    return .ok
  }
}

/// What `viden search --json` prints; kept stable for scripts.
struct SearchAnswer: Encodable {
  struct Hit: Encodable {
    var id: String
    var externalID: OrNull<String>
    var title: String
    var snippet: String
    var score: Double
  }

  var hits: [Hit]

  init(_ found: [Replica.Found]) {
    hits = found.map { hit in
      Hit(
        id: hit.document.description, externalID: OrNull(hit.externalID),
        title: hit.title.plainText, snippet: hit.snippet.plainText, score: hit.score)
    }
  }
}
