import Accounts
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// The reports as pages, as CSV and as JSON.
struct ReportRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.reports, handler: context.staff(.staff) { request, _, _ in try list(request) })
    router.add(
      .get, "\(Paths.reports)/:navn",
      handler: context.staff(.staff) { request, parameters, _ in
        try show(parameters["navn"] ?? "", request)
      })
  }

  private typealias Field = ReportForm.Field

  private func list(_ request: Request) throws -> Response {
    try context.store.read { replica in
      let page = ReportListPage(
        reports: ReportRequest.Name.allCases.map {
          CountingPanel.Choice($0.rawValue, $0.danishName)
        })
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func show(_ word: String, _ request: Request) throws -> Response {
    guard let name = ReportRequest.Name(rawValue: word) else { throw Refusal(.notFound) }
    return try context.store.read { replica in
      let asked = try reportRequest(name, request, in: replica)
      let report = try replica.report(orEmpty: asked.report)
      switch request.query(Field.format) {
      case "csv":
        return context.answer(
          Array(report.csv.utf8), type: "text/csv; charset=utf-8", .never)
      case "json":
        return context.answer(
          Array(report.json.utf8), type: "application/json", .never)
      default:
        let page = ReportPage(report, form: asked.form)
        return context.answer(page, on: try context.site(replica, for: request), .never)
      }
    }
  }

  /// The last four weeks, where nobody has said which days.
  private func reportRequest(
    _ name: ReportRequest.Name, _ request: Request, in replica: Replica
  ) throws -> (report: ReportRequest, form: ReportForm) {
    let today = context.today
    let home = try Municipality.withCode(replica.identity().municipality)
    let to = request.query(Field.to).flatMap { CivilDate(iso: $0) } ?? today
    let from =
      request.query(Field.from).flatMap { CivilDate(iso: $0) }
      ?? to.adding(days: -27) ?? to
    let isNational = request.query(Field.whose) == Field.all
    let codes = try codes(name, of: home, in: replica)
    let code =
      request.query(Field.code).flatMap { Code($0) } ?? codes.last.flatMap { Code($0.value) }
    let report = ReportRequest(
      name, of: home, isNational: isNational, days: min(from, to)...max(from, to),
      baseline: name.takesBaseline ? baseline(request) : nil, code: code, today: today)
    let form = ReportForm(
      name: name.rawValue, from: report.days.lowerBound.iso, to: report.days.upperBound.iso,
      isNational: isNational,
      baseline: name.takesBaseline
        ? (report.baseline?.lowerBound.iso ?? "", report.baseline?.upperBound.iso ?? "") : nil,
      codes: codes, code: code?.text ?? "")
    return (report, form)
  }

  /// Both days, or nothing to hold it against.
  private func baseline(_ request: Request) -> ClosedRange<CivilDate>? {
    guard let from = request.query(Field.baselineFrom).flatMap({ CivilDate(iso: $0) }),
      let to = request.query(Field.baselineTo).flatMap({ CivilDate(iso: $0) })
    else { return nil }
    return min(from, to)...max(from, to)
  }

  private func codes(
    _ name: ReportRequest.Name, of home: Municipality, in replica: Replica
  ) throws -> [CountingPanel.Choice] {
    let book = try replica.referenceBook(of: home)
    return switch name {
    case .period, .comparison:
      book.periods.map { CountingPanel.Choice($0.code.text, $0.name) }
    case .event:
      book.own.lines(ContactEvent.self).sorted { ($0.first, $0.code) < ($1.first, $1.code) }
        .map { CountingPanel.Choice($0.code.text, $0.name) }
    default: []
    }
  }
}

extension Replica {
  /// The report, or one that says that nothing is on record to make it of.
  fileprivate func report(orEmpty request: ReportRequest) throws -> Report {
    do {
      return try report(request)
    } catch is ReportProblem {
      return Report(
        request.name.rawValue, request.name.danishName,
        assumptions: ["Der er ingen tælleperiode eller intet arrangement at vise endnu."])
    }
  }
}

extension ReportRequest.Name {
  /// Whether it can be held against an earlier time.
  fileprivate var takesBaseline: Bool {
    switch self {
    case .channels, .savings, .outcomes: true
    case .selfService, .period, .workList, .targets, .event, .comparison, .searches: false
    }
  }

  /// What people read in the list.
  var danishName: String {
    switch self {
    case .channels: "Henvendelser efter kanal"
    case .savings: "Gevinst ved kanalskift"
    case .outcomes: "Straksafslutning og viderestilling"
    case .selfService: "Selvbetjeningsgrad"
    case .period: "Tælleperiode"
    case .workList: "Arbejdsliste: det, fronten ikke kunne svare på"
    case .targets: "Mål"
    case .event: "Arrangement"
    case .comparison: "Sammenligning mellem kommuner"
    case .searches: "Mest søgt og mest læst"
    }
  }
}

extension ReportPage {
  init(_ report: Report, form: ReportForm) {
    self.init(
      title: report.title, assumptions: report.assumptions,
      figures: report.figures.map {
        Figure(label: $0.label, value: $0.value.danish, definition: $0.definition)
      },
      tables: report.tables.map(ReportPage.table), form: form)
  }

  private static func table(_ table: Report.Table) -> Table {
    let chart = table.charted.flatMap { column in
      BarChart(
        title: "\(table.title): \(table.columns[column])",
        bars: table.rows.compactMap { row in
          row[column].size.map {
            BarChart.Bar(label: row[0].danish, text: row[column].danish, size: $0)
          }
        })
    }
    // What has no number stands under the numbers of its column.
    let isNumber = table.columns.indices.map { column in
      table.rows.contains { column < $0.count && $0[column].size != nil }
    }
    return Table(
      title: table.title, columns: table.columns,
      rows: table.rows.map { row in
        zip(row, isNumber).map { cell, isNumber in Cell(cell.danish, isNumber: isNumber) }
      },
      definition: table.definition, chart: chart)
  }
}
