/// The desk of whoever answers the phone: a question is typed, the first answer stands ready to be
/// read aloud, Enter opens it.
public struct DeskPage: Page {
  public var query: String
  public var hits: [Hit]
  public var caller: CallerChoice
  /// How many answers are others than when the person last looked; `nil` for who never did.
  public var newsCount: Int?

  public init(query: String, hits: [Hit], caller: CallerChoice, newsCount: Int? = nil) {
    self.query = query
    self.hits = hits
    self.caller = caller
    self.newsCount = newsCount
  }

  public struct Hit: Hashable, Sendable {
    public var id: String
    public var title: [MarkedSegment]
    /// As it was approved; empty where there is none.
    public var shortAnswer: String
    /// Whether citizens may not read it themselves.
    public var isInternal: Bool

    public init(id: String, title: [MarkedSegment], shortAnswer: String, isInternal: Bool) {
      self.id = id
      self.title = title
      self.shortAnswer = shortAnswer
      self.isInternal = isInternal
    }
  }

  public var title: String { Texts.title }
  public var area: Area { .desk }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <form class="search desk-search" method="get" action="\(Paths.desk)" role="search" \
    data-live-search="\(SearchField.resultsID)" data-enter-opens>
    <div class="desk-fields">
    <div class="field"><label for="q">\(Texts.question)</label>
    <div class="search-row"><input class="input" type="search" id="q" name="q" value="\(query)" \
    maxlength="200" autocomplete="off" aria-describedby="q-hint"\(if: query.isEmpty, " data-focus")>\
    <button class="button button-primary" type="submit">\(SearchField.Texts.button.danish)</button></div>
    <p class="hint" id="q-hint">\(Texts.keys)</p></div>
    \(caller.field)</div>
    <p class="visually-hidden" role="status" data-live-status></p>
    </form>
    <div id="\(SearchField.resultsID)" class="results">
    \(results)</div>
    <p><a href="\(Paths.news)">\(NewsPage.Texts.link(newsCount))</a></p>
    """
  }

  /// Only the results, for `?fragment=1`.
  public var fragment: [UInt8] { results.bytes }

  private var results: Markup {
    guard !query.isEmpty else { return Markup() }
    guard !hits.isEmpty else {
      return
        "<h2 data-live-announce>\(SearchPage.Texts.nothing(query).danish)</h2>\n<p>\(Texts.nothing)</p>\n"
    }
    return """
      <h2 class="visually-hidden" data-live-announce>\(SearchPage.Texts.count(hits.count, query).danish)</h2>
      <ol class="hits">
      \(hits.map(item))</ol>

      """
  }

  private func item(_ hit: Hit) -> Markup {
    """
    <li class="hit"><h3><a href="\(Paths.deskAnswer(hit.id, caller: caller.code))">\
    \(hit.title.map(\.markup))</a>\(if: hit.isInternal, " \(DeskAnswerPage.internalBadge)")</h3>
    \(if: !hit.shortAnswer.isEmpty, "<p class=\"desk-short\">\(hit.shortAnswer)</p>\n")</li>

    """
  }

  enum Texts {
    static let title = "Skranke og telefon"
    static let question = "Hvad spørger borgeren om?"
    static let keys =
      "Tast / for at søge, Enter for at åbne det øverste svar, pil ned for det næste."
    static let nothing =
      "Prøv med færre eller andre ord. Skriv spørgsmålet op til redaktørerne, hvis svaret mangler."
  }
}
