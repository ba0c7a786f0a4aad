/// What went wrong, in words: what happened, what to do, and the person's own text where there was
/// one. Nothing of the machine inside.
public struct ErrorPage: BilingualPage {
  public var reason: Reason
  /// What a person can quote when asking for help; it stands in the log too.
  public var requestID: String?
  /// What the person had written: the field as people call it, and the text.
  public var keptTexts: [KeptText]

  /// What exactly is wrong, where more can be told than the reason: a missing role, and who gives
  /// it, or what cannot be counted.
  public var explanation: String?
  /// The page that the person came from, where they can choose again; else the front page.
  public var returnPath: String?
  public var language = Language.danish

  public init(
    _ reason: Reason, requestID: String? = nil, explanation: String? = nil,
    returnPath: String? = nil, keptTexts: [KeptText] = []
  ) {
    self.reason = reason
    self.explanation = explanation
    self.returnPath = returnPath
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

  public var title: String { Texts.heading(reason)[language] }
  public var area: Area { .portal }
  public var status: Int { reason.rawValue }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    \(explanation.map(ownWords) ?? usualWords)\
    \(kept)<p class="actions"><a class="button button-primary" href="\(returnPath ?? Paths.front)">\
    \((returnPath == nil ? Texts.front : Texts.back)[language])</a></p>
    \(requestID.map { "<p class=\"note\">\(Texts.request[language]) <code>\($0)</code></p>\n" })
    """
  }

  private var usualWords: Markup {
    """
    <p class="lead">\(Texts.whatHappened(reason)[language])</p>
    <p>\(Texts.whatToDo(reason)[language])</p>

    """
  }

  /// About rights and counting: only staff are ever told, and in Danish.
  private func ownWords(_ explanation: String) -> Markup {
    "<p class=\"lead\"\(language.danishMark)>\(explanation)</p>\n"
  }

  private var kept: Markup? {
    let texts = keptTexts.filter { !$0.text.isEmpty }
    guard !texts.isEmpty else { return nil }
    let fields = texts.enumerated().map { index, kept in kept.field(index) }
    return """
      <section class="kept"><h2>\(Texts.keptHeading[language])</h2>
      <p>\(Texts.kept[language])</p>
      \(fields)</section>

      """
  }
}

extension ErrorPage {
  /// Why nobody writes on a public mirror, and where one does.
  public static let mirrorExplanation =
    "Denne node er et offentligt spejl: den viser, hvad borgere må læse, og her kan ingen skrive. "
    + "Log ind på din egen kommunes node for at rette svar."
}
