/// The questions that wait for the editors, the one that is due first at the top, each with its
/// deadline in working days and a button for whoever has dealt with it.
public struct QuestionsPage: EditorPage {
  public var rows: [Row]
  /// The form's token.
  public var token: String
  public var isEditable: Bool
  public var pageNumber: Int
  public var hasNextPage: Bool
  /// A button was pressed on a page so old that nothing was saved.
  public var isExpired: Bool
  public var notice: Notice?

  public init(
    rows: [Row], token: String, isEditable: Bool, pageNumber: Int = 1, hasNextPage: Bool = false,
    isExpired: Bool = false, notice: Notice? = nil
  ) {
    self.rows = rows
    self.token = token
    self.isEditable = isEditable
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
    self.isExpired = isExpired
    self.notice = notice
  }

  public enum Urgency: Hashable, Sendable {
    case ahead, near, passed
  }

  public struct Row: Hashable, Sendable {
    public var title: String
    /// Where the answer is mended; `nil` for a subject or none.
    public var path: String?
    public var from: String
    public var count: Int
    public var since: String
    public var deadline: String
    public var urgency: Urgency
    /// The question as the form has it: where it is from, its topic, the last day it was asked.
    public var source: String
    public var topic: String
    public var last: String

    public init(
      title: String, path: String?, from: String, count: Int, since: String, deadline: String,
      urgency: Urgency, source: String, topic: String, last: String
    ) {
      self.title = title
      self.path = path
      self.from = from
      self.count = count
      self.since = since
      self.deadline = deadline
      self.urgency = urgency
      self.source = source
      self.topic = topic
      self.last = last
    }
  }

  public var title: String { Texts.title }
  public var status: Int { isExpired ? 422 : 200 }
  public var notices: Markup {
    isExpired ? Notice.expiredAlert : notice?.alert() ?? Markup()
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.intro)</p>
    \(rows.isEmpty ? "<p>\(Texts.none)</p>\n" : table)\
    <p class="hint">\(Texts.privacy)</p>
    """
  }

  private var table: Markup {
    let table = StackingTable(
      label: title,
      columns: [Texts.question, Texts.from, Texts.count, Texts.since, Texts.deadline]
        + (isEditable ? [Texts.done] : []),
      numbers: [2], rows: rows.map(row))
    return "\(table.markup)\(pages.markup)"
  }

  private var pages: Pagination {
    Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: Paths.questions)
    }
  }

  private func row(_ row: Row) -> Markup {
    let title: Markup =
      row.path.map { "<a href=\"\($0)\">\(row.title)</a>" } ?? "\(row.title)"
    return """
      <tr><th scope="row">\(title)</th><td data-label="\(Texts.from)">\(row.from)</td>\
      <td class="number" data-label="\(Texts.count)">\(DanishNumber.text(row.count))</td>\
      <td data-label="\(Texts.since)">\(row.since)</td>\
      <td data-label="\(Texts.deadline)">\(deadline(row))</td>\
      \(if: isEditable, "<td>\(form(row))</td>")</tr>

      """
  }

  private func deadline(_ row: Row) -> Markup {
    switch row.urgency {
    case .ahead: "\(row.deadline)"
    case .near: "<span class=\"badge badge-warning\">\(row.deadline)</span>"
    case .passed: "<span class=\"badge badge-error\">\(row.deadline)</span>"
    }
  }

  private func form(_ row: Row) -> Markup {
    """
    <form method="post" action="\(Paths.questions)">\
    \(HiddenField(name: "token", value: token).markup)\
    \(HiddenField(name: Field.source, value: row.source).markup)\
    \(HiddenField(name: Field.topic, value: row.topic).markup)\
    \(HiddenField(name: Field.last, value: row.last).markup)\
    <button class="button" type="submit" aria-label="\(Texts.done): \(row.title)">\
    \(Texts.done)</button></form>
    """
  }

  public enum Field {
    public static let source = "kilde"
    public static let topic = "emne"
    public static let last = "til"
  }

  public enum Texts {
    public static let title = "Spørgsmål, der venter"
    static let intro =
      "Her er det, som medarbejdere skrev op, fordi der manglede et svar, og de svar, som læsere "
      + "sagde nej til. Fristen er ti arbejdsdage. Tryk Besvaret, når svaret er skrevet eller rettet; "
      + "spørger nogen igen bagefter, kommer spørgsmålet tilbage."
    static let none = "Der venter ingen spørgsmål."
    static let privacy =
      "Der er kun optællinger: ingen har skrevet tekst, og ingen kan se, hvem der spurgte."
    static let question = "Spørgsmål"
    static let from = "Fra"
    static let count = "Antal"
    static let since = "Første dag"
    static let deadline = "Svarfrist"
    static let done = "Besvaret"
    static let pages = "Sider med spørgsmål"
  }
}
