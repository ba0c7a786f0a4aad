/// The results of a search, as a page and as the fragment that is fetched while one types.
public struct SearchPage: BilingualPage {
  /// What was typed, word for word.
  public var query: String
  public var hits: [SearchHit]
  /// How many there are in all; `hits` may be the first of them.
  public var total: Int
  /// Other spellings that do find something.
  public var suggestions: [String]
  /// Shown where nothing was found: the answers most often read.
  public var mostRead: [AnswerLink]
  public var pageNumber: Int
  public var hasNextPage: Bool
  public var language = Language.danish

  public init(
    query: String, hits: [SearchHit], total: Int, suggestions: [String] = [],
    mostRead: [AnswerLink] = [], pageNumber: Int = 1, hasNextPage: Bool = false
  ) {
    self.query = query
    self.hits = hits
    self.total = total
    self.suggestions = suggestions
    self.mostRead = mostRead
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
  }

  public var title: String {
    (query.isEmpty ? Texts.emptyTitle : Texts.title(query))[language]
  }

  public var area: Area { .portal }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(Texts.heading[language])</h1>
    \(SearchField(query: query, language: language).markup)
    <div id="\(SearchField.resultsID)" class="results">
    \(results(on: site))</div>
    """
  }

  /// Only the results, for `?fragment=1`.
  public func fragment(on site: Site) -> [UInt8] {
    let results = spoken(in: site.reading.language).results(on: site)
    return LinkCarrier(choices: site.reading.choices).carried(through: results).bytes
  }

  private func results(on site: Site) -> Markup {
    if query.isEmpty { return Markup() }
    return hits.isEmpty ? nothingFound(on: site) : hitList
  }

  // MARK: Found

  private var hitList: Markup {
    """
    <h2 class="result-count" data-live-announce>\(Texts.count(total, query)[language])</h2>
    \(suggestionLine)<ol class="hits"\(language.danishMark)>
    \(hits.map(\.markup))</ol>
    \(pages.markup)
    """
  }

  private var pages: Pagination {
    Pagination(
      label: Texts.pages[language], number: pageNumber, hasNext: hasNextPage, in: language
    ) {
      Paths.search(for: query, page: $0)
    }
  }

  private var suggestionLine: Markup? {
    guard let first = suggestions.first else { return nil }
    return """
      <p>\(Texts.didYouMean[language]) <a href="\(Paths.search(for: first))"\
      \(language.danishMark)>\(first)</a>?</p>

      """
  }

  // MARK: Not found

  /// A dead end is where people give up, so this one leads on.
  private func nothingFound(on site: Site) -> Markup {
    """
    <h2 data-live-announce>\(Texts.nothing(query)[language])</h2>
    \(suggestionLine)<p>\(Texts.advice[language])</p>
    <ul>
    \(Texts.adviceItems.map { item in "<li>\(item[language])</li>\n" as Markup })<li>\
    <a href="\(Paths.subjects)">\(Texts.bySubject[language])</a> \(Texts.or[language]) \
    <a href="\(Paths.alphabet)">\(Texts.byLetter[language])</a></li>
    </ul>
    <div class="columns">
    \(mostReadSection)\(contactSection(site.contact))</div>
    """
  }

  private var mostReadSection: Markup? {
    guard !mostRead.isEmpty else { return nil }
    return """
      <section><h3>\(FrontPage.Texts.mostRead[language])</h3>
      \(AnswerLink.list(mostRead, in: language))</section>

      """
  }

  private func contactSection(_ contact: Site.Contact?) -> Markup? {
    guard let contact else { return nil }
    return """
      <section><h3>\(Texts.contact[language])</h3>
      \(ContactList(contact: contact, language: language).markup)</section>

      """
  }

  enum Texts {
    static let emptyTitle = Phrase("Søg", "Search")
    static let heading = Phrase("Søg efter svar", "Search for answers")
    static let didYouMean = Phrase("Mente du", "Did you mean")
    static let advice = Phrase("Det kan du prøve:", "You can try this:")
    static let adviceItems = [
      Phrase("Se efter, om ordene er stavet rigtigt.", "Check that the words are spelled right."),
      Phrase(
        "Brug færre eller mere almindelige ord, for eksempel flytning i stedet for "
          + "adresseændring.",
        "Use fewer or more common words, and Danish ones: the answers are in Danish."),
    ]
    static let bySubject = Phrase("Find svaret under et emne", "Find the answer by subject")
    static let or = Phrase("eller", "or")
    static let byLetter = Phrase("i listen fra A til Å", "in the list from A to Å")
    static let contact = Phrase("Spørg os", "Ask us")
    static let pages = Phrase("Sider med resultater", "Pages of results")

    static func title(_ query: String) -> Phrase {
      Phrase("Søgning: \(query)", "Search: \(query)")
    }

    static func nothing(_ query: String) -> Phrase {
      Phrase("Vi fandt ingen svar på “\(query)”", "We found no answers to “\(query)”")
    }

    static func count(_ total: Int, _ query: String) -> Phrase {
      Phrase(
        "\(DanishNumber.text(total)) svar på “\(query)”",
        "\(Subject.Texts.answers(total).english) to “\(query)”")
    }
  }
}

/// One result of a search.
public struct SearchHit: Hashable, Sendable {
  public var id: String
  /// The title in pieces, the words found marked.
  public var title: [MarkedSegment]
  public var snippet: [MarkedSegment]
  public var subject: String?
  /// Set for staff, who find what is not approved too.
  public var state: ArticleState?

  public init(
    id: String, title: [MarkedSegment], snippet: [MarkedSegment], subject: String? = nil,
    state: ArticleState? = nil
  ) {
    self.id = id
    self.title = title
    self.snippet = snippet
    self.subject = subject
    self.state = state
  }

  var markup: Markup {
    let path = Paths.answer(id, title: title.map(\.text).joined())
    let subjectLine: Markup? = subject.map { "<p class=\"hit-subject\">\($0)</p>\n" }
    return """
      <li class="hit"><h3><a href="\(path)">\(title.map(\.markup))</a>\(state.map(badge))</h3>
      <p>\(snippet.map(\.markup))</p>
      \(subjectLine)</li>

      """
  }

  private func badge(_ state: ArticleState) -> Markup {
    " \(state.badge)"
  }
}
