/// An answer as it once was: what a version said, or what readers saw on a day, and the way back.
///
/// Printed, it is a receipt for what was told: it names the version exactly.
public struct VersionPage: Page {
  public var id: String
  public var articleTitle: String
  /// What the version said; `nil` when there was nothing for readers on that day.
  public var form: ArticleForm?
  public var occasion: Occasion
  /// Names the version; it comes back with the form that restores it.
  public var version: String
  /// What the editor needs to restore the version; `nil` where that would change nothing.
  public var restoring: Restoring?

  public init(
    id: String, title: String, form: ArticleForm?, occasion: Occasion, version: String,
    restoring: Restoring? = nil
  ) {
    self.id = id
    self.articleTitle = title
    self.form = form
    self.occasion = occasion
    self.version = version
    self.restoring = restoring
  }

  /// Why the version is shown.
  public enum Occasion: Hashable, Sendable {
    /// Somebody asked for it: who wrote it last, where and when.
    case version(author: String, place: String, time: LocalMoment)
    /// It is what readers saw at the end of a day, or the withdrawal that stood in its place.
    case day(CalendarDay, Standing)
  }

  /// What stood before readers on a day.
  public enum Standing: Hashable, Sendable {
    case nothing
    case approved(by: String, LocalMoment)
    case withdrawn(by: String, LocalMoment)
  }

  /// The form for putting a version back.
  public struct Restoring: Hashable, Sendable {
    public var token: String
    public var initials: String
    public var problems: [ArticleForm.Problem]

    public init(token: String, initials: String = "", problems: [ArticleForm.Problem] = []) {
      self.token = token
      self.initials = initials
      self.problems = problems
    }
  }

  public var title: String {
    switch occasion {
    case .version: Texts.versionTitle(articleTitle)
    case .day(let day, _): Texts.dayTitle(articleTitle, day.long)
    }
  }

  public var area: Area { .editor }
  public var status: Int { restoring?.problems.isEmpty ?? true ? 200 : 422 }

  public var breadcrumbs: [Breadcrumb] {
    [
      .articles,
      Breadcrumb(articleTitle, path: Paths.edit(id)),
      Breadcrumb(ArticleListPage.Texts.history, path: Paths.history(id)),
    ]
  }

  public var notices: Markup {
    let problems = restoring?.problems ?? []
    return ErrorSummary(problems: problems.map { ($0.field.rawValue, ProblemTexts.text($0)) })
      .markup
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(explanation)</p>
    \(form.map(text))\
    <p class="note">\(Texts.receipt(site.nodeName)) \(Texts.version) <code>\(version)</code></p>
    <p class="actions"><button class="button" type="button" data-print hidden>\
    \(AnswerPage.Texts.print.danish)</button> <a class="button" href="\(Paths.history(id))">\
    \(Texts.back)</a></p>
    \(restoring.map { restoreForm($0, on: site) })
    """
  }

  private var explanation: Markup {
    switch occasion {
    case .version(let author, let place, let time):
      "\(Texts.written(Whereabouts.text(author, place))) \(time.markup)."
    case .day(_, .nothing): "\(Texts.nothing)"
    case .day(_, .approved(let approver, let time)):
      "\(Texts.approved(approver)) \(time.markup). \(Texts.clocks)"
    case .day(_, .withdrawn(let author, let time)):
      "\(Texts.withdrawn(author)) \(time.markup). \(Texts.clocks)"
    }
  }

  private func text(_ form: ArticleForm) -> Markup {
    "<h2>\(Texts.text)</h2>\n<div class=\"preview-body\">\n\(Preview(form: form).markup)</div>\n"
  }

  private func restoreForm(_ restoring: Restoring, on site: Site) -> Markup {
    """
    <form method="post" action="\(Paths.version(version, of: id))">
    <h2>\(Texts.restoreHeading)</h2>
    <p>\(Texts.restoreMeaning)</p>
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: restoring.token).markup)\
    \(InitialsField(value: restoring.initials, problems: restoring.problems, signedIn: site.signedIn).markup)\
    <p class="actions"><button class="button button-primary" type="submit">\(Texts.restore)\
    </button></p>
    </form>
    """
  }

  enum Texts {
    static let text = "Teksten dengang"
    static let version = "Version"
    static let back = "Tilbage til historikken"
    static let clocks = "Tiden er den, godkenderens ur viste."
    static let nothing = "Den dag var der intet godkendt svar at læse."
    static let restoreHeading = "Sæt denne tekst ind igen"
    static let restoreMeaning =
      "Teksten her bliver den nyeste. Det er en ny ændring, som andre kan se i historikken, og "
      + "læserne ser den først, når den er godkendt."
    static let restore = "Sæt teksten ind igen"

    static func versionTitle(_ article: String) -> String { "Tidligere version: \(article)" }
    static func dayTitle(_ article: String, _ day: String) -> String {
      "Det, læserne så den \(day): \(article)"
    }
    static func written(_ author: String) -> String { "Skrevet af \(author)," }
    static func approved(_ approver: String) -> String { "Godkendt af \(approver)" }
    static func withdrawn(_ author: String) -> String {
      "Svaret var trukket tilbage af \(author)"
    }
    static func receipt(_ node: String) -> String { "Vist hos \(node)." }
  }
}

/// Who acts, in the forms that ask for nothing else.
///
/// Who is logged in signs by that.
struct InitialsField {
  let value: String
  let problems: [ArticleForm.Problem]
  let signedIn: Site.SignedIn?

  var markup: Markup {
    signedIn?.signature ?? field
  }

  private var field: Markup {
    FormField(
      name: ArticleForm.Field.initials.rawValue, label: EditPage.Texts.label(.initials),
      hint: EditPage.Texts.hint(.initials), value: value, control: .line(inputLength: 40),
      isRequired: true, error: problems.first { $0.field == .initials }.map(ProblemTexts.text)
    ).markup
  }
}
