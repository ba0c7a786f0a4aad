/// The conflicts of one article: for each the ancestor, the wordings side by side, and the choice.
///
/// No side is chosen beforehand: a button that is right most of the time is pressed all of the time.
public struct ConflictsPage: Page {
  public var id: String
  public var articleTitle: String
  public var conflicts: [Conflict]
  /// The version that the page shows; it comes back with the form.
  public var baseVersion: String
  public var token: String
  public var initials: String
  /// What came back to be mended: the conflict, what is missing, and what the person had written.
  public var attempt: Attempt?
  public var notice: Notice?

  public init(
    id: String, title: String, conflicts: [Conflict], baseVersion: String, token: String,
    initials: String = "", attempt: Attempt? = nil, notice: Notice? = nil
  ) {
    self.id = id
    self.articleTitle = title
    self.conflicts = conflicts
    self.baseVersion = baseVersion
    self.token = token
    self.initials = initials
    self.attempt = attempt
    self.notice = notice
  }

  public struct Attempt: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
      case nothingChosen
      case missingInitials
      /// The conflict was settled elsewhere meanwhile.
      case alreadyResolved
      case expired
    }

    public var conflict: String
    public var problem: Problem
    public var ownText: String

    public init(conflict: String, problem: Problem, ownText: String) {
      self.conflict = conflict
      self.problem = problem
      self.ownText = ownText
    }
  }

  public var title: String { Texts.title(articleTitle) }
  public var area: Area { .editor }

  public var status: Int {
    guard let attempt else { return 200 }
    return attempt.problem == .alreadyResolved ? 409 : 422
  }

  public var breadcrumbs: [Breadcrumb] {
    [
      Breadcrumb(OpenConflictsPage.Texts.title, path: Paths.conflicts),
      Breadcrumb(articleTitle, path: Paths.edit(id)),
    ]
  }

  public var notices: Markup {
    "\(attempt.map(summary))\(notice?.alert())"
  }

  private func summary(_ attempt: Attempt) -> Markup {
    let index = conflicts.firstIndex { $0.id == attempt.conflict }
    let target = index.map {
      attempt.problem == .missingInitials ? "initialer-\($0)" : "konflikt-\($0)"
    }
    let summary = ErrorSummary(
      problems: [(target ?? "main-content", Texts.problem(attempt.problem))]
    ).markup
    guard index == nil, !attempt.ownText.isEmpty else { return summary }
    return "\(summary)\(KeptText(label: Texts.yourText, text: attempt.ownText).field(0))"
  }

  public func content(on site: Site) -> Markup {
    if conflicts.isEmpty {
      return """
        <h1>\(title)</h1>
        <p>\(Texts.none)</p>
        <p><a class="button" href="\(Paths.edit(id))">\(ApprovePage.Texts.back)</a></p>
        """
    }
    return """
      <h1>\(title)</h1>
      <p class="lead">\(Texts.intro)</p>
      \(conflicts.enumerated().map { index, conflict in
        ConflictForm(
          page: self, conflict: conflict, index: index, signedIn: site.signedIn
        ).markup
      })
      """
  }

  enum Texts {
    static let none = "Der er ingen konflikter i dette svar."
    static let intro =
      "Flere har rettet det samme sted uden at kende hinandens rettelser. Vælg, hvad der skal stå. "
      + "Læserne ser den godkendte tekst, indtil I har valgt og godkendt."
    static let yourText = "Det skrev du"

    static func title(_ article: String) -> String { "Konflikter: \(article)" }

    static func problem(_ problem: Attempt.Problem) -> String {
      switch problem {
      case .nothingChosen: "Vælg venligst, hvad der skal stå"
      case .missingInitials: "Skriv venligst dine initialer"
      case .alreadyResolved: "En anden har allerede afgjort konflikten. Se, hvad der nu står"
      case .expired:
        "Du har været væk så længe, at siden er udløbet. Dit valg er ikke gemt: vælg og gem igen"
      }
    }
  }
}
