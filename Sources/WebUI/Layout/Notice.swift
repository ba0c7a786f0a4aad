/// What just happened, told on the page that follows a form (POST, redirect, GET).
///
/// It travels in the redirect's address as `?besked=…`, so it needs no session; it holds numbers
/// only, so nobody can make a page say something by handing out an address.
public enum Notice: Hashable, Sendable {
  case created
  case saved
  /// Others had changed the article meanwhile; their changes and this one were merged.
  case merged(changes: Int)
  /// Merged, and some places need a person.
  case mergedWithConflicts(changes: Int, conflicts: Int)
  /// Nothing was different from what is stored.
  case unchanged
  /// Kept as a private draft.
  case draftKept
  case draftDropped
  /// All that is new was seen.
  case newsSeen
  case approved
  /// An approver sent the text back to its author.
  case sentBack
  /// An old version was put back as a new change.
  case restored
  case withdrawn
  case reinstated
  /// Somebody said that an answer still holds.
  case reviewed
  case conflictResolved(remaining: Int)
  case syncStarted
  case syncAlreadyRunning
  case quarantineDecided(remaining: Int)
  /// A line was added to a list that search uses, or taken from it.
  case wordListSaved
  /// An editor has dealt with a question.
  case questionAnswered
  /// Somebody said whether an answer needs a text of the municipality's own.
  case checklistSaved

  /// The name of the query parameter.
  public static let parameter = "besked"

  /// The parameter's value.
  public var parameterValue: String {
    switch self {
    case .created: "oprettet"
    case .saved: "gemt"
    case .merged(let changes): "flettet-\(changes)"
    case .mergedWithConflicts(let changes, let conflicts): "flettet-\(changes)-\(conflicts)"
    case .unchanged: "uaendret"
    case .draftKept: "kladde"
    case .draftDropped: "kladde-kasseret"
    case .newsSeen: "set"
    case .approved: "godkendt"
    case .sentBack: "sendt-tilbage"
    case .restored: "genskabt"
    case .withdrawn: "trukket"
    case .reinstated: "genindsat"
    case .reviewed: "gennemgaaet"
    case .conflictResolved(let remaining): "afgjort-\(remaining)"
    case .syncStarted: "synk"
    case .syncAlreadyRunning: "synk-i-gang"
    case .wordListSaved: "liste-gemt"
    case .questionAnswered: "besvaret"
    case .checklistSaved: "tjekliste-gemt"
    case .quarantineDecided(let remaining): "karantaene-\(remaining)"
    }
  }

  /// Reads what `parameterValue` writes; anything else is `nil`.
  public init?(parameterValue: String) {
    let parts = parameterValue.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.dropFirst().compactMap { UInt16($0).map(Int.init) }
    let simple: [Notice] = [
      .created, .saved, .unchanged, .draftKept, .draftDropped, .approved, .sentBack, .restored,
      .withdrawn, .reinstated, .reviewed, .syncStarted, .syncAlreadyRunning, .wordListSaved,
      .newsSeen, .questionAnswered, .checklistSaved,
    ]
    if let notice = simple.first(where: { $0.parameterValue == parameterValue }) {
      self = notice
      return
    }
    guard numbers.count == parts.count - 1 else { return nil }
    switch (parts[0], numbers.count) {
    case ("flettet", 1): self = .merged(changes: numbers[0])
    case ("flettet", 2): self = .mergedWithConflicts(changes: numbers[0], conflicts: numbers[1])
    case ("karantaene", 1): self = .quarantineDecided(remaining: numbers[0])
    case ("afgjort", 1): self = .conflictResolved(remaining: numbers[0])
    default: return nil
    }
  }

  /// The path with the notice in its query.
  public func redirectPath(to path: String) -> String {
    "\(path)\(path.contains("?") ? "&" : "?")\(Notice.parameter)=\(parameterValue)"
  }

  /// The alert on the page. `conflictsPath` is where unresolved conflicts can be settled.
  func alert(conflictsPath: String? = nil) -> Markup {
    let link: Markup? =
      needsPerson
      ? conflictsPath.map { "<p><a href=\"\($0)\">\(Texts.seeConflicts)</a></p>\n" } : nil
    return """
      <div class="alert \(needsPerson ? "alert-warning" : "alert-success")" role="status">
      <h2>\(heading)</h2>
      <p>\(text)</p>
      \(link)</div>

      """
  }

  /// That a form was sent from a page so old that nothing was done.
  static let expiredAlert: Markup = """
    <div class="alert alert-error" role="alert" tabindex="-1" data-focus>
    <h2>\(Texts.expired)</h2>
    <p>\(Texts.expiredText)</p></div>

    """

  private var needsPerson: Bool {
    switch self {
    case .mergedWithConflicts, .syncAlreadyRunning: true
    case .conflictResolved(let remaining): remaining > 0
    default: false
    }
  }

  private var heading: String {
    switch self {
    case .created: Texts.created
    case .saved: Texts.saved
    case .merged, .mergedWithConflicts: Texts.merged
    case .unchanged: Texts.unchanged
    case .draftKept: Texts.draftKept
    case .draftDropped: Texts.draftDropped
    case .newsSeen: Texts.newsSeen
    case .approved: Texts.approved
    case .sentBack: Texts.sentBack
    case .restored: Texts.restored
    case .withdrawn: Texts.withdrawn
    case .reinstated: Texts.reinstated
    case .reviewed: Texts.reviewed
    case .conflictResolved: Texts.resolved
    case .syncStarted: Texts.syncStarted
    case .syncAlreadyRunning: Texts.syncRunning
    case .quarantineDecided: Texts.decided
    case .wordListSaved: Texts.listSaved
    case .questionAnswered: Texts.answered
    case .checklistSaved: Texts.checklistSaved
    }
  }

