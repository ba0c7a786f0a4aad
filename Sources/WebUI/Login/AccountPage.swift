/// A person's own account: who one is here, the password, and where one is logged in.
public struct AccountPage: Page {
  public static let currentField = "nuvaerende"
  public static let newField = "ny"
  public static let againField = "igen"
  public static let noticeParameter = "besked"

  /// The names of the roles that the node knows.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case partner, staff, editor, approver, admin
  }

  /// One place where the account is in use.
  public struct Login: Hashable, Sendable {
    public var isKey: Bool
    public var label: String
    public var seen: LocalMoment
    public var isCurrent: Bool

    public init(isKey: Bool, label: String, seen: LocalMoment, isCurrent: Bool) {
      self.isKey = isKey
      self.label = label
      self.seen = seen
      self.isCurrent = isCurrent
    }
  }

  public enum Problem: Hashable, Sendable {
    case wrong
    case different
    case tooShort(Int)
    case tooLong(Int)
    case holdsControls
    case guessable
    case later(seconds: Int)
    case expired
  }

  public enum Notice: String, Hashable, Sendable {
    case passwordChanged = "adgangskode"
    case othersEnded = "logget-ud"

    /// The page that says it.
    public var path: String { "\(Paths.account)?\(AccountPage.noticeParameter)=\(rawValue)" }
  }

  public var name: String
  public var fullName: String
  public var initials: String
  public var role: Role
  public var token: String
  public var logins: [Login]
  /// The proxy logged the person in: there is no password and no login of ours to see to.
  public var isFromProxy: Bool
  public var problem: Problem?
  public var notice: Notice?

  public init(
    name: String, fullName: String, initials: String, role: Role, token: String,
    logins: [Login] = [], isFromProxy: Bool = false, problem: Problem? = nil, notice: Notice? = nil
  ) {
    self.name = name
    self.fullName = fullName
    self.initials = initials
    self.role = role
    self.token = token
    self.logins = logins
    self.isFromProxy = isFromProxy
    self.problem = problem
    self.notice = notice
  }

  public var title: String { Texts.title }
  public var area: Area { .portal }

  public var status: Int {
    switch problem {
    case nil: 200
    case .later: 429
    default: 422
    }
  }

  public var notices: Markup {
    if let problem {
      let summary = ErrorSummary(problems: [(AccountPage.field(of: problem), Texts.text(problem))])
      return summary.markup
    }
    guard let notice else { return Markup() }
    return """
      <div class="alert alert-success" role="status"><h2>\(Texts.text(notice))</h2></div>

      """
  }

  private static func field(of problem: Problem) -> String {
    switch problem {
    case .wrong, .later, .expired: currentField
    case .different: againField
    case .tooShort, .tooLong, .holdsControls, .guessable: newField
    }
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p class="lead">\(Texts.lead(fullName, initials))</p>
    <p>\(Texts.role(role))</p>
    \(isFromProxy ? Texts.proxy : ownLogin)
    """
  }

  private var ownLogin: Markup {
    """
    <form method="post" action="\(Paths.logout)">\(tokenField)\
    <p class="actions"><button class="button" type="submit">\(Texts.logout)</button></p></form>
    <h2>\(Texts.passwordHeading)</h2>
    <form method="post" action="\(Paths.password)" class="narrow-form">\(tokenField)\
    \(input(AccountPage.currentField, Texts.current, "current-password"))\
    \(input(AccountPage.newField, Texts.new, "new-password", hint: Texts.rule))\
    \(input(AccountPage.againField, Texts.again, "new-password"))\
    <p class="actions"><button class="button button-primary" type="submit">\(Texts.change)</button></p>
    </form>
    <h2>\(Texts.loginsHeading)</h2>
    <ul>
    \(logins.map(line))</ul>
    <form method="post" action="\(Paths.otherLogins)">\(tokenField)\
    <p class="actions"><button class="button" type="submit">\(Texts.endOthers)</button></p></form>
    """
  }

  private var tokenField: Markup {
    HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup
  }

  private func input(
    _ name: String, _ label: String, _ autocomplete: String, hint: String? = nil
  ) -> Markup {
    FormField(
      name: name, label: label, hint: hint, value: "",
      control: .password(autocomplete: autocomplete), isRequired: true,
      error: problem.flatMap { AccountPage.field(of: $0) == name ? Texts.text($0) : nil }
    ).markup
  }

  private func line(_ login: Login) -> Markup {
    let what: Markup = login.isKey ? "\(Texts.key) »\(login.label)«" : "\(login.label)"
    let here: Markup? = login.isCurrent ? " <strong>(\(Texts.here))</strong>" : nil
    return "<li>\(what), \(Texts.seen) \(login.seen.markup)\(here)</li>\n"
  }

  enum Texts {
    static let title = "Din konto"
    static let logout = "Log ud"
    static let passwordHeading = "Skift adgangskode"
    static let current = "Nuværende adgangskode"
    static let new = "Ny adgangskode"
    static let again = "Ny adgangskode igen"
    static let rule =
      "Mindst 12 tegn. Flere ord, som kun du ville sætte sammen, er lette at huske og svære at gætte."
    static let change = "Skift adgangskode"
    static let loginsHeading = "Her er du logget ind"
    static let endOthers = "Log ud alle andre steder"
    static let key = "Nøgle til et program:"
    static let here = "her"
    static let seen = "sidst brugt"
    static let proxy: Markup = "<p>Du er logget ind gennem kommunens fælles login.</p>\n"

    static func lead(_ name: String, _ initials: String) -> String {
      "Du er logget ind som \(name) og skriver som \(initials)."
    }

    static func role(_ role: Role) -> String {
      switch role {
      case .partner: "Du kan læse det, der er for samarbejdspartnere."
      case .staff: "Du kan læse alt, også det, der kun er for medarbejdere."
      case .editor: "Du kan skrive og rette svar."
      case .approver: "Du kan skrive, rette og godkende svar."
      case .admin: "Du kan skrive, rette og godkende svar og passe synkroniseringen."
      }
    }

    static func text(_ notice: Notice) -> String {
      switch notice {
      case .passwordChanged: "Din adgangskode er skiftet, og du er logget ud alle andre steder"
      case .othersEnded: "Du er logget ud alle andre steder"
      }
    }

    static func text(_ problem: Problem) -> String {
      switch problem {
      case .wrong: "Den nuværende adgangskode er forkert"
      case .different: "De to nye adgangskoder er ikke ens"
      case .tooShort(let least): "Den nye adgangskode skal være på mindst \(least) tegn"
      case .tooLong(let most): "Den nye adgangskode må højst være på \(most) tegn"
      case .holdsControls: "Den nye adgangskode må ikke indeholde linjeskift eller styretegn"
      case .guessable: "Den nye adgangskode er for let at gætte"
      case .later(let seconds):
        "Der er prøvet for mange gange. Vent \(LoginPage.Texts.wait(seconds).danish)"
      case .expired: "Siden har været åben for længe. Prøv igen"
      }
    }
  }
}
