/// What went wrong, in words: what happened, what to do, and the person's own text where there was
/// one. Nothing of the machine inside.
public struct ErrorPage: Page {
  public var reason: Reason
  /// What a person can quote when asking for help; it stands in the log too.
  public var requestID: String?
  /// What the person had written: the field as people call it, and the text.
  public var keptTexts: [KeptText]

  /// What exactly is missing, where more can be told than the reason: a role, and who gives it.
  public var explanation: String?

  public init(
    _ reason: Reason, requestID: String? = nil, explanation: String? = nil,
    keptTexts: [KeptText] = []
  ) {
    self.reason = reason
    self.explanation = explanation
    self.requestID = requestID
    self.keptTexts = keptTexts
  }

  /// The case carries the status; the words are below.
  public enum Reason: Int, Hashable, Sendable, CaseIterable {
    case badRequest = 400
    case forbidden = 403
    case notFound = 404
    case methodNotAllowed = 405
    case conflict = 409
    case gone = 410
    case tooLarge = 413
    case tooManyRequests = 429
    case internalError = 500
    case unavailable = 503
    case diskFull = 507

    /// The page for a status; one for the class of error where there is none of its own.
    public init(status: Int) {
      self = Reason(rawValue: status) ?? (status >= 500 ? .internalError : .badRequest)
    }
  }

  public var title: String { Texts.heading(reason) }
  public var area: Area { .portal }
  public var status: Int { reason.rawValue }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p class="lead">\(explanation ?? Texts.whatHappened(reason))</p>
    \(explanation == nil ? "<p>\(Texts.whatToDo(reason))</p>\n" : nil)\
    \(kept)<p class="actions"><a class="button button-primary" href="\(Paths.front)">\(Texts.front)</a></p>
    \(requestID.map { "<p class=\"note\">\(Texts.request) <code>\($0)</code></p>\n" })
    """
  }

  private var kept: Markup? {
    let texts = keptTexts.filter { !$0.text.isEmpty }
    guard !texts.isEmpty else { return nil }
    let fields = texts.enumerated().map { index, kept in kept.field(index) }
    return """
      <section class="kept"><h2>\(Texts.keptHeading)</h2>
      <p>\(Texts.kept)</p>
      \(fields)</section>

      """
  }

  enum Texts {
    static let front = "Gå til forsiden"
    static let request = "Skal du have hjælp, så oplys dette nummer:"
    static let keptHeading = "Det, du har skrevet"
    static let kept = "Din tekst er ikke gemt, men den er her. Kopiér den, før du går videre."

    static func heading(_ reason: Reason) -> String {
      switch reason {
      case .badRequest: "Vi forstod ikke det, der blev sendt"
      case .forbidden: "Det kan du ikke her"
      case .notFound: "Siden findes ikke"
      case .methodNotAllowed: "Det kan man ikke på denne side"
      case .conflict: "Der er ændret noget, mens du havde siden åben"
      case .gone: "Siden er taget ned"
      case .tooLarge: "Teksten er for stor"
      case .tooManyRequests: "Det gik for stærkt"
      case .internalError: "Noget gik galt hos os"
      case .unavailable: "Der er travlt lige nu"
      case .diskFull: "Der er ikke plads til mere"
      }
    }

    static func whatHappened(_ reason: Reason) -> String {
      switch reason {
      case .badRequest: "Adressen eller formularen er ikke, som den skal være."
      case .forbidden: "Du mangler adgang, eller siden har været åben så længe, at den er udløbet."
      case .notFound: "Adressen er måske skrevet forkert, eller svaret har fået en ny plads."
      case .methodNotAllowed: "Siden kan kun læses, eller den kan kun modtage en formular."
      case .conflict: "En anden har gemt noget, som din side ikke kender."
      case .gone: "Svaret gælder ikke længere og er trukket tilbage."
      case .tooLarge: "Der blev sendt mere, end vi kan tage imod på én gang."
      case .tooManyRequests: "Der kom mange forespørgsler fra dig på kort tid."
      case .internalError: "Det er vores fejl og ikke din. Fejlen er skrevet ned."
      case .unavailable: "Vi når ikke at svare alle i øjeblikket."
      case .diskFull:
        "Disken er fuld, så vi kan ikke gemme noget lige nu. Alt, der er gemt, er der stadig."
      }
    }

    static func whatToDo(_ reason: Reason) -> String {
      switch reason {
      case .badRequest: "Gå tilbage og prøv igen, eller begynd forfra fra forsiden."
      case .forbidden:
        "Gå tilbage, opdatér siden og prøv igen. Hjælper det ikke, så spørg din redaktør."
      case .notFound: "Søg efter svaret på forsiden."
      case .methodNotAllowed: "Gå tilbage og brug knapperne på siden."
      case .conflict: "Åbn siden igen, se, hvad der er ændret, og sæt din tekst ind."
      case .gone: "Søg efter et nyere svar på forsiden."
      case .tooLarge: "Del teksten i flere svar, eller gør den kortere, og gem igen."
      case .tooManyRequests: "Vent et minut, og prøv igen."
      case .internalError: "Prøv igen om lidt. Sker det igen, så kontakt den, der driver siden."
      case .unavailable: "Vent et øjeblik, og opdatér siden."
      case .diskFull: "Kontakt den, der driver siden. Du kan stadig læse og søge."
      }
    }
  }
}
