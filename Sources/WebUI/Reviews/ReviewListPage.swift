/// The answers that somebody should look at again, the most overdue first.
public struct ReviewListPage: EditorPage {
  public var rows: [Row]
  public var owners: [Owner]
  /// The owner the list is narrowed to; empty for all.
  public var owner: String
  public var total: Int
  public var dueCount: Int
  public var pageNumber: Int
  public var hasNextPage: Bool
  public var notice: Notice?

  public init(
    rows: [Row], owners: [Owner], owner: String = "", total: Int, dueCount: Int,
    pageNumber: Int = 1, hasNextPage: Bool = false, notice: Notice? = nil
  ) {
    self.rows = rows
    self.owners = owners
    self.owner = owner
    self.total = total
    self.dueCount = dueCount
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
    self.notice = notice
  }

  public struct Row: Hashable, Sendable {
    public var id: String
    public var title: String
    public var owner: String
    public var state: ReviewState
    public var verifiedBy: String?
    public var reviewedOn: CalendarDay?

    public init(
      id: String, title: String, owner: String, state: ReviewState, verifiedBy: String?,
      reviewedOn: CalendarDay?
    ) {
      self.id = id
      self.title = title
      self.owner = owner
      self.state = state
      self.verifiedBy = verifiedBy
      self.reviewedOn = reviewedOn
    }
  }

  /// Somebody who answers for texts: the code in addresses and the name on the page.
  public struct Owner: Hashable, Sendable {
    public let code: String
    public let name: String

    public init(code: String, name: String) {
      self.code = code
      self.name = name
    }
  }

  public var title: String { Texts.title }
  public var notices: Markup { notice?.alert() ?? Markup() }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.intro(due: dueCount, of: total))</p>
    \(if: owners.count > 1, filter)\(rows.isEmpty ? "<p>\(Texts.none)</p>\n" : table)
    """
  }

  private var filter: Markup {
    let field = FormField(
      name: "ejer", label: Texts.owner, value: owner,
      control: .choice([("", Texts.everybody)] + owners.map { ($0.code, $0.name) }),
      isRequired: true)
    return """
      <form class="filter" method="get" action="\(Paths.reviews)">
      \(field.markup)<p class="actions"><button class="button" type="submit">\(Texts.show)</button></p>
      </form>

      """
  }

  private var table: Markup {
    let table = StackingTable(
      label: title,
      columns: [
        ArticleListPage.Texts.article, Texts.state, Texts.day, Texts.last, Texts.owner,
      ],
      rows: rows.map(row))
    return "\(table.markup)\(pages.markup)"
  }

  private func row(_ row: Row) -> Markup {
    let reviewed: Markup? = row.reviewedOn.map { day in
      "\(day.markup)\(row.verifiedBy.map { ", \($0)" as Markup })"
    }
    return """
      <tr><th scope="row"><a href="\(Paths.review(row.id))">\(row.title)</a></th>\
      <td>\(row.state.badge)</td>\
      <td data-label="\(Texts.day)">\(row.state.day?.markup ?? "–")</td>\
      <td data-label="\(Texts.last)">\(reviewed ?? "–")</td>\
      <td data-label="\(Texts.owner)">\(row.owner)</td></tr>

      """
  }

  private var pages: Pagination {
    Pagination(label: ArticleListPage.Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: "\(Paths.reviews)?ejer=\(Paths.encoded(owner))")
    }
  }

  enum Texts {
    static let title = "Svar, der skal gennemgås"
    static let none = "Her er ingen svar at gennemgå."
    static let owner = "Ansvarlig"
    static let everybody = "Alle"
    static let show = "Vis"
    static let state = "Gennemgang"
    static let day = "Næste gang"
    static let last = "Sidst"

    static func intro(due: Int, of total: Int) -> String {
      switch due {
      case 0: "Ingen svar er over tiden. I alt \(DanishNumber.text(total)) svar kan læses."
      case 1: "1 svar af \(DanishNumber.text(total)) skal gennemgås nu."
      default:
        "\(DanishNumber.text(due)) svar af \(DanishNumber.text(total)) skal gennemgås nu."
      }
    }
  }
}
