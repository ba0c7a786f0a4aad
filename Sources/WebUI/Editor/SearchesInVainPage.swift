/// What people searched for in vain, or nearly: the editors' list of what is not written, or is
/// written with other words than people use.
public struct SearchesInVainPage: EditorPage {
  public var rows: [Row]
  public var pageNumber: Int
  public var hasNextPage: Bool

  public init(rows: [Row], pageNumber: Int = 1, hasNextPage: Bool = false) {
    self.rows = rows
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
  }

  public struct Row: Hashable, Sendable {
    public var term: String
    public var times: Int

    /// Of these, how many found little, and how many found nothing.
    public var weak: Int
    public var nothing: Int
    public var days: Int

    /// Whether so many have asked that it is no single person's question.
    public var isCommon: Bool

    public init(
      term: String, times: Int, weak: Int, nothing: Int, days: Int, isCommon: Bool
    ) {
      self.term = term
      self.times = times
      self.weak = weak
      self.nothing = nothing
      self.days = days
      self.isCommon = isCommon
    }
  }

  public var title: String { Texts.title }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.intro)</p>
    <p class="actions"><a class="button" href="\(Paths.synonyms)">\(Texts.synonyms)</a>
    <a class="button" href="\(Paths.situations)">\(Texts.situations)</a>
    <a class="button" href="\(Paths.feedbackList)">\(FeedbackListPage.Texts.title)</a>
    <a class="button" href="\(Paths.questions)">\(QuestionsPage.Texts.title)</a></p>
    \(rows.isEmpty ? "<p>\(Texts.none)</p>" : table)
    <p class="hint">\(Texts.privacy)</p>
    """
  }

  private var table: Markup {
    let table = StackingTable(
      label: title, columns: [Texts.term, Texts.times, Texts.nothing, Texts.weak, Texts.days],
      rows: rows.map(row))
    return "\(table.markup)\(pages.markup)"
  }

  private var pages: Pagination {
    Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: Paths.searchesInVain)
    }
  }

  private func row(_ row: Row) -> Markup {
    let badge: Markup = row.isCommon ? " <span class=\"badge\">\(Texts.common)</span>" : ""
    return """
      <tr><th scope="row"><a href="\(Paths.search(for: row.term))">\(row.term)</a>\(badge)</th>\
      <td data-label="\(Texts.times)">\(DanishNumber.text(row.times))</td>\
      <td data-label="\(Texts.nothing)">\(DanishNumber.text(row.nothing))</td>\
      <td data-label="\(Texts.weak)">\(DanishNumber.text(row.weak))</td>\
      <td data-label="\(Texts.days)">\(DanishNumber.text(row.days))</td></tr>

      """
  }

  enum Texts {
    static let title = "Søgninger uden svar"
    static let intro =
      "Her er, hvad folk har søgt efter uden at finde noget, eller hvor de fandt lidt. Mangler "
      + "svaret, så skriv det. Findes det, så brug folks egne ord i titlen eller som emneord."
    static let synonyms = "Synonymer"
    static let situations = "Hvis du …"
    static let none = "Der er ingen søgninger uden svar."
    static let privacy =
      "Søgninger med cpr-numre, telefonnumre, mailadresser og andre lange numre tælles ikke. Vi "
      + "gemmer kun, hvor mange gange der er søgt, aldrig hvem der søgte."
    static let pages = "Sider med søgninger"
    static let term = "Søgning"
    static let times = "Gange"
    static let nothing = "Fandt intet"
    static let weak = "Fandt lidt"
    static let days = "Dage"
    static let common = "Mange spørger"
  }
}
