import Knowledge
import ReplicaStore

extension Command {
  static let referenceList = Command(
    "reference list",
    """
    viden reference list [TABEL] – viser stamdata som CSV: åbningstider, priser, afdelinger og mere

    Tabellerne er \(ReferenceKind.words). Uden TABEL vises,
    hvor mange linjer der er i hver.

      --owner HVEM   en kommunes kode eller navn, eller national; ellers nodens kommune
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let workplace = Workplace(arguments)
    let (owner, record) = try workplace.reading { replica in
      let owner = try ReferenceOptions.owner(from: arguments, at: replica)
      return (owner, try replica.reference(of: owner))
    }
    guard !arguments.operands.isEmpty else {
      Console.print("Stamdata for \(owner.encoded):")
      for kind in ReferenceKind.allCases {
        let unreadable = record.unreadable(kind).count
        let note = unreadable == 0 ? "" : "  (\(unreadable) kan ikke læses af denne udgave)"
        Console.print("  \(kind.rawValue): \(record.rows(kind).count)\(note)")
      }
      return .ok
    }
    let kind = try ReferenceOptions.kind(arguments.operand("TABEL"))
    Console.print(
      CSVText.text(kind.type.columns, record.rows(kind)).trimmingSuffixNewline)
    return .ok
  }

  static let referenceImport = Command(
    "reference import",
    """
    viden reference import TABEL FIL – lægger en tabels linjer til stamdata fra en CSV-fil

    Første linje er kolonnernes navne, som viden reference list TABEL viser dem; FIL kan være - for
    standard ind. Det, der er der i forvejen, lægges ikke til igen. Alt lykkes, eller intet sker.

      --owner HVEM    en kommunes kode eller navn, eller national; ellers nodens kommune
      --replace       fjern samtidig de linjer i tabellen, der ikke er i filen
      --author NAVN   dine initialer og din enhed
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    let (kind, table, path) = try ReferenceOptions.table(from: arguments)
    return try ReferenceOptions.edit(arguments) { record in
      var edit = ReferenceEdit()
      try ReferenceOptions.reading(path) { try edit.add(kind, rows: table) }
      if arguments.has("--replace") {
        let old = record.rows(kind).map { (number: 0, cells: $0) }
        try edit.remove(kind, rows: old)
      }
      return edit
    }
  }

  static let referenceRemove = Command(
    "reference remove",
    """
    viden reference remove TABEL FIL – fjerner linjerne i en CSV-fil fra stamdata

    Filen er linjer, som viden reference list TABEL viser dem; - er standard ind.

      --owner HVEM    en kommunes kode eller navn, eller national; ellers nodens kommune
      --author NAVN   dine initialer og din enhed
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    let (kind, table, path) = try ReferenceOptions.table(from: arguments)
    return try ReferenceOptions.edit(arguments) { _ in
      var edit = ReferenceEdit()
      try ReferenceOptions.reading(path) { try edit.remove(kind, rows: table) }
      return edit
    }
  }
}

/// What the commands on reference records share.
enum ReferenceOptions {
  static func owner(from arguments: Arguments, at replica: Replica) throws -> Owner {
    if let text = arguments.value("--owner") { return try Owner(parsing: text) }
    return .municipality(try Municipality.withCode(replica.identity().municipality))
  }

  static func kind(_ word: String) throws(UsageError) -> ReferenceKind {
    guard let kind = ReferenceKind(rawValue: word.lowercased()) else {
      throw .badValue(option: "TABEL", value: word, expected: ReferenceKind.words)
    }
    return kind
  }

  /// The kind and the rows that a command's two operands name.
  static func table(
    from arguments: Arguments
  ) throws -> (ReferenceKind, [(number: Int, cells: [String])], path: String) {
    guard arguments.operands.count == 2 else {
      if arguments.operands.count > 2 { throw UsageError.tooMany(operand: arguments.operands[2]) }
      throw UsageError.missing(operand: arguments.operands.isEmpty ? "TABEL" : "FIL")
    }
    let kind = try kind(arguments.operands[0])
    let path = arguments.operands[1]
    let bytes = try path == "-" ? TextFile.standardInput() : TextFile.read(path)
    let rows = try reading(path) { try CSVTable(parsing: bytes).rows(of: kind.type.columns) }
    return (kind, rows, path)
  }

  /// Says which file it is that has something wrong.
  static func reading<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as CSVError {
      throw TextFileError.invalid(path: path, problem: error.sentence)
    } catch let error as ContactImportError {
      throw TextFileError.invalid(path: path, problem: error.sentences.joined(separator: " "))
    } catch let error as ReferenceTableError {
      throw TextFileError.invalid(path: path, problem: error.sentences.joined(separator: " "))
    }
  }

  static func edit(
    _ arguments: Arguments, _ make: (ReferenceRecord) throws -> ReferenceEdit
  ) throws -> ExitCode {
    let workplace = Workplace(arguments)
    let done = try workplace.writing { replica in
      let owner = try owner(from: arguments, at: replica)
      let edit = try make(replica.reference(of: owner))
      return try replica.edit(referenceOf: owner, edit, by: workplace.authorship)
    }
    Console.print("\(done.added) linjer lagt til, \(done.removed) fjernet.")
    return .ok
  }
}

extension ReferenceKind {
  static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension String {
  /// Without the line feed that a printed line gets anyway.
  var trimmingSuffixNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
