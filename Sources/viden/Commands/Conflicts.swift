import CRDT
import ReplicaStore

extension Command {
  static let conflicts = Command(
    "conflicts",
    """
    viden conflicts – viser de åbne konflikter med begge ordlyde

      --json         ét JSON-objekt pr. linje
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    for record in try Workplace(arguments).reading({ try $0.conflicts() }) {
      if arguments.has("--json") {
        try Console.print(json: ConflictReport(record))
      } else {
        for line in ConflictReport(record).lines(title: record.title) { Console.print(line) }
      }
    }
    return .ok
  }

  static let conflictsResolve = Command(
    "conflicts resolve",
    """
    viden conflicts resolve KONFLIKT --choose VALG – afgør en konflikt med en almindelig ændring

      --choose VALG   a, b, … for den ene ordlyd, both for begge efter hinanden, merged for teksten,
                      som den står, eller text=ORDLYD for din egen
      --author NAVN   dine initialer og din enhed
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    let id = try arguments.operand("KONFLIKT")
    guard let word = arguments.value("--choose") else {
      throw UsageError.missingOption("--choose")
    }
    let workplace = Workplace(arguments)
    let choice = try ConflictChoice(word)
    let change = try workplace.writing { replica in
      let sides = try replica.conflict(id).conflict.sides.count
      if case .side(let index) = choice, index >= sides {
        throw UsageError.badValue(
          option: "--choose", value: word, expected: "a til \(ConflictReport.letter(sides - 1))")
      }
      return try replica.resolve(conflict: id, with: choice, by: workplace.authorship)
    }
    Console.print("Konflikten er afgjort med ændring \(change).")
    return .ok
  }
}

extension ConflictChoice {
  /// `a`, `b`, … `both`, `merged` or `text=…`.
  init(_ word: String) throws(UsageError) {
    if word == "both" {
      self = .all
    } else if word == "merged" {
      self = .merged
    } else if word.hasPrefix("text=") {
      self = .text(String(word.dropFirst(5)))
    } else if word.utf8.count == 1, let letter = word.utf8.first, (97...122).contains(letter) {
      self = .side(Int(letter) - 97)
    } else {
      throw .badValue(option: "--choose", value: word, expected: "a, b, both, merged eller text=…")
    }
  }
}

/// What `viden conflicts --json` prints; kept stable for scripts.
struct ConflictReport: Encodable {
  struct Side: Encodable {
    var replica: String
    var author: String
    var time: String
    var text: String
  }

  var id: String
  var article: String
  var externalID: OrNull<String>
  var kind: String
  var severity: String
  var ancestor: String
  var merged: String
  var sides: [Side]

  enum CodingKeys: String, CodingKey {
    case id, externalID, article, severity, ancestor, merged, sides
    case kind = "class"
  }

  init(_ record: Replica.ConflictRecord) {
    id = record.id
    article = record.document.description
    externalID = OrNull(record.externalID)
    kind = record.conflict.kind.word
    severity = record.conflict.severity.word
    ancestor = record.conflict.ancestor
    merged = record.conflict.merged
    sides = zip(record.conflict.sides, record.origins).map { side, origin in
      Side(
        replica: origin.replica.description, author: origin.author,
        time: Moment.rfc3339(origin.time), text: side.text)
    }
  }

  func lines(title: String) -> [String] {
    [
      "\(id)  \(title) [\(externalID.value ?? article)]  \(kind), \(severity)",
      "  før:  \(ancestor)",
    ]
      + sides.enumerated().map { index, side in
        "  \(ConflictReport.letter(index)):    \(side.text)  (\(side.author), \(side.time))"
      } + ["  nu:   \(merged)"]
  }

  /// What a side is called on the command line.
  static func letter(_ index: Int) -> Character {
    Character(UnicodeScalar(UInt8(97 + min(index, 25))))
  }
}

extension Conflict.Kind {
  /// The word for scripts; kept stable.
  var word: String {
    switch self {
    case .sameEdit: "same-edit"
    case .editInDeleted: "edit-in-deleted"
    case .overlap: "overlap"
    case .sameSentence: "same-sentence"
    case .sameGap: "same-gap"
    case .movedAndEdited: "moved-and-edited"
    case .register: "register"
    }
  }
}

extension Conflict.Severity {
  /// The word for scripts; kept stable.
  var word: String {
    switch self {
    case .low: "low"
    case .high: "high"
    }
  }
}
