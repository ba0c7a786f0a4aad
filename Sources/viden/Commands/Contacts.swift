import CRDT
import Knowledge
import ReplicaStore

extension Command {
  static let contactAdd = Command(
    "contact add",
    """
    viden contact add --channel KANAL [tilvalg] – tæller en henvendelse; kun tal, aldrig personer

      --channel KANAL       personlig, telefon, brev, e-mail, chat, arrangement …
      --outcome UDFALD      straksafsluttet (ellers), viderestillet, medbetjent, henvist, sag, opgivet
                            eller skrevet-op
      --type TYPE           information (ellers), transaktion eller fejlhenvendelse
      --department KODE     afdelingen, der svarede
      --forwarded-to KODE   afdelingen, der blev stillet videre til
      --topic EMNE          et emnenummer som 38.14.04 eller en artikels navn
      --event KODE          et arrangement
      --municipality KODE   borgerens kommune; ellers nodens
      --date DATO           dagen; ellers i dag
      --outgoing            fra os og ikke til os
      --internal            stillet videre fra en anden afdeling, der har talt den
      --count ANTAL         så mange; et negativt tal er en rettelse og kræver --reason
      --reason GRUND        fortrudt, talt-to-gange, talt-forkert eller hentet-forkert
      --data MAPPE          nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    return try Workplace(arguments).writing { replica in
      let home = try Municipality.withCode(replica.identity().municipality)
      let (key, count) = try ContactOptions.cells(from: arguments, at: home).contact()
      try ContactOptions.check(key, count: count, in: replica)
      try replica.count(key, amount: count, session: .random(in: .min ... .max))
      Console.print("\(count == 1 ? "Talt" : "\(count) talt"): \(ContactOptions.words(key)).")
      return .ok
    }
  }

  static let contactUndo = Command(
    "contact undo",
    """
    viden contact undo – fortryder den seneste henvendelse, der er talt her og ikke sendt endnu

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    return try Workplace(arguments).writing { replica in
      guard let last = try replica.lastContact() else {
        Console.complain(
          "viden: der er ikke noget at fortryde; ret med viden contact add --count -1 --reason fortrudt"
        )
        return .no
      }
      try replica.undo(last, session: .random(in: .min ... .max))
      Console.print("Fortrudt: \(ContactOptions.words(last.key)).")
      return .ok
    }
  }

  static let contactImport = Command(
    "contact import",
    """
    viden contact import FIL – tæller henvendelser fra en CSV-fil, fx webstatistik

    Uden --map skal kolonnerne hedde som i viden contact export. Alt lykkes, eller intet sker, og hver
    forkert linje nævnes. FIL kan være - for standard ind.

      --map FIL        oversættelse af kolonner og ord: kolonne = navn i filen, kolonne := fast værdi,
                       kolonne : ord i filen = betydning; én pr. linje
      --source KILDE   hentet (ellers), webstatistik, digital-post eller selvbetjeningsstatistik
      --preview        vis, hvad der ville blive talt, og tæl intet
      --data MAPPE     nodens mappe
    """
  ) { arguments in
    let path = try arguments.operand("FIL")
    let origin = try ContactOptions.origin(from: arguments)
    let mapping = try arguments.value("--map").map(ContactOptions.mapping) ?? ContactMapping()
    let bytes =
      try path == "-"
      ? TextFile.standardInput() : TextFile.read(path, bytesMax: ContactOptions.fileBytesMax)
    let isPreview = arguments.has("--preview")
    let read: (Replica) throws -> ContactImport = { replica in
      let home = try Municipality.withCode(replica.identity().municipality)
      let rules = ContactRules(
        try replica.referenceBook(of: home), today: Moment.day(Workplace.now))
      return try ReferenceOptions.reading(path) {
        try ContactImport(bytes, mapping: mapping, from: origin, at: home) {
          key throws(ContactProblem) in try rules.check(key)
        }
      }
    }
    let workplace = Workplace(arguments)
    if isPreview {
      let found = try workplace.reading(read)
      ContactOptions.preview(found)
      return .ok
    }
    let found = try workplace.writing { replica in
      let found = try read(replica)
      try replica.count(found.contacts, session: .random(in: .min ... .max))
      // More than one change can hold: what waits is read for every report.
      if found.contacts.count > Replica.contactKeysMax {
        try replica.sealContactsIfAllowed(at: Workplace.now)
      }
      return found
    }
    let total = found.contacts.reduce(0) { $0 + $1.amount }
    Console.print(
      "\(DanishNumber.grouped(total)) henvendelser talt fra \(found.rows) linjer.")
    return .ok
  }

