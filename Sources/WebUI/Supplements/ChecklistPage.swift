/// The answers of all in which a municipality may need a text of its own, and how it stands with each.
public struct ChecklistPage: EditorPage {
  public enum Standing: CaseIterable, Hashable, Sendable {
    case missing, waiting, outdated, done, waived
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
  /// How many have a text that holds, and how many need none.
  public var doneCount: Int
  public var waivedCount: Int
  public var token: String
  public var pageNumber: Int
  public var hasNextPage: Bool
  /// A button was pressed on a page so old that nothing was saved.
  public var isExpired: Bool
  public var notice: Notice?

  public init(
    municipality: String, rows: [Row], total: Int, doneCount: Int, waivedCount: Int = 0,
    token: String, pageNumber: Int = 1, hasNextPage: Bool = false, isExpired: Bool = false,
    notice: Notice? = nil
  ) {
    self.municipality = municipality
    self.rows = rows
    self.total = total
    self.doneCount = doneCount
    self.waivedCount = waivedCount
    self.token = token
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
    self.isExpired = isExpired
    self.notice = notice
  }

  /// The answer that a button is about, and whether a text is needed beside it.
  public enum Field {
    public static let answer = "svar"
    public static let needed = "tillaeg"
    public static let yes = "ja"
    public static let no = "nej"
  }

  public var title: String { Texts.title(municipality) }
  public var status: Int { isExpired ? 422 : 200 }
  public var notices: Markup {
    isExpired ? Notice.expiredAlert : notice?.alert() ?? Markup()
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.intro)</p>
    <p>\(Texts.progress(doneCount, waivedCount, of: total))</p>
    \(if: !rows.isEmpty, table)
    """
  }

  private var table: Markup {
    let table = StackingTable(
      label: title,
      columns: [
        ArticleListPage.Texts.article, Texts.why, ArticleListPage.Texts.state, Texts.choice,
      ],
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
      <td><span class="badge \(Texts.badge(row.standing))">\(Texts.name(row.standing))</span></td>\
      <td>\(form(row) ?? "–")</td></tr>

      """
  }

  /// The button that says that no text is needed, or takes that back.
  private func form(_ row: Row) -> Markup? {
    guard row.standing == .missing || row.standing == .waived else { return nil }
    let isMissing = row.standing == .missing
    return """
      <form method="post" action="\(Paths.checklist)">\
      \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
      \(HiddenField(name: Field.answer, value: row.id).markup)\
      \(HiddenField(name: Field.needed, value: isMissing ? Field.no : Field.yes).markup)\
      <button class="button" type="submit">\(isMissing ? Texts.waive : Texts.unwaive)\
      <span class="visually-hidden">: \(row.title)</span></button></form>
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
      + "ikke er ens overalt, eller fordi andre kommuner har skrevet et tillæg. Listen er et forslag: kan "
      + "svaret stå, som det er, så tryk Behøves ikke. Peger teksten senere på noget andet lokalt, "
      + "kommer den igen."
    static let why = "Hvorfor"
    static let choice = "Dit valg"
    static let waive = "Behøves ikke"
    static let unwaive = "Behøves alligevel"
    static let pages = "Sider med svar"

    static func title(_ municipality: String) -> String { "Lokale tillæg i \(municipality)" }

    static func progress(_ done: Int, _ waived: Int, of total: Int) -> String {
      guard total > 0 else { return "Ingen svar peger på noget lokalt." }
      let rest =
        waived == 0
        ? "" : " \(DanishNumber.text(waived)) kan stå, som \(waived == 1 ? "det" : "de") er."
      return
        "\(DanishNumber.text(done)) af \(DanishNumber.text(total)) har et tillæg, der gælder.\(rest)"
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
      case .waived: "Behøves ikke"
      }
    }

    static func badge(_ standing: Standing) -> String {
      switch standing {
      case .missing, .outdated: "badge-warning"
      case .waiting, .waived: "badge-neutral"
      case .done: "badge-success"
      }
    }
  }
}

extension Paths {
  /// The answers in which this node's municipality may need a text of its own.
  public static let checklist = "/rediger/tjekliste"
}
