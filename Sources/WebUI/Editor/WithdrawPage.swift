/// Taking an answer back from readers, with the reason they will read instead; and, for one that is
/// withdrawn, letting it hold again.
public struct WithdrawPage: Page {
  public var id: String
  public var articleTitle: String
  public var form: WithdrawForm
  public var token: String
  /// Whether the answer is withdrawn already, so that the page offers the way back.
  public var isWithdrawn: Bool
  /// Who is known to have heard of it; `nil` for an answer that holds.
  public var reach: WithdrawalReach?
  /// What leads to the answer: whoever withdraws it leaves these behind.
  public var backlinks: Backlinks
  public var problems: [WithdrawForm.Problem]

  public init(
    id: String, title: String, form: WithdrawForm, token: String, isWithdrawn: Bool,
    reach: WithdrawalReach? = nil, backlinks: Backlinks = Backlinks(),
    problems: [WithdrawForm.Problem] = []
  ) {
    self.id = id
    self.articleTitle = title
    self.form = form
    self.token = token
    self.isWithdrawn = isWithdrawn
    self.reach = reach
    self.backlinks = backlinks
    self.problems = problems
  }

  /// What the reason is called, for who must be given it back elsewhere.
  public static var reasonLabel: String { Texts.label(.reason) }

  public var title: String {
    isWithdrawn ? Texts.reinstateTitle(articleTitle) : Texts.title(articleTitle)
  }

  public var area: Area { .editor }
  public var status: Int { problems.isEmpty ? 200 : 422 }

  public var breadcrumbs: [Breadcrumb] {
    [
      .articles,
      Breadcrumb(articleTitle, path: Paths.edit(id)),
    ]
  }

  public var notices: Markup {
    ErrorSummary(problems: problems.map { ($0.field.rawValue, Texts.text($0)) }).markup
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    \(reach?.markup)<p>\(isWithdrawn ? Texts.reinstateMeaning : Texts.meaning)</p>
    <form method="post" action="\(Paths.withdraw(id))">
    \(HiddenField(name: WithdrawForm.Field.token.rawValue, value: token).markup)\
    \(HiddenField(name: WithdrawForm.Field.action.rawValue, value: action.rawValue).markup)\
    \(if: !isWithdrawn, reasonFields)\
    \(site.signedIn?.signature ?? initialsField)\
    <p class="actions"><button class="button button-primary" type="submit">\
    \(isWithdrawn ? Texts.reinstate : Texts.withdraw)</button>
    <a class="button" href="\(Paths.edit(id))">\(ApprovePage.Texts.back)</a></p>
    </form>
    \(backlinks.markup)
    """
  }

  private var initialsField: Markup {
    field(.initials, EditPage.Texts.hint(.initials), form.initials, length: 40, isRequired: true)
  }

  private var action: WithdrawForm.Action { isWithdrawn ? .reinstate : .withdraw }

  private var reasonFields: Markup {
    """
    \(field(.reason, Texts.reasonHint, form.reason, length: 300, isRequired: true))\
    \(field(.date, Texts.dateHint, form.date, length: 20, isRequired: true))\
    \(field(.replacement, Texts.replacementHint, form.replacement, length: 200, isRequired: false))
    """
  }

  private func field(
    _ field: WithdrawForm.Field, _ hint: String?, _ value: String, length: Int, isRequired: Bool
  ) -> Markup {
    FormField(
      name: field.rawValue, label: Texts.label(field), hint: hint, value: value,
      control: .line(inputLength: length), isRequired: isRequired,
      error: problems.first { $0.field == field }.map(Texts.text)
    ).markup
  }

  enum Texts {
    static let meaning =
      "Læserne ser begrundelsen i stedet for svaret, så snart du trækker det tilbage. Teksten "
      + "bliver i historikken, og ingens senere rettelser sætter svaret i kraft igen."
    static let reinstateMeaning =
      "Svaret er trukket tilbage. Sætter du det i kraft igen, ser læserne den tekst, der sidst "
      + "blev godkendt."
    static let withdraw = "Træk svaret tilbage"
    static let reinstate = "Sæt svaret i kraft igen"
    static let reasonHint = "Én linje til borgeren. For eksempel: Loven er ændret den 1. juli."
    static let dateHint = "For eksempel: 01-07-2026"
    static let replacementHint = "Adressen på eller navnet for det svar, der gælder i stedet."

    static func title(_ article: String) -> String { "Træk tilbage: \(article)" }
    static func reinstateTitle(_ article: String) -> String { "Sæt i kraft igen: \(article)" }

    static func label(_ field: WithdrawForm.Field) -> String {
      switch field {
      case .reason: "Hvorfor gælder svaret ikke længere?"
      case .date: "Fra hvilken dag?"
      case .replacement: "Læs i stedet"
      case .initials: EditPage.Texts.label(.initials)
      case .token, .action: field.rawValue
      }
    }

    static func text(_ problem: WithdrawForm.Problem) -> String {
      switch problem {
      case .missingReason: "Skriv venligst på én linje, hvorfor svaret ikke længere gælder"
      case .notADate: "Skriv venligst dagen som 01-07-2026"
      case .unknownReplacement:
        "Skriv venligst navnet på et svar, der findes, eller lad feltet stå tomt"
      case .missingInitials: "Skriv venligst dine initialer"
      case .expired:
        "Du har været væk så længe, at siden er udløbet. Det, du skrev, er her endnu: prøv igen"
      }
    }
  }
}

/// The fields of `WithdrawPage` as a person filled them in.
public struct WithdrawForm: Hashable, Sendable {
  public var reason = ""
  /// As typed: `01-07-2026`.
  public var date = ""
  /// The name or the address of the answer that holds instead.
  public var replacement = ""
  public var initials = ""

  public init() {}

  /// Reads the fields from a submitted form; a missing one is empty.
  public init(reading value: (Field) -> String?) {
    func text(_ field: Field) -> String { (value(field) ?? "").trimmed }
    reason = text(.reason)
    date = text(.date)
    replacement = WithdrawForm.name(in: text(.replacement))
    initials = text(.initials)
  }

  public enum Field: String, Hashable, Sendable, CaseIterable {
    case reason = "begrundelse"
    case date = "dato"
    case replacement = "i-stedet"
    case initials = "initialer"
    case token
    case action = "handling"
  }

  public enum Action: String, Hashable, Sendable {
    case withdraw = "traek"
    case reinstate = "genindsaet"
  }

  public enum Problem: Hashable, Sendable {
    case missingReason
    case notADate
    case unknownReplacement
    case missingInitials
    case expired

    var field: Field {
      switch self {
      case .missingReason: .reason
      case .notADate: .date
      case .unknownReplacement: .replacement
      case .missingInitials, .expired: .initials
      }
    }
  }

  /// A whole address may be pasted; the answer's name is the part behind `/artikel/`.
  private static func name(in text: String) -> String {
    guard let found = text.firstRange(of: "/artikel/") else { return text }
    return String(text[found.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" })
  }
}
