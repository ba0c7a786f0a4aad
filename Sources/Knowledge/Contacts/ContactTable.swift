/// Contacts as rows of a table: what `viden contact export` writes, and what an import reads after
/// its mapping has made the columns these.
public enum ContactTable {
  public enum Column: String, CaseIterable, Hashable, Sendable {
    case date = "dato"
    case municipality = "kommune"
    case answering = "svarende"
    case department = "afdeling"
    case channel = "kanal"
    case direction = "retning"
    case isInternal = "intern"
    case type = "type"
    case outcome = "udfald"
    case forwardedTo = "videre til"
    case topic = "emne"
    case event = "arrangement"
    case origin = "kilde"
    case count = "antal"
  }

  public static let columns = Column.allCases.map(\.rawValue)

  /// The cells of a key and its count.
  public static func cells(_ key: ContactKey, count: Int) -> [String] {
    [
      key.date.iso, key.municipality.code, key.answering.code, key.department?.text ?? "",
      key.channel.word, key.direction.word, key.isInternal ? "ja" : "", key.type.word,
      key.outcome.word, key.forwardedTo?.text ?? "", key.about.text, key.event?.text ?? "",
      key.origin.word, "\(count)",
    ]
  }
}

/// The cells of one contact, from a file or from the command line.
///
/// What is empty is what most contacts are: inbound, a question for information, closed at once,
/// one of them. Only the channel and the day must be said.
public struct ContactCells: Sendable {
  private var cells: [ContactTable.Column: String]
  private let home: Municipality

  /// - Parameter home: the municipality that counts.
  public init(_ cells: [ContactTable.Column: String], at home: Municipality) {
    self.cells = cells.mapValues { CleanText.trimmed($0) }
    self.home = home
  }

  /// The key and the count.
  ///
  /// - Parameter origin: where the numbers are from, unless the row says so itself.
  public func contact(
    from origin: ContactKey.Origin = .counted
  ) throws(ContactProblem) -> (key: ContactKey, count: Int) {
    let municipality = try read(.municipality, "en kommunes kode eller navn") {
      Municipality(code: $0) ?? Municipality(named: $0)
    }
    let answering = try read(.answering, "en kommunes kode eller navn") {
      Municipality(code: $0) ?? Municipality(named: $0)
    }
    let key = ContactKey(
      date: try required(.date, "en dato, fx 27-03-2026") { CivilDate(parsing: $0) },
      municipality: municipality ?? home, answering: answering ?? home,
      department: try read(.department, "en afdelings kode") { Code($0) },
      channel: try required(.channel, words(Channel.allCases.map(\.word))) { Channel(word: $0) },
      direction: try word(.direction, \.word) ?? .inbound,
      isInternal: try read(.isInternal, "ja eller ingenting") { ContactCells.isYes($0) } ?? false,
      type: try word(.type, \.word) ?? .information,
      outcome: try word(.outcome, \.word) ?? (origin == .counted ? .closedAtOnce : .unknown),
      forwardedTo: try read(.forwardedTo, "en afdelings kode") { Code($0) },
      about: try topic(), event: try read(.event, "et arrangements kode") { Code($0) },
      origin: try word(.origin, \.word) ?? origin)
    let most = Int(ContactSeal.countMax)
    let count = try read(.count, "et helt tal, fx 12 eller 1.250") {
      DanishNumber.integer($0).flatMap { (-most...most).contains($0) ? $0 : nil }
    }
    return (key, count ?? 1)
  }

  private func topic() throws(ContactProblem) -> ContactKey.Topic {
    try read(.topic, "et emnenummer som 38.14.04 eller en artikels navn") {
      let topic = ContactKey.Topic(text: $0)
      return topic == .nothing ? nil : topic
    } ?? .nothing
  }

  private func word<Choice: CaseIterable>(
    _ column: ContactTable.Column, _ word: (Choice) -> String
  ) throws(ContactProblem) -> Choice? {
    try read(column, words(Choice.allCases.map(word))) { text in
      Choice.allCases.first { word($0) == text.lowercased() }
    }
  }

  private func words(_ all: [String]) -> String { all.joined(separator: ", ") }

  private func required<Content>(
    _ column: ContactTable.Column, _ expected: String, _ reading: (String) -> Content?
  ) throws(ContactProblem) -> Content {
    guard let content = try read(column, expected, reading) else {
      throw .badCell(column: column.rawValue, given: "", expected: expected)
    }
    return content
  }

  /// `nil` for an empty cell.
  private func read<Content>(
    _ column: ContactTable.Column, _ expected: String, _ reading: (String) -> Content?
  ) throws(ContactProblem) -> Content? {
    guard let text = cells[column], !text.isEmpty else { return nil }
    guard let content = reading(text) else {
      throw .badCell(
        column: column.rawValue, given: String(text.prefix(60)), expected: expected)
    }
    return content
  }

  private static func isYes(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "ja", "1": true
    case "nej", "0": false
    default: nil
    }
  }
}
