/// The plan of subjects: its numbers and titles to look through or search, and the form for a new
/// edition.
public struct SubjectPlanPage: Page {
  /// One number.
  public struct Row: Hashable, Sendable {
    public var number: String
    public var title: String
    /// "gælder", "udgået 01-02-2026".
    public var standing: String
    public var isActive: Bool
    /// Whether there is something below it.
    public var hasMore: Bool

    public init(
      number: String, title: String, standing: String, isActive: Bool, hasMore: Bool
    ) {
      self.number = number
      self.title = title
      self.standing = standing
      self.isActive = isActive
      self.hasMore = hasMore
    }
  }

  public enum Problem: Hashable, Sendable {
    case old
    case file(String)
  }

  /// The day of the edition in use; `nil` before there is one.
  public var edition: CalendarDay?
  public var isWhole: Bool
  public var query: String
  /// The numbers above those that are shown, from the main group on.
  public var above: [Row]
  public var rows: [Row]
  public var mayImport: Bool
  public var mayWrite: Bool
  public var token: String
  public var problem: Problem?
  public var isTaken: Bool

  public init(
    edition: CalendarDay?, isWhole: Bool = true, query: String = "", above: [Row] = [],
    rows: [Row], mayImport: Bool, mayWrite: Bool, token: String, problem: Problem? = nil,
    isTaken: Bool = false
  ) {
    self.edition = edition
    self.isWhole = isWhole
    self.query = query
    self.above = above
    self.rows = rows
    self.mayImport = mayImport
    self.mayWrite = mayWrite
    self.token = token
    self.problem = problem
    self.isTaken = isTaken
  }

  public var title: String {
    above.last.map { "\($0.number) \($0.title)" } ?? Texts.title
  }
  public var area: Area { .editor }
  public var status: Int { problem == nil ? 200 : 422 }

  public var breadcrumbs: [Breadcrumb] {
    let editor = Breadcrumb.articles
    guard !above.isEmpty else { return [editor] }
    return [editor, Breadcrumb(Texts.title, path: Paths.subjectPlan)]
      + above.dropLast().map {
        Breadcrumb("\($0.number) \($0.title)", path: Paths.subjectPlan($0.number))
      }
  }

  public var notices: Markup {
    if let problem {
      return ErrorSummary(problems: [(Field.file, Texts.text(problem))]).markup
    }
    let taken: Markup =
      "<div class=\"alert alert-success\" role=\"status\"><p>\(Texts.taken)</p></div>\n"
    let mixed: Markup = "<div class=\"alert alert-warning\"><p>\(Texts.mixed)</p></div>\n"
    return "\(if: isTaken, taken)\(if: !isWhole, mixed)"
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(edition.map { Texts.edition($0) } ?? Texts.none)</p>
    \(if: edition != nil, search)\(list)\(if: mayImport && above.isEmpty && query.isEmpty, form)
    """
  }

  private var search: Markup {
    """
    <form class="search" action="\(Paths.subjectPlan)" method="get" role="search">
    <label for="plan-q">\(Texts.search)</label>
    <div class="search-row"><input class="input" type="search" id="plan-q" name="\(Field.query)" \
    value="\(query)" maxlength="200"><button class="button" type="submit">\(Texts.searchButton)\
    </button></div>
    </form>

    """
  }

  private var list: Markup? {
    guard !rows.isEmpty else {
      return query.isEmpty ? nil : "<p>\(Texts.nothing(query))</p>\n"
    }
    return """
      <div class="table-frame" role="region" aria-label="\(title)" tabindex="0">
      <table class="stacking"><thead><tr><th scope="col">\(Texts.number)</th>\
      <th scope="col">\(Texts.name)</th><th scope="col">\(Texts.standing)</th></tr></thead>
      <tbody>
      \(rows.map(row))</tbody></table></div>

      """
  }

  private func row(_ row: Row) -> Markup {
    let name: Markup =
      row.hasMore
      ? "<a href=\"\(Paths.subjectPlan(row.number))\">\(row.title)</a>" : "\(row.title)"
    let write: Markup? =
      mayWrite && row.isActive && !row.hasMore
      ? """
      <br><a class="note" href="\(Paths.newArticle(subject: row.number))">\(Texts.write)\
      <span class="visually-hidden"> \(row.number)</span></a>
      """ : nil
    return """
      <tr><th scope="row">\(row.number)</th><td data-label="\(Texts.name)">\(name)\(write)</td>\
      <td data-label="\(Texts.standing)">\(row.standing)</td></tr>

      """
  }

  private var form: Markup {
    """
    <h2>\(Texts.newEdition)</h2>
    <form method="post" action="\(Paths.subjectPlan)" enctype="multipart/form-data">
    \(HiddenField(name: "token", value: token).markup)
    <div class="field\(if: problem != nil, " field-error")"><label for="\(Field.file)">\(Texts.file)</label>
    <p class="hint" id="\(Field.file)-hint">\(Texts.fileHint)</p>
    <input class="input" type="file" id="\(Field.file)" name="\(Field.file)" \
    accept=".xml,application/xml,text/xml" aria-describedby="\(Field.file)-hint" required></div>
    <p class="actions"><button class="button button-primary" type="submit">\(Texts.compare)</button></p>
    </form>

    """
  }

  public enum Field {
    public static let file = "fil"
    public static let query = "q"
    public static let number = "nummer"
  }

  public enum Texts {
    public static let title = "Emneplan"
    static let none =
      "Her er endnu ingen emneplan. Den, der må godkende svar, kan hente KL's fil ind nederst på siden."
    static let mixed =
      "Linjerne svarer ikke til den nyeste udgave: enten mangler resten endnu, eller to udgaver er "
      + "hentet ind samtidig. Synkronisér, og hent filen ind igen, hvis beskeden bliver stående."
    static let taken = "Udgaven er taget i brug. Andre noder får den ved næste synkronisering."
    static let search = "Find et emne"
    static let searchButton = "Søg"
    static let number = "Nummer"
    static let name = "Titel"
    static let standing = "Status"
    static let write = "Skriv et svar under dette emne"
    static let newEdition = "Ny udgave"
    static let file = "KL's emneplan (KLE) som XML"
    static let fileHint =
      "Du ser først, hvad filen ændrer. Intet tages i brug, før du siger til."
    static let compare = "Vis, hvad der ændres"

    static func edition(_ day: CalendarDay) -> String {
      "Udgaven af \(day.long) er i brug."
    }

    static func nothing(_ query: String) -> String {
      "Intet emne, der gælder, passer til »\(query)«."
    }

    static func text(_ problem: Problem) -> String {
      switch problem {
      case .old: "Siden var for gammel. Vælg filen igen."
      case .file(let sentence): sentence
      }
    }
  }
}
