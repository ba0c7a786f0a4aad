import Knowledge
import ReplicaStore

extension Command {
  static let report = Command(
    "report",
    """
    viden report NAVN --from DATO – viser en rapport over henvendelserne, med definitionen under tallene

    Rapporterne er \(ReportRequest.Name.words).

      --from DATO            første dag
      --to DATO              sidste dag; ellers i dag
      --baseline-from DATO   kanaler, gevinst og straks: første dag i det, der sammenlignes med;
                             gevinst ellers lige før
      --baseline-to DATO     sidste dag i det, der sammenlignes med
      --code KODE            tælleperiodens eller arrangementets kode (så er --from ikke nødvendig)
      --municipality KODE    borgernes kommune; ellers nodens. alle er alle
      --department KODE      kun denne afdeling
      --format FORMAT        text (ellers), csv eller json
      --data MAPPE           nodens mappe
    """
  ) { arguments in
    let word = try arguments.operand("NAVN").lowercased()
    guard let name = ReportRequest.Name(rawValue: word) else {
      throw UsageError.badValue(option: "NAVN", value: word, expected: ReportRequest.Name.words)
    }
    let format = try ReportOptions.format(from: arguments)
    let report = try Workplace(arguments).reading { replica in
      try replica.report(ReportOptions.request(name, arguments, at: replica))
    }
    switch format {
    case .text: Console.print(report.text)
    case .csv: Console.print(report.csv.trimmingSuffixNewline)
    case .json: Console.print(report.json)
    }
    return .ok
  }
}

/// The words that say which report.
enum ReportOptions {
  enum Format: String, CaseIterable {
    case text, csv, json
  }

  static func format(from arguments: Arguments) throws(UsageError) -> Format {
    guard let word = arguments.value("--format") else { return .text }
    guard let format = Format(rawValue: word) else {
      throw .badValue(option: "--format", value: word, expected: "text, csv eller json")
    }
    return format
  }

  static func request(
    _ name: ReportRequest.Name, _ arguments: Arguments, at replica: Replica
  ) throws -> ReportRequest {
    let places = try ContactOptions.municipalities(from: arguments, at: replica)
    let home = try Municipality.withCode(replica.identity().municipality)
    let today = Moment.day(Workplace.now)
    let needsDays: Bool =
      switch name {
      case .period, .event, .comparison, .searches: false
      default: true
      }
    let days =
      needsDays || arguments.value("--from") != nil
      ? try ContactOptions.days(from: arguments) : today...today
    return ReportRequest(
      name, of: places.first ?? home, isNational: places.isEmpty, days: days,
      baseline: try baseline(from: arguments), code: try code("--code", from: arguments),
      department: try code("--department", from: arguments), today: today)
  }

  private static func baseline(
    from arguments: Arguments
  ) throws(UsageError) -> ClosedRange<CivilDate>? {
    let first = try GrantOptions.date("--baseline-from", from: arguments)
    let last = try GrantOptions.date("--baseline-to", from: arguments)
    guard first != nil || last != nil else { return nil }
    guard let first else { throw .missingOption("--baseline-from") }
    guard let last else { throw .missingOption("--baseline-to") }
    guard first <= last else {
      throw .badValue(
        option: "--baseline-to", value: last.danishShort,
        expected: "en dag, der ikke er før --baseline-from")
    }
    return first...last
  }

  private static func code(
    _ option: String, from arguments: Arguments
  ) throws(UsageError) -> Code? {
    guard let text = arguments.value(option) else { return nil }
    guard let code = Code(text) else {
      throw .badValue(option: option, value: text, expected: "en kode af a-z, 0-9 og bindestreg")
    }
    return code
  }
}

extension ReportRequest.Name {
  static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
