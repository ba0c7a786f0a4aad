/// One table of a municipality's reference records, or of all's, with a field to add rows: pasted
/// from a spreadsheet, or typed as the rows above are.
public struct ReferencePage: Page {
  public var table: CountingPanel.Choice
  public var owner: CountingPanel.Choice
  public var columns: [String]
  public var rows: [[String]]
  /// What the table looks like in words, such as "Borgerservice, personlig: 36,5 timer om ugen".
  public var summary: [String]
  public var token: String
  /// What somebody wrote, when it has to be mended.
  public var text: String
  public var problems: [String]
  public var isEditable: Bool
  public var pageNumber: Int
  public var hasNextPage: Bool
  public var isSaved: Bool

  public init(
    table: CountingPanel.Choice, owner: CountingPanel.Choice, columns: [String],
    rows: [[String]], summary: [String], token: String, text: String = "",
    problems: [String] = [], isEditable: Bool, pageNumber: Int = 1, hasNextPage: Bool = false,
    isSaved: Bool = false
  ) {
    self.table = table
    self.owner = owner
    self.columns = columns
    self.rows = rows
    self.summary = summary
    self.token = token
    self.text = text
    self.problems = problems
    self.isEditable = isEditable
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
    self.isSaved = isSaved
  }

  public var title: String { "\(table.text) – \(owner.text)" }
  public var area: Area { .reports }
  public var status: Int { problems.isEmpty ? 200 : 422 }

  public var breadcrumbs: [Breadcrumb] {
    [Breadcrumb(ReferenceListPage.Texts.title, path: Paths.reference)]
  }

  public var notices: Markup {
    if isSaved {
      return "<div class=\"alert alert-success\" role=\"status\"><p>\(Texts.saved)</p></div>\n"
    }
    return ErrorSummary(problems: problems.map { (Field.rows, $0) }).markup
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    \(summary.map { "<p>\($0)</p>\n" as Markup })\
    \(rows.isEmpty ? "<p>\(Texts.empty)</p>\n" : list)\
    \(if: isEditable, form)
    """
  }

  private var list: Markup {
    let list = StackingTable(
      label: title, columns: columns + (isEditable ? [Texts.remove] : []), rows: rows.map(row))
    let pages = Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: Paths.reference(table.value, of: owner.value))
    }
    return "\(list.markup)\(pages.markup)"
  }

  private func row(_ cells: [String]) -> Markup {
    let rest: [Markup] = cells.enumerated().dropFirst().map { column, cell in
      let label = columns.indices.contains(column) ? columns[column] : ""
      return "<td data-label=\"\(label)\">\(cell)</td>"
    }
    return """
      <tr><th scope="row">\(cells.first ?? "")</th>\(rest)\
      \(if: isEditable, "<td>\(removal(cells))</td>")</tr>

      """
  }

  private func removal(_ cells: [String]) -> Markup {
    """
    <form method="post" action="\(Paths.reference(table.value, of: owner.value))">\
    \(HiddenField(name: "token", value: token).markup)\
    \(HiddenField(name: Field.removed, value: cells.joined(separator: "\t")).markup)\
    <button class="button" type="submit" aria-label="\(Texts.remove): \(cells.joined(separator: ", "))">\
    \(Texts.remove)</button></form>
    """
  }

  private var form: Markup {
    let field = FormField(
      name: Field.rows, label: Texts.add, hint: Texts.hint(columns), value: text,
      control: .text(rows: 6), isRequired: true, error: problems.first)
    return """
      <form method="post" action="\(Paths.reference(table.value, of: owner.value))">
      \(HiddenField(name: "token", value: token).markup)\(field.markup)
      <p class="actions"><button class="button button-primary" type="submit">\(Texts.save)</button></p>
      </form>
      """
  }

  public enum Field {
    public static let rows = "linjer"
    public static let removed = "fjern"
  }

  enum Texts {
    static let pages = "Sider med rækker"
    static let saved = "Gemt. Det deles ved næste synkronisering."
    static let empty = "Der er ingen linjer her endnu."
    static let remove = "Fjern"
    static let add = "Tilføj linjer"
    static let save = "Gem"

    static func hint(_ columns: [String]) -> String {
      "Én linje ad gangen, semikolon eller tabulator mellem felterne: \(columns.joined(separator: "; "))."
    }
  }
}

/// The tables there are.
public struct ReferenceListPage: Page {
  public struct Row: Hashable, Sendable {
    public var table: CountingPanel.Choice
    public var own: Int
    public var national: Int

    public init(table: CountingPanel.Choice, own: Int, national: Int) {
      self.table = table
      self.own = own
      self.national = national
    }
  }

  public var rows: [Row]
  public var owner: CountingPanel.Choice
  /// Who answers shared phones and chats now, in words.
  public var onDuty: [String]

  public init(rows: [Row], owner: CountingPanel.Choice, onDuty: [String]) {
    self.rows = rows
    self.owner = owner
    self.onDuty = onDuty
  }

  public var title: String { Texts.title }
  public var area: Area { .reports }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.intro)</p>
    \(onDuty.map { "<p>\($0)</p>\n" as Markup })\
    \(table.markup)
    """
  }

  private var table: StackingTable {
    StackingTable(
      label: title, columns: [Texts.table, owner.text, Texts.national], rows: rows.map(row))
  }

  private func row(_ row: Row) -> Markup {
    """
    <tr><th scope="row">\(row.table.text)</th>\
    <td data-label="\(owner.text)"><a href="\(Paths.reference(row.table.value, of: owner.value))">\
    \(Texts.lines(row.own))</a></td>\
    <td data-label="\(Texts.national)"><a href="\(Paths.reference(row.table.value, of: "national"))">\
    \(Texts.lines(row.national))</a></td></tr>

    """
  }

  public enum Texts {
    static let title = "Stamdata"
    static let intro =
      "Afdelinger, åbningstider, priser og andet, som svar, tællinger og rapporter bygger på."
    static let table = "Tabel"
    public static let national = "Fælles for alle"

    static func lines(_ count: Int) -> String {
      count == 1 ? "1 linje" : "\(DanishNumber.text(count)) linjer"
    }
  }
}
