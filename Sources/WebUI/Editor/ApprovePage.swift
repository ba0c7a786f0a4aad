/// What is about to be let out to readers, word by word against what they read today, and the button
/// that does it.
public struct ApprovePage: Page {
  public var id: String
  public var articleTitle: String
  /// The differences from the approved version; all of the text where there is none.
  public var diffs: [FieldDiff]
  /// `nil` if the article was never approved.
  public var approvedOn: CalendarDay?
  /// Names exactly the version that is shown here; it comes back with the form, and only that
  /// version may be approved.
  public var version: String
  public var token: String
  public var initials: String
  public var obstacle: Obstacle?
  public var problems: [ArticleForm.Problem]
  /// What the approver was writing to the author.
  public var comment: String
  public var commentProblem: CommentProblem?
  /// What an approver said already about this very text.
  public var answer: ApproverAnswer?
  /// What leads here, and may have to follow what changes.
  public var backlinks: Backlinks

  public init(
    id: String, title: String, diffs: [FieldDiff], approvedOn: CalendarDay?, version: String,
    token: String, initials: String = "", obstacle: Obstacle? = nil,
    problems: [ArticleForm.Problem] = [], comment: String = "",
    commentProblem: CommentProblem? = nil, answer: ApproverAnswer? = nil,
    backlinks: Backlinks = Backlinks()
  ) {
    self.id = id
    self.articleTitle = title
    self.diffs = diffs
    self.approvedOn = approvedOn
    self.version = version
    self.token = token
    self.initials = initials
    self.obstacle = obstacle
    self.problems = problems
    self.comment = comment
    self.commentProblem = commentProblem
    self.answer = answer
    self.backlinks = backlinks
  }

  /// Why the text cannot be approved as it stands.
  public enum Obstacle: Hashable, Sendable {
    case openConflicts(Int)
    /// Four eyes: the author's own text.
    case ownText
    case nothingNew
    /// The text changed after the page was shown; what is shown now is the newer one.
    case changedMeanwhile
    case notAnApprover
  }

  public var title: String { Texts.title(articleTitle) }
  public var area: Area { .editor }

  public var status: Int {
    if !problems.isEmpty || commentProblem != nil { return 422 }
    return obstacle == .changedMeanwhile ? 409 : 200
  }

  public var breadcrumbs: [Breadcrumb] {
    [
      .articles,
      Breadcrumb(articleTitle, path: Paths.edit(id)),
    ]
  }

  public var notices: Markup {
    let summary = ErrorSummary(
      problems: problems.map { ($0.field.rawValue, ProblemTexts.text($0)) }
        + [commentProblem?.summary].compactMap(\.self))
    return "\(summary.markup)\(obstacle.map(alert))\(answer?.alert)"
  }

  private func alert(_ obstacle: Obstacle) -> Markup {
    let link: Markup? =
      if case .openConflicts = obstacle {
        "<p><a href=\"\(Paths.conflicts(of: id))\">\(Notice.Texts.seeConflicts)</a></p>\n"
      } else {
        nil
      }
    return """
      <div class="alert alert-\(obstacle == .nothingNew ? "info" : "warning")">
      <h2>\(Texts.heading(of: obstacle))</h2>
      <p>\(Texts.text(of: obstacle))</p>
      \(link)</div>

      """
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(approvedOn.map { Texts.against($0.long) } ?? Texts.firstTime)</p>
    \(diffs.map { $0.markup(trimmed: false) })
    \(canApprove ? form(on: site) : nil)\(canSendBack ? sendBackForm(on: site) : nil)\(backlinks.markup)
    """
  }

  /// Whoever may approve may also say why not: to an own text, and to one that two have written.
  private var canSendBack: Bool {
    switch obstacle {
    case .nothingNew, .notAnApprover: false
    case nil, .openConflicts, .ownText, .changedMeanwhile: true
    }
  }

  private func sendBackForm(on site: Site) -> Markup {
    SendBackForm(
      id: id, version: version, token: token, initials: initials, comment: comment,
      problem: commentProblem, signedIn: site.signedIn
    ).markup
  }

  private var canApprove: Bool {
    obstacle == nil || obstacle == .changedMeanwhile
  }

  private func form(on site: Site) -> Markup {
    """
    <form method="post" action="\(Paths.approve(id))">
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
    \(HiddenField(name: ArticleForm.Field.baseVersion.rawValue, value: version).markup)\
    \(InitialsField(value: initials, problems: problems, signedIn: site.signedIn).markup)\
    <p>\(Texts.meaning)</p>
    <p class="actions"><button class="button button-primary" type="submit">\(Texts.approve)</button>
    <a class="button" href="\(Paths.edit(id))">\(Texts.back)</a></p>
    </form>
    """
  }

  enum Texts {
    static let heading = "Godkend"
    static let firstTime = "Svaret har ikke været godkendt før. Alt herunder er nyt for læserne."
    static let meaning =
      "Når du godkender, ser læserne præcis den tekst, der står her. Kommer der nye rettelser, "
      + "venter de på en ny godkendelse."
    static let approve = "Godkend teksten"
    static let back = "Tilbage til svaret"

    static func title(_ article: String) -> String { "Godkend: \(article)" }
    static func against(_ day: String) -> String {
      "Her er, hvad der er ændret, siden svaret sidst blev godkendt den \(day)."
    }

    static func heading(of obstacle: Obstacle) -> String {
      switch obstacle {
      case .openConflicts(let count):
        count == 1 ? "Afgør først konflikten" : "Afgør først de \(count) konflikter"
      case .ownText: "En anden skal godkende"
      case .nothingNew: "Der er intet nyt at godkende"
      case .changedMeanwhile: "Teksten er ændret, mens du havde siden åben"
      case .notAnApprover: "Du kan ikke godkende dette svar"
      }
    }

    static func text(of obstacle: Obstacle) -> String {
      switch obstacle {
      case .openConflicts: "To har rettet det samme sted. Vælg, hvad der skal stå, og godkend så."
      case .ownText: "Du har selv skrevet i teksten. Bed en kollega om at læse den og godkende den."
      case .nothingNew: "Læserne ser allerede den nyeste tekst."
      case .changedMeanwhile: "Læs den nye tekst herunder, før du godkender den."
      case .notAnApprover: "Bed en, der kan godkende på dette område, om at læse teksten."
      }
    }
  }
}
