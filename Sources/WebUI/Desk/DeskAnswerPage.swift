/// An answer on the desk: the short one in large letters to be read aloud, then all of it with the
/// caller's municipality's own words in their places.
public struct DeskAnswerPage: Page {
  public var id: String
  public var articleTitle: String
  public var shortAnswer: String
  /// Markdown.
  public var body: String
  public var links: [AnswerPage.SelfServiceLink]
  public var supplements: [AnswerPage.Supplement]
  /// Whether citizens may not read it themselves.
  public var isInternal: Bool
  public var approvedOn: CalendarDay?
  public var caller: CallerChoice
  /// Whom the caller can be put through to.
  public var directory: DeskDirectory?
  /// Whether the visitor may correct it.
  public var isEditable: Bool
  /// The keys that count the contact.
  public var counting: CountingPanel?

  public init(
    id: String, title: String, shortAnswer: String, body: String,
    links: [AnswerPage.SelfServiceLink], supplements: [AnswerPage.Supplement], isInternal: Bool,
    approvedOn: CalendarDay?, caller: CallerChoice, directory: DeskDirectory? = nil,
    isEditable: Bool
  ) {
    self.id = id
    self.articleTitle = title
    self.shortAnswer = shortAnswer
    self.body = body
    self.links = links
    self.supplements = supplements
    self.isInternal = isInternal
    self.approvedOn = approvedOn
    self.caller = caller
    self.directory = directory
    self.isEditable = isEditable
  }

  public var title: String { articleTitle }
  public var area: Area { .desk }

  public var breadcrumbs: [Breadcrumb] {
    [Breadcrumb(DeskPage.Texts.title, path: Paths.desk(caller: caller.code))]
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)\(if: isInternal, " \(DeskAnswerPage.internalBadge)")</h1>
    \(if: !shortAnswer.isEmpty, shortAnswerBox)\
    <p class="actions">\(if: !isInternal, citizenLink)\(if: isEditable, editLink)\
    <a class="button" href="\(Paths.desk(caller: caller.code))" data-key="n">\(Texts.next)</a></p>
    \(counting?.markup)\
    <form method="get" action="\(Paths.deskAnswer(id))" class="filter">
    \(caller.field)<p class="actions"><button class="button" type="submit">\(Texts.show)</button></p>
    </form>
    \(directory?.markup)<div class="prose">
    \(text)</div>
    \(if: !links.isEmpty, linkList)\
    \(approvedOn.map { "<p class=\"note\">\(AnswerPage.Texts.approved.danish) \($0.markup)</p>" as Markup })
    """
  }

  private var shortAnswerBox: Markup {
    """
    <div class="short-answer desk-answer"><h2>\(Texts.readAloud)</h2>
    <p>\(shortAnswer)</p></div>

    """
  }

  private var text: Markup {
    MarkdownDocument(
      body, insertions: supplements.enumerated().map { $1.insertion(number: $0 + 1) }
    ).markup
  }

  /// The screen that is turned round: what citizens read, with nothing of the staff's beside it.
  private var citizenLink: Markup {
    """
    <a class="button button-primary" href="\(Paths.citizenScreen(id, title: articleTitle, caller: caller.code))" \
    data-key="v">\(Texts.forCitizen)</a>

    """
  }

  private var editLink: Markup {
    "<a class=\"button\" href=\"\(Paths.edit(id))\">\(AnswerPage.Texts.edit.danish)</a>\n"
  }

  private var linkList: Markup {
    let items: [Markup] = links.map {
      "<li><a href=\"\(address: $0.address)\">\($0.title)</a></li>\n"
    }
    return """
      <section class="self-service"><h2>\(AnswerPage.Texts.selfService.danish)</h2>
      <ul>
      \(items)</ul></section>

      """
  }

  static let internalBadge: Markup =
    "<span class=\"badge badge-warning\">\(Texts.internalOnly)</span>"

  enum Texts {
    static let readAloud = "Læs op"
    static let forCitizen = "Vis til borgeren"
    static let next = "Næste spørgsmål"
    static let show = "Skift kommune"
    static let internalOnly = "Kun til os"
  }
}
