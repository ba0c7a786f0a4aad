import CRDT
import Knowledge
import ReplicaStore

extension Command {
  static let quarantineList = Command(
    "quarantine list",
    """
    viden quarantine list – viser de ændringer, der er sat til side, og hvorfor

      --all          også dem, nogen har kasseret
      --json         ét JSON-objekt pr. linje
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let items = try Workplace(arguments).reading { replica in
      try replica.quarantine(includingDropped: arguments.has("--all"))
    }
    for item in items {
      if arguments.has("--json") {
        try Console.print(json: QuarantineReport(item))
      } else {
        for line in QuarantineReport(item).lines { Console.print(line) }
      }
    }
    return .ok
  }

  static let quarantineShow = Command(
    "quarantine show",
    """
    viden quarantine show ÆNDRING – viser en ændring, der er sat til side, ord for ord

      --json         ét JSON-objekt
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let id = try QuarantineReport.id(try arguments.operand("ÆNDRING"))
    let (item, comparisons) = try Workplace(arguments).reading { replica in
      (try replica.quarantineItem(id), try replica.comparisons(ofQuarantined: id))
    }
    if arguments.has("--json") {
      var report = QuarantineReport(item)
      report.changed = comparisons.map {
        QuarantineReport.Part(field: $0.label, diff: $0.marked)
      }
      try Console.print(json: report)
      return .ok
    }
    for line in QuarantineReport(item).lines { Console.print(line) }
    for comparison in comparisons { Console.print("    \(comparison.label): \(comparison.marked)") }
    return .ok
  }

  static let quarantineRelease = Command(
    "quarantine release",
    """
    viden quarantine release ÆNDRING … – lader ændringer gælde alligevel, på alle noder

      --author NAVN   dine initialer og din enhed; det kræver rollen administrator
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    let count = try ruled(arguments) { replica, ids, authorship in
      _ = try replica.release(ids, by: authorship)
    }
    Console.print(count == 1 ? "Frigivet." : "\(count) ændringer er frigivet.")
    return .ok
  }

  static let quarantineDrop = Command(
    "quarantine drop",
    """
    viden quarantine drop ÆNDRING … – kasserer ændringer for altid; de bliver i historikken

      --author NAVN   dine initialer og din enhed; det kræver rollen administrator
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    let count = try ruled(arguments) { replica, ids, authorship in
      _ = try replica.drop(ids, by: authorship)
    }
    Console.print(count == 1 ? "Kasseret." : "\(count) ændringer er kasseret.")
    return .ok
  }

  /// Decides what becomes of the changes that are named, and says how many they are.
  private static func ruled(
    _ arguments: Arguments, by ruling: (Replica, [ChangeID], Authorship) throws -> Void
  ) throws -> Int {
    let ids = try QuarantineReport.ids(arguments)
    let workplace = Workplace(arguments)
    try workplace.writing { replica in try ruling(replica, ids, workplace.authorship) }
    return ids.count
  }
}

/// What `viden quarantine list --json` prints; the names of the keys are kept stable for scripts.
struct QuarantineReport: Encodable {
  struct Part: Encodable {
    var field: String
    var diff: String
  }

  var id: String
  var document: String
  var kind: String
  var title: String
  var author: String
  var node: String
  var time: String
  var reason: String
  var explanation: String
  var releasable: Bool
  /// What it would have altered; only where one change is shown.
  var changed: [Part]?
  private let milliseconds: Int64

  enum CodingKeys: String, CodingKey {
    case id, document, kind, title, author, node, time, reason, explanation, releasable, changed
  }

  init(_ item: Replica.QuarantineItem) {
    id = item.id.description
    document = item.document.description
    kind = DocumentKind.all.first { $0.kind == item.kind }?.name ?? "\(item.kind.rawValue)"
    title = item.title
    author = item.author
    node = item.nodeName
    time = Moment.rfc3339(item.time)
    milliseconds = item.time
    reason = item.reason.word
    explanation = item.reason.sentence
    releasable = item.isReleasable
  }

  var lines: [String] {
    [
      "\(id)  \(title.isEmpty ? "(\(kind))" : title)  \(author), \(node), "
        + Moment.text(milliseconds),
      "    \(explanation)" + (releasable ? "" : " Den kan ikke frigives for sig."),
    ]
  }

  static func id(_ text: String) throws -> ChangeID {
    guard let id = ChangeID(text) else { throw ReplicaError.notQuarantined(text) }
    return id
  }

  static func ids(_ arguments: Arguments) throws -> [ChangeID] {
    guard !arguments.operands.isEmpty else { throw UsageError.missing(operand: "ÆNDRING") }
    return try arguments.operands.map(id)
  }
}
