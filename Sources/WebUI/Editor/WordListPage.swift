/// A list that editors keep for search, with a form that adds a line to it and a button beside each
/// that takes it away: synonyms, and the situations of *Hvis du …*.
public struct WordListPage: Page {
  public enum List: Hashable, Sendable {
    case synonyms
    case situations
  }

  /// A line of the list.
  public struct Row: Hashable, Sendable {
    /// The code of whose it is; a line is taken from the list of its owner.
    public var owner: String
    public var ownerName: String
    public var cells: [String]

    public init(owner: String, ownerName: String, cells: [String]) {
      self.owner = owner
      self.ownerName = ownerName
      self.cells = cells
    }

    /// What the button sends. No cell has a tab.
    var key: String { ([owner] + cells).joined(separator: "\t") }

    /// Reads what a button sent.
    public static func owner(andCellsOf key: String) -> (owner: String, cells: [String])? {
      let parts = key.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return parts.count < 2 ? nil : (parts[0], Array(parts[1...]))
    }
  }

  public var list: List
  public var rows: [Row]
  public var pageNumber: Int
  public var hasNextPage: Bool
  public var form: WordListForm
  public var token: String
  /// What many search for and no line has yet.
  public var proposals: [String]
  public var problems: [WordListForm.Problem]
  public var notice: Notice?

  public init(
    list: List, rows: [Row], pageNumber: Int = 1, hasNextPage: Bool = false,
    form: WordListForm, token: String, proposals: [String] = [],
    problems: [WordListForm.Problem] = [], notice: Notice? = nil
  ) {
    self.list = list
    self.rows = rows
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
    self.form = form
    self.token = token
    self.proposals = proposals
    self.problems = problems
    self.notice = notice
  }

  public var title: String { Texts.title(list) }
  public var area: Area { .editor }
  public var status: Int { problems.isEmpty ? 200 : 422 }

  public var breadcrumbs: [Breadcrumb] {
    [
      .articles,
      Breadcrumb(SearchesInVainPage.Texts.title, path: Paths.searchesInVain),
    ]
  }

  public var notices: Markup {
    let errors = ErrorSummary(problems: problems.map { ($0.field.rawValue, $0.text) }).markup
    return problems.isEmpty ? notice?.alert() ?? Markup() : errors
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.intro(list))</p>
    <form method="post" action="\(Paths.wordList(list))">
    \(HiddenField(name: WordListForm.Field.token.rawValue, value: token).markup)\
    \(WordListForm.Field.typed(in: list).map(field))\
    \(site.signedIn?.signature ?? field(.initials))\
    <p class="actions"><button class="button button-primary" type="submit">\(Texts.add)</button></p>
    \(rows.isEmpty ? "<p>\(Texts.none)</p>\n" : table)</form>
    \(pages.markup)\
    \(proposalSection)
    """
  }

  private func field(_ field: WordListForm.Field) -> Markup {
    FormField(
      name: field.rawValue, label: Texts.label(field), hint: Texts.hint(field),
      value: form[field], control: .line(inputLength: WordListForm.length(of: field)),
      isRequired: !field.isOptional, error: problems.first { $0.field == field }?.text
    ).markup
  }

  private var pages: Pagination {
    Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: Paths.wordList(list))
    }
  }

  private var table: Markup {
    let heads = WordListForm.Field.typed(in: list).map(Texts.label)
    return StackingTable(
      label: title, columns: heads + [Texts.owner, Texts.action], rows: rows.map { row($0, heads) }
    ).markup
  }

  private func row(_ row: Row, _ heads: [String]) -> Markup {
    let cells: [Markup] = zip(heads, row.cells).map { head, cell in
      "<td data-label=\"\(head)\">\(cell)</td>"
    }
    // The fields above are for a new line and may be empty while an old one is taken away.
    return """
      <tr>\(cells)<td data-label="\(Texts.owner)">\(row.ownerName)</td>\
      <td data-label="\(Texts.action)"><button class="button" type="submit" \
      name="\(WordListForm.Field.removed.rawValue)" value="\(row.key)" formnovalidate>\(Texts.remove)\
      <span class="visually-hidden">: \(row.cells.first ?? "")</span></button></td></tr>

