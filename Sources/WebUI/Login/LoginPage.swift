/// Where one logs in. When a login ended while somebody was writing, the text stands here and comes
/// along: nothing a person typed is ever dropped.
public struct LoginPage: BilingualPage {
  public static let nameField = "navn"
  public static let passwordField = "adgangskode"
  public static let targetField = "til"

  public enum Problem: Hashable, Sendable {
    case wrong
    case later(seconds: Int)
    /// The page was too old to be sent.
    case expired
    /// Somebody was logged in and is no longer.
    case loggedOut
  }

  public var name: String
  /// The path to go on to.
  public var target: String
  public var token: String
  /// Fields that travel along unseen.
  public var carried: [(name: String, value: String)]
  public var keptTexts: [KeptText]
  public var problem: Problem?
  public var language = Language.danish

  public init(
    name: String = "", target: String, token: String,
    carried: [(name: String, value: String)] = [], keptTexts: [KeptText] = [],
    problem: Problem? = nil
  ) {
    self.name = name
    self.target = target
    self.token = token
    self.carried = carried
    self.keptTexts = keptTexts
    self.problem = problem
  }

  public var title: String { Texts.title[language] }
  public var area: Area { .portal }

  public var status: Int {
    switch problem {
    case nil: 200
    case .loggedOut: 403
    case .later: 429
    case .wrong, .expired: 422
    }
  }

  public var notices: Markup {
    guard let problem else { return Markup() }
    return """
      <div class="alert \(isFault ? "alert-error" : "alert-warning")" role="alert">
      <h2>\(Texts.heading(problem)[language])</h2>
      <p>\(Texts.text(problem)[language])</p>
      </div>

      """
  }

  private var isFault: Bool { problem == .wrong }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p class="lead">\(Texts.lead(site.nodeName)[language])</p>
    <form method="post" action="\(Paths.login)" class="narrow-form">
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
    \(HiddenField(name: LoginPage.targetField, value: target).markup)\
    \(carried.map { HiddenField(name: $0.name, value: $0.value).markup })\
    \(nameInput)\(passwordInput)\
    <p class="actions"><button class="button button-primary" type="submit">\
    \(Texts.submit[language])</button></p>
    </form>
    <p class="note">\(Texts.forgotten[language])</p>
    \(kept)
    """
  }

  private var nameInput: Markup {
    FormField(
      name: LoginPage.nameField, label: Texts.name[language], value: name,
      control: .line(inputLength: 64), isRequired: true,
      attributes: " autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\""
    ).markup
  }

  private var passwordInput: Markup {
    FormField(
      name: LoginPage.passwordField, label: Texts.password[language], value: "",
      control: .password(autocomplete: "current-password"), isRequired: true
    ).markup
  }

  private var kept: Markup? {
    let texts = keptTexts.filter { !$0.text.isEmpty }
    guard !texts.isEmpty else { return nil }
    let fields = texts.enumerated().map { index, kept in kept.field(index) }
    return """
      <section class="kept"><h2>\(ErrorPage.Texts.keptHeading[language])</h2>
      <p>\(Texts.kept[language])</p>
      \(fields)</section>

      """
  }

  enum Texts {
    static let title = Phrase("Log ind", "Log in")
    static let name = Phrase("Brugernavn", "User name")
    static let password = Phrase("Adgangskode", "Password")
    static let submit = Phrase("Log ind", "Log in")
    static let forgotten = Phrase(
      "Har du glemt din adgangskode, kan den, der driver noden, give dig en ny.",
      "If you have forgotten your password, whoever runs the node can give you a new one.")
    static let kept = Phrase(
      "Teksten følger med, når du logger ind, og kan gemmes bagefter.",
      "The text comes along when you log in and can be saved afterwards.")

    static func lead(_ node: String) -> Phrase {
      Phrase(
        "For medarbejdere. For at læse og søge svar hos \(node) skal du ikke logge ind.",
        "For staff. You need not log in to read and search answers at \(node).")
    }

    static func heading(_ problem: Problem) -> Phrase {
      switch problem {
      case .wrong:
        Phrase(
          "Brugernavn eller adgangskode er forkert", "The user name or the password is wrong")
      case .later: Phrase("Der er prøvet for mange gange", "Too many attempts")
      case .expired:
        Phrase("Siden har været åben for længe", "The page has been open for too long")
      case .loggedOut: Phrase("Du er ikke logget ind længere", "You are no longer logged in")
      }
    }

    static func text(_ problem: Problem) -> Phrase {
      switch problem {
      case .wrong:
        Phrase(
          "Prøv igen. Se efter, om Caps Lock er slået til.",
          "Try again. Check whether Caps Lock is on.")
      case .later(let seconds):
        Phrase(
          "Vent \(wait(seconds).danish), og prøv igen.",
          "Wait \(wait(seconds).english) and try again.")
      case .expired: Phrase("Skriv din adgangskode igen.", "Type your password again.")
      case .loggedOut:
        Phrase(
          "Log ind igen. Det, du har skrevet, er her endnu.",
          "Log in again. What you have written is still here.")
      }
    }

    static func wait(_ seconds: Int) -> Phrase {
      switch seconds {
      case ...1: Phrase("et sekund", "one second")
      case ..<60: Phrase("\(seconds) sekunder", "\(seconds) seconds")
      case ..<120: Phrase("et par minutter", "a couple of minutes")
      default:
        Phrase("\((seconds + 59) / 60) minutter", "\((seconds + 59) / 60) minutes")
      }
    }
  }
}

/// Back to what was being done when a login ended: one button, and everything is as it was.
public struct ResumePage: Page {
  public var name: String
  public var path: String
  public var token: String
  public var fields: [(name: String, value: String)]
  public var keptTexts: [KeptText]

  public init(
    name: String, path: String, token: String, fields: [(name: String, value: String)],
    keptTexts: [KeptText]
  ) {
    self.name = name
    self.path = path
    self.token = token
    self.fields = fields
    self.keptTexts = keptTexts
  }

  public var title: String { Texts.title }
  public var area: Area { .editor }

  public func content(on site: Site) -> Markup {
    let texts = keptTexts.filter { !$0.text.isEmpty }
    let shown = texts.enumerated().map { index, kept in kept.field(index) }
    return """
      <h1>\(title)</h1>
      <p class="lead">\(Texts.lead(name))</p>
      <form method="post" action="\(path)">
      \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
      \(fields.map { HiddenField(name: $0.name, value: $0.value).markup })\
      <p class="actions"><button class="button button-primary" type="submit">\(Texts.submit)</button></p>
      </form>
      \(shown)
      """
  }

  enum Texts {
    static let title = "Du er logget ind igen"
    static let submit = "Fortsæt, hvor du slap"

    static func lead(_ name: String) -> String {
      "Velkommen tilbage, \(name). Det, du var i gang med, er her endnu og ikke gemt."
    }
  }
}
