/// A report: every figure with its definition under it, every table with a chart of bars beside it
/// that can be read without colour, and the same as CSV, as JSON and on paper.
public struct ReportPage: Page {
  public var reportTitle: String
  public var assumptions: [String]
  public var figures: [Figure]
  public var tables: [Table]
  public var form: ReportForm

  public init(
    title: String, assumptions: [String], figures: [Figure], tables: [Table], form: ReportForm
  ) {
    self.reportTitle = title
    self.assumptions = assumptions
    self.figures = figures
    self.tables = tables
    self.form = form
  }

  public struct Figure: Hashable, Sendable {
    public var label: String
    public var value: String
    public var definition: String

    public init(label: String, value: String, definition: String) {
      self.label = label
      self.value = value
      self.definition = definition
    }
  }

  public struct Table: Hashable, Sendable {
    public var title: String
    public var columns: [String]
    public var rows: [[Cell]]
    public var definition: String
    public var chart: BarChart?

    public init(
      title: String, columns: [String], rows: [[Cell]], definition: String, chart: BarChart? = nil
    ) {
      self.title = title
      self.columns = columns
      self.rows = rows
      self.definition = definition
      self.chart = chart
    }
  }

  public struct Cell: Hashable, Sendable {
    public var text: String
    public var isNumber: Bool

    public init(_ text: String, isNumber: Bool) {
      self.text = text
      self.isNumber = isNumber
    }
  }

  public var title: String { reportTitle }
  public var area: Area { .reports }

  public var breadcrumbs: [Breadcrumb] {
    [Breadcrumb(ReportListPage.Texts.title, path: Paths.reports)]
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    \(assumptions.map { "<p class=\"report-assumption\">\($0)</p>\n" as Markup })\
    \(figures.map(figure))\(tables.map(table))\
    \(form.downloads)\(form.markup)
    """
  }

  private func figure(_ figure: Figure) -> Markup {
    """
    <div class="report-figure"><h2>\(figure.label)</h2>
    <p class="report-value">\(figure.value)</p>
    <p class="note">\(figure.definition)</p></div>

    """
  }

  private func table(_ table: Table) -> Markup {
    """
    <section><h2>\(table.title)</h2>
    \(if: !table.rows.isEmpty, rows(table))\(if: table.rows.isEmpty, "<p>\(Texts.empty)</p>\n")\
    \(table.chart.map(\.markup))\
    <p class="note">\(table.definition)</p></section>

    """
  }

  private func rows(_ table: Table) -> Markup {
    StackingTable(
      label: table.title, columns: table.columns,
      numbers: Set(
        table.columns.indices.filter { column in
          table.rows.contains { column < $0.count && $0[column].isNumber }
        }), rows: table.rows.map { "<tr>\(cells($0, table.columns))</tr>\n" }
    ).markup
  }

  private func cells(_ row: [Cell], _ columns: [String]) -> [Markup] {
    row.enumerated().map { column, cell in
      if column == 0 { return "<th scope=\"row\">\(cell.text)</th>" }
      let label = columns.indices.contains(column) ? columns[column] : ""
      return """
        <td\(if: cell.isNumber, " class=\"number\"") data-label="\(label)">\(cell.text)</td>
        """
    }
  }

  enum Texts {
    static let empty = "Der er ingen tal her endnu."
  }
}

/// Which days, whose contacts and which period a report is about, and the same in other forms.
public struct ReportForm: Sendable {
  /// The report's word in addresses.
  public var name: String
  /// `yyyy-mm-dd`.
  public var from: String
  public var to: String
  public var isNational: Bool
  /// The codes to choose from, of periods or events; empty where a report has none.
  public var codes: [CountingPanel.Choice]
  public var code: String

  public init(
    name: String, from: String, to: String, isNational: Bool, codes: [CountingPanel.Choice],
    code: String
  ) {
    self.name = name
    self.from = from
    self.to = to
    self.isNational = isNational
    self.codes = codes
    self.code = code
  }

  public enum Field {
    public static let from = "fra"
    public static let to = "til"
    public static let whose = "hvem"
    public static let all = "alle"
    public static let code = "kode"
    public static let format = "format"
  }

  var markup: Markup {
    """
    <form class="filter actions" method="get" action="\(Paths.report(name))">
    \(if: codes.isEmpty, days)\(if: !codes.isEmpty, codeField)\
    <p><button class="button" type="submit">\(Texts.show)</button></p>
    </form>
    """
  }

  private var days: Markup {
    """
    \(day(Field.from, Texts.from, from))\(day(Field.to, Texts.to, to))\
    \(FormField(
      name: Field.whose, label: Texts.whose, value: isNational ? Field.all : "",
      control: .choice([("", Texts.own), (Field.all, Texts.all)]), isRequired: true
    ).markup)
    """
  }

  private func day(_ name: String, _ label: String, _ value: String) -> Markup {
    """
    <div class="field"><label for="\(name)">\(label)</label>
    <input class="input" type="date" id="\(name)" name="\(name)" value="\(value)" required></div>

    """
  }

  private var codeField: Markup {
    FormField(
      name: Field.code, label: Texts.code, value: code,
      control: .choice(codes.map { ($0.value, $0.text) }), isRequired: true
    ).markup
  }

  /// The same report for a spreadsheet and for a program.
  var downloads: Markup {
    let query =
      "?\(Field.from)=\(from)&\(Field.to)=\(to)&\(Field.code)=\(Paths.encoded(code))"
      + "\(isNational ? "&\(Field.whose)=\(Field.all)" : "")&\(Field.format)="
    return """
      <p class="actions"><a class="button" href="\(Paths.report(name) + query)csv">\(Texts.csv)</a>
      <a class="button" href="\(Paths.report(name) + query)json">\(Texts.json)</a></p>

      """
  }

  enum Texts {
    static let from = "Første dag"
    static let to = "Sidste dag"
    static let whose = "Hvis henvendelser"
    static let own = "Kommunens egne"
    static let all = "Alle kommuners"
    static let code = "Periode eller arrangement"
    static let show = "Vis"
    static let csv = "Hent som CSV"
    static let json = "Hent som JSON"
  }
}

/// The reports there are.
public struct ReportListPage: Page {
  public var reports: [CountingPanel.Choice]

  public init(reports: [CountingPanel.Choice]) {
    self.reports = reports
  }

  public var title: String { Texts.title }
  public var area: Area { .reports }

  public func content(on site: Site) -> Markup {
    let items: [Markup] = reports.map {
      "<li><a href=\"\(Paths.report($0.value))\">\($0.text)</a></li>\n"
    }
    return """
      <h1>\(title)</h1>
      <p>\(Texts.intro)</p>
      <ul class="link-list">
      \(items)</ul>
      <p class="actions"><a class="button" href="\(Paths.bus)">\(BusListPage.Texts.title)</a>
      <a class="button" href="\(Paths.reference)">\(ReferenceListPage.Texts.title)</a></p>
      """
  }

  enum Texts {
    static let title = "Rapporter"
    static let intro =
      "Alle tal er optællinger og aldrig personer. Definitionen står under hvert tal."
  }
}