  static let contactExport = Command(
    "contact export",
    """
    viden contact export – skriver tællingerne som CSV på standard ud, fx til en national indberetning

      --from DATO           første dag
      --to DATO             sidste dag; ellers i dag
      --municipality KODE   borgernes kommune; ellers nodens. alle er alle
      --data MAPPE          nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    return try Workplace(arguments).reading { replica in
      let places = try ContactOptions.municipalities(from: arguments, at: replica)
      let days = try ContactOptions.days(from: arguments)
      let tallies = try replica.contactTallies(
        ContactQuery(
          places, days: days,
          by: ContactDimension.every))
      let rows = tallies.compactMap { tally in
        tally.key.map { ContactTable.cells($0, count: tally.count) }
      }
      Console.print(CSVText.text(ContactTable.columns, rows).trimmingSuffixNewline)
      return .ok
    }
  }

  static let contactSeal = Command(
    "contact seal",
    """
    viden contact seal – gør det talte klar til at blive delt; viden sync gør det af sig selv

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let changes = try Workplace(arguments).writing { try $0.sealContacts(at: Workplace.now) }
    Console.print(changes.isEmpty ? "Der er intet nyt at dele." : "Klar til at blive delt.")
    return .ok
  }
}

/// What the commands on contacts share.
enum ContactOptions {
  /// A year of a large municipality's web statistics, by the day and the page.
  static let fileBytesMax = 256 << 20

  static func cells(from arguments: Arguments, at home: Municipality) -> ContactCells {
    let named: [(ContactTable.Column, String)] = [
      (.channel, "--channel"), (.outcome, "--outcome"), (.type, "--type"),
      (.department, "--department"), (.forwardedTo, "--forwarded-to"), (.topic, "--topic"),
      (.event, "--event"), (.municipality, "--municipality"), (.count, "--count"),
      (.origin, "--reason"),
    ]
    var cells: [ContactTable.Column: String] = [
      .date: arguments.value("--date") ?? Moment.day(Workplace.now).iso
    ]
    for (column, option) in named { cells[column] = arguments.value(option) }
    if arguments.has("--outgoing") { cells[.direction] = ContactKey.Direction.outbound.word }
    if arguments.has("--internal") { cells[.isInternal] = "ja" }
    return ContactCells(cells, at: home)
  }

  /// What is taken away must have been counted, and must say why.
  static func check(_ key: ContactKey, count: Int, in replica: Replica) throws {
    let home = try Municipality.withCode(replica.identity().municipality)
    try ContactRules(replica.referenceBook(of: home), today: Moment.day(Workplace.now)).check(key)
    if case .article(let id) = key.about {
      do { _ = try replica.state(of: id) } catch {
        throw ContactProblem.unknownArticle(id.description)
      }
    }
    guard count <= 0 || key.origin.isCorrection else { return }
    guard key.origin.isCorrection, count < 0 else {
      throw UsageError.badValue(
        option: "--count", value: "\(count)",
        expected: "et negativt tal sammen med --reason, og ellers et positivt")
    }
    let counted = try replica.contactCount(of: key)
    guard counted + count >= 0 else {
      throw ContactProblem.belowNought(counted: counted, taken: -count)
    }
  }

  static func words(_ key: ContactKey) -> String {
    let topic = key.about.text.isEmpty ? "" : ", \(key.about.text)"
    return
      "\(key.channel.danishName.lowercased()), \(key.outcome.danishName.lowercased())\(topic), "
      + "\(key.municipality.name) \(key.date.danishShort)"
  }

  static func origin(from arguments: Arguments) throws(UsageError) -> ContactKey.Origin {
    guard let word = arguments.value("--source") else { return .imported }
    let choices = ContactKey.Origin.allCases.filter { !$0.isCorrection && $0 != .counted }
    guard let origin = choices.first(where: { $0.word == word }) else {
      throw .badValue(
        option: "--source", value: word,
        expected: choices.map(\.word).joined(separator: ", "))
    }
    return origin
  }

  static func mapping(_ path: String) throws -> ContactMapping {
    guard let text = String(validating: try TextFile.read(path), as: UTF8.self) else {
      throw TextFileError.invalid(path: path, problem: "filen er ikke UTF-8.")
    }
    do {
      return try ContactMapping(parsing: text)
    } catch {
      throw TextFileError.invalid(path: path, problem: error.sentence)
    }
  }

  static func preview(_ found: ContactImport) {
    let total = found.contacts.reduce(0) { $0 + $1.amount }
    Console.print(
      "\(found.rows) linjer ville blive \(DanishNumber.grouped(total)) henvendelser. De første:")
    for contact in found.contacts.prefix(10) {
      Console.print("  \(DanishNumber.grouped(contact.amount)) × \(words(contact.key))")
    }
    Console.print("Intet er talt.")
  }

  /// The callers' municipalities; none is all.
  static func municipalities(
    from arguments: Arguments, at replica: Replica
  ) throws -> [Municipality] {
    guard let word = arguments.value("--municipality") else {
      return [try Municipality.withCode(replica.identity().municipality)]
    }
    return word == "alle" ? [] : [try Municipality(named: word) ?? Municipality.withCode(word)]
  }

  static func days(from arguments: Arguments) throws(UsageError) -> ClosedRange<CivilDate> {
    let last = try GrantOptions.date("--to", from: arguments) ?? Moment.day(Workplace.now)
    guard let first = try GrantOptions.date("--from", from: arguments) else {
      throw .missingOption("--from")
    }
    guard first <= last else {
      throw .badValue(
        option: "--to", value: last.danishShort, expected: "en dag, der ikke er før --from")
    }
    return first...last
  }
}
