/// Changes that are set aside, each with the reason and what it would have altered, and the choice
/// of an administrator: let them count, or leave them out for good.
public struct QuarantinePage: Page {
  public var items: [Item]
  public var token: String
  public var initials: String
  /// Why the last choice was not carried out, and what to do.
  public var problem: String?
  public var pageNumber: Int
  public var hasNextPage: Bool
  public var notice: Notice?

  public init(
    items: [Item], token: String, initials: String = "", problem: String? = nil,
    pageNumber: Int = 1, hasNextPage: Bool = false, notice: Notice? = nil
  ) {
    self.items = items
    self.token = token
    self.initials = initials
    self.problem = problem
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
    self.notice = notice
  }

  public struct Item: Hashable, Sendable {
    /// The change's name.
    public var id: String
    /// The article it is about; empty for a record of another kind.
    public var title: String
    public var author: String
    public var place: String
    public var time: LocalMoment
    public var reason: String
    /// Whether it can count by itself; otherwise it waits for another.
    public var isReleasable: Bool
    public var diffs: [FieldDiff]

    public init(
      id: String, title: String, author: String, place: String, time: LocalMoment, reason: String,
      isReleasable: Bool, diffs: [FieldDiff]
    ) {
      self.id = id
      self.title = title
      self.author = author
      self.place = place
      self.time = time
      self.reason = reason
      self.isReleasable = isReleasable
      self.diffs = diffs
    }
  }

  /// What an administrator chose.
  public enum Choice: String, CaseIterable, Hashable, Sendable {
    case release = "frigiv"
    case drop = "kasser"
  }

  /// The names of the form's fields.
  public enum Field {
    /// Once for each change chosen.
    public static let change = "aendring"
    public static let choice = "valg"
  }

  public var title: String { Texts.title }
  public var area: Area { .sync }
  public var status: Int { problem == nil ? 200 : 422 }
  public var breadcrumbs: [Breadcrumb] {
    [Breadcrumb(SyncPage.Texts.title, path: Paths.sync)]
  }

  public var notices: Markup {
    guard let problem else { return notice?.alert() ?? Markup() }
    return """
      <div class="alert alert-error" role="alert" tabindex="-1" data-focus>
      <h2>\(Texts.problem)</h2>
      <p>\(problem)</p></div>

      """
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    \(items.isEmpty ? "<p>\(Texts.none)</p>" : form)
    """
  }

  private var form: Markup {
    """
    <p>\(Texts.intro)</p>
    <form method="post" action="\(Paths.quarantine)">
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
    <ol class="history">
    \(items.enumerated().map { row($1, number: $0) })</ol>
    \(initialsField)<p>\(Texts.meaning)</p>
    <p class="actions">\
    <button class="button button-primary" type="submit" name="\(Field.choice)" \
    value="\(Choice.release.rawValue)">\(Texts.release)</button>
    <button class="button" type="submit" name="\(Field.choice)" \
    value="\(Choice.drop.rawValue)">\(Texts.drop)</button></p>
    </form>
    \(pages.markup)
    """
  }

  private var pages: Pagination {
    Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: Paths.quarantine)
    }
  }

  private func row(_ item: Item, number: Int) -> Markup {
    """
    <li class="history-entry">
    <h2><input type="checkbox" id="valgt-\(number)" name="\(Field.change)" value="\(item.id)">
    <label for="valgt-\(number)">\(item.title.isEmpty ? Texts.untitled : item.title)</label></h2>
    <p>\(item.reason)\(if: !item.isReleasable, " \(Texts.waits)")</p>
    <p class="note">\(Whereabouts.text(item.author, item.place)), \(item.time.markup), \
    <code>\(item.id)</code></p>
    \(item.diffs.map { $0.markup(trimmed: true) })</li>

    """
  }

  private var initialsField: Markup {
    FormField(
      name: ArticleForm.Field.initials.rawValue, label: EditPage.Texts.label(.initials),
      hint: EditPage.Texts.hint(.initials), value: initials, control: .line(inputLength: 40),
      isRequired: true
    ).markup
  }

  enum Texts {
    static let title = "Karantæne"
    static let pages = "Sider med ændringer"
    static let none = "Ingen ændringer er sat til side."
    static let intro =
      "Disse ændringer er modtaget og gemt, men de er ikke med i det, folk ser. De er de samme på "
      + "alle noder. En administrator afgør, hvad der skal ske med dem."
    static let meaning =
      "Det, du frigiver, flettes ind hos alle. Det, du kasserer, bliver i historikken, men kan ikke "
      + "frigives senere."
    static let release = "Frigiv de valgte"
    static let drop = "Kassér de valgte"
    static let waits = "Den kan ikke frigives for sig."
    static let untitled = "Uden overskrift"
    static let problem = "Intet er ændret"
  }
}