      """
  }

  private var proposalSection: Markup? {
    guard !proposals.isEmpty else { return nil }
    let links: [Markup] = proposals.map { term in
      "<li><a href=\"\(Paths.situation(for: term))\">\(term)</a></li>\n"
    }
    return """
      <h2>\(Texts.proposals)</h2>
      <p>\(Texts.proposalsHint)</p>
      <ul class="link-list">
      \(links)</ul>
      """
  }

  enum Texts {
    static let add = "Tilføj"
    static let remove = "Fjern"
    static let owner = "Hører til"
    static let action = "Handling"
    static let pages = "Sider med linjer"
    static let none = "Der er ingen linjer endnu."
    static let proposals = "Det søger mange efter"
    static let proposalsHint =
      "Vælg en søgning, så er den skrevet ind i formularen. Skriv selv, hvilken situation man er i."

    static func title(_ list: WordListPage.List) -> String {
      switch list {
      case .synonyms: "Synonymer"
      case .situations: "Hvis du …"
      }
    }

    static func intro(_ list: WordListPage.List) -> String {
      switch list {
      case .synonyms:
        "Ord på samme linje betyder det samme, når nogen søger: Den, der søger efter skrald, finder "
          + "også svar om affald. Linjerne gælder på alle noder, når de har synkroniseret."
      case .situations:
        "Linjerne vises på forsiden og under emnet. De begynder alle med »Hvis du«, så skriv kun "
          + "resten, og skriv, hvor linket fører hen: til et svar eller til en søgning."
      }
    }

    static func label(_ field: WordListForm.Field) -> String {
      switch field {
      case .words: "Ord, der betyder det samme"
      case .phrase: "Hvis du …"
      case .subject: "Emnenummer"
      case .answer: "Svarets navn"
      case .search: "Søgning"
      case .initials: EditPage.Texts.label(.initials)
      case .token, .removed: field.rawValue
      }
    }

    static func hint(_ field: WordListForm.Field) -> String? {
      switch field {
      case .words: "Skriv komma mellem ordene. For eksempel: affald, skrald"
      case .phrase: "For eksempel: flytter til en anden kommune"
      case .subject: "For eksempel: 23.05.00. Uden nummer vises linjen kun på forsiden."
      case .answer:
        "Det sidste i svarets adresse efter /artikel/. Lad feltet stå tomt ved en søgning."
      case .search: "De ord, der skal søges efter. Lad feltet stå tomt ved et svar."
      case .initials: EditPage.Texts.hint(.initials)
      case .token, .removed: nil
      }
    }
  }
}

/// The fields of `WordListPage` as a person filled them in.
public struct WordListForm: Hashable, Sendable {
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case words = "ord"
    case phrase = "hvis-du"
    case subject = "emne"
    case answer = "svar"
    case search = "soegning"
    case initials = "initialer"
    case token
    case removed = "fjern"

    /// The fields that are the cells of a line, in their order.
    static func typed(in list: WordListPage.List) -> [Field] {
      list == .synonyms ? [.words] : [.phrase, .subject, .answer, .search]
    }

    var isOptional: Bool { [.subject, .answer, .search].contains(self) }
  }

  /// Something to mend, in Danish.
  public struct Problem: Hashable, Sendable {
    public let field: Field
    public let text: String

    public init(_ field: Field, _ text: String) {
      self.field = field
      self.text = text
    }

    public static let missingInitials = Problem(.initials, "Skriv venligst dine initialer")
    public static let expired = Problem(
      .initials,
      "Du har været væk så længe, at siden er udløbet. Det, du skrev, er her endnu: prøv igen")
    public static let unknownAnswer = Problem(
      .answer, "Skriv venligst navnet på et svar, der findes, eller lad feltet stå tomt")
  }

  private var values: [Field: String] = [:]

  /// Reads the fields from a submitted form; a missing one is empty.
  public init(reading value: (Field) -> String?) {
    for field in Field.allCases { values[field] = value(field)?.trimmed }
  }

  public subscript(field: Field) -> String { values[field] ?? "" }

  public var initials: String { self[.initials] }

  /// The cells of a new line.
  public func cells(of list: WordListPage.List) -> [String] {
    Field.typed(in: list).map { self[$0] }
  }

  /// The field of a line's cell.
  public static func field(ofCell place: Int, in list: WordListPage.List) -> Field {
    let fields = Field.typed(in: list)
    return fields.indices.contains(place) ? fields[place] : fields[0]
  }

  static func length(of field: Field) -> Int {
    switch field {
    case .words: 720
    case .phrase, .answer, .search: 80
    case .subject: 8
    case .initials, .token, .removed: 40
    }
  }
}
