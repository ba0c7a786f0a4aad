/// The answers of all in which a municipality may need a text of its own, and how it stands with each.
public struct ChecklistPage: EditorPage {
  public enum Standing: CaseIterable, Hashable, Sendable {
    case missing, waiting, outdated, done
  }

  public struct Row: Hashable, Sendable {
    public var id: String
    public var title: String
    public var standing: Standing
    /// "nævner åbningstider".
    public var reasons: [String]
    /// How many other municipalities have a text there.
    public var others: Int

    public init(id: String, title: String, standing: Standing, reasons: [String], others: Int) {
      self.id = id
      self.title = title
      self.standing = standing
      self.reasons = reasons
      self.others = others
    }
  }

  public var municipality: String
  public var rows: [Row]
  public var total: Int
  /// How many of all stand so.
  public var doneCount: Int
  public var pageNumber: Int
  public var hasNextPage: Bool

  public init(
    municipality: String, rows: [Row], total: Int, doneCount: Int, pageNumber: Int = 1,
    hasNextPage: Bool = false
  ) {
    self.municipality = municipality
    self.rows = rows
    self.total = total
    self.doneCount = doneCount
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
  }

  public var title: String { Texts.title(municipality) }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.intro)</p>
    <p>\(Texts.progress(doneCount, of: total))</p>
    \(if: !rows.isEmpty, table)
    """
  }

  private var table: Markup {
    let table = StackingTable(
      label: title,
      columns: [ArticleListPage.Texts.article, Texts.why, ArticleListPage.Texts.state],
      rows: rows.map(row))
    return "\(table.markup)\(pages.markup)"
  }

  private func row(_ row: Row) -> Markup {
    let target =
      row.standing == .missing ? Paths.newSupplement(to: row.id) : Paths.supplements(to: row.id)
    let reasons = (row.others > 0 ? [Texts.others(row.others)] : []) + row.reasons
    return """
      <tr><th scope="row"><a href="\(target)">\(row.title)</a></th>\
      <td data-label="\(Texts.why)">\(reasons.joined(separator: "; "))</td>\
      <td><span class="badge \(Texts.badge(row.standing))">\(Texts.name(row.standing))</span></td></tr>

      """
  }

  private var pages: Pagination {
    Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: Paths.checklist)
    }
  }

  enum Texts {
    static let short = "Lokale tillæg, der mangler"
    static let intro =
      "Fælles svar, hvor kommunen kan have brug for sine egne ord, fordi teksten peger på noget, der "
      + "ikke er ens overalt, eller fordi andre kommuner har skrevet et tillæg. Listen er et forslag: du "
      + "afgør, om svaret kan stå, som det er."
    static let why = "Hvorfor"
    static let pages = "Sider med svar"

    static func title(_ municipality: String) -> String { "Lokale tillæg i \(municipality)" }

    static func progress(_ done: Int, of total: Int) -> String {
      total == 0
        ? "Ingen svar peger på noget lokalt."
        : "\(DanishNumber.text(done)) af \(DanishNumber.text(total)) har et tillæg, der gælder."
    }

    static func others(_ count: Int) -> String {
      count == 1 ? "1 anden kommune har et" : "\(DanishNumber.text(count)) andre kommuner har et"
    }

    static func name(_ standing: Standing) -> String {
      switch standing {
      case .missing: "Mangler"
      case .waiting: "Venter på godkendelse"
      case .outdated: "Grundteksten er ændret"
      case .done: "Gælder"
      }
    }

    static func badge(_ standing: Standing) -> String {
      switch standing {
      case .missing, .outdated: "badge-warning"
      case .waiting: "badge-neutral"
      case .done: "badge-success"
      }
    }
  }
}

extension Paths {
  /// The answers in which this node's municipality may need a text of its own.
  public static let checklist = "/rediger/tjekliste"
}