  private var text: String {
    switch self {
    case .created, .saved: Texts.savedText
    case .merged(let changes): Texts.mergedText(changes)
    case .mergedWithConflicts(let changes, let conflicts):
      "\(Texts.mergedText(changes)) \(Texts.conflictsText(conflicts))"
    case .unchanged: Texts.unchangedText
    case .draftKept: Texts.draftKeptText
    case .draftDropped: Texts.draftDroppedText
    case .newsSeen: Texts.newsSeenText
    case .approved: Texts.approvedText
    case .sentBack: Texts.sentBackText
    case .restored: Texts.restoredText
    case .withdrawn: Texts.withdrawnText
    case .reinstated: Texts.reinstatedText
    case .reviewed: Texts.reviewedText
    case .conflictResolved(let remaining): Texts.resolvedText(remaining)
    case .syncStarted: Texts.syncStartedText
    case .syncAlreadyRunning: Texts.syncRunningText
    case .quarantineDecided(let remaining): Texts.decidedText(remaining)
    case .wordListSaved: Texts.listSavedText
    case .questionAnswered: Texts.answeredText
    case .checklistSaved: Texts.checklistSavedText
    }
  }

  enum Texts {
    static let created = "Svaret er oprettet"
    static let saved = "Svaret er gemt"
    static let merged = "Svaret er gemt og flettet"
    static let listSaved = "Listen er gemt"
    static let listSavedText = "Den gælder her med det samme og andre steder efter synkronisering."
    static let answered = "Spørgsmålet er besvaret"
    static let answeredText = "Det deles ved næste synkronisering."
    static let expired = "Der er ikke gemt noget"
    static let expiredText = "Siden var for gammel. Tryk igen."
    static let checklistSaved = "Dit valg er gemt"
    static let checklistSavedText =
      "Kommunens andre noder får det at vide ved næste synkronisering."
    static let unchanged = "Der var intet at gemme"
    static let draftKept = "Kladden er gemt"
    static let draftDropped = "Kladden er kasseret"
    static let newsSeen = "Du har set det hele"
    static let approved = "Svaret er godkendt"
    static let sentBack = "Teksten er sendt tilbage"
    static let restored = "Den gamle tekst er sat ind igen"
    static let withdrawn = "Svaret er trukket tilbage"
    static let reinstated = "Svaret gælder igen"
    static let reviewed = "Svaret er gennemgået"
    static let resolved = "Dit valg er gemt"
    static let syncStarted = "Synkroniseringen er sat i gang"
    static let syncRunning = "En synkronisering er allerede i gang"
    static let seeConflicts = "Se, hvad du skal tage stilling til"
    static let savedText =
      "Teksten er gemt her på noden. Læserne ser den, når den er godkendt."
    static let unchangedText = "Teksten er den samme som den, der er gemt i forvejen."
    static let draftKeptText =
      "Kun du kan se den, og kun her på noden. Tryk Gem, når andre skal have teksten."
    static let draftDroppedText = "Det, der var gemt i svaret i forvejen, er som før."
    static let newsSeenText =
      "Fremover står her kun det, der bliver godkendt eller trukket tilbage fra nu af."
    static let approvedText = "Læserne ser nu den godkendte tekst."
    static let sentBackText =
      "Din kommentar står nu ved svaret, her og på de andre noder efter næste synkronisering."
    static let restoredText =
      "Det er sket som en ny ændring; intet er slettet. Læserne ser teksten, når den er godkendt."
    static let withdrawnText =
      "Læserne ser nu begrundelsen i stedet for svaret. Andre noder får besked ved næste "
      + "synkronisering."
    static let reinstatedText =
      "Var svaret godkendt, ser læserne igen den godkendte tekst. Ellers skal det godkendes først."
    static let reviewedText = "Dagen og dine initialer står nu ved svaret."
    static let syncStartedText = "Opdatér siden om lidt for at se, hvordan det gik."
    static let syncRunningText = "Vent, til den er færdig, og opdatér siden."
    static let decided = "Afgørelsen er gemt"

    static func decidedText(_ remaining: Int) -> String {
      let rest =
        remaining == 0
        ? "Der er ikke flere i karantæne."
        : "Der er \(remaining) tilbage i karantæne."
      return "De andre noder får den ved næste synkronisering. \(rest)"
    }

    static func mergedText(_ changes: Int) -> String {
      let count =
        changes == 1 ? "1 ændring fra andre er" : "\(changes) ændringer fra andre er"
      return "\(count) flettet ind, mens du skrev. Intet er gået tabt; se historikken."
    }

    static func conflictsText(_ count: Int) -> String {
      count == 1
        ? "Ét sted er rettet af jer begge, og et menneske skal vælge."
        : "\(count) steder er rettet af jer begge, og et menneske skal vælge."
    }

    static func resolvedText(_ remaining: Int) -> String {
      switch remaining {
      case 0: "Der er ikke flere konflikter i dette svar."
      case 1: "Der er 1 konflikt tilbage i dette svar."
      default: "Der er \(remaining) konflikter tilbage i dette svar."
      }
    }
  }
}
