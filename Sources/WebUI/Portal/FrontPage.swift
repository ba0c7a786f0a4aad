/// The portal's front page: search first, then what most people look for.
public struct FrontPage: Page {
  /// The answers most often read.
  public var mostRead: [AnswerLink]
  public var subjects: [Subject]
  public var answerCount: Int
  /// What many search for, and find.
  public var mostSearched: [String]

  public init(
    mostRead: [AnswerLink], subjects: [Subject], answerCount: Int, mostSearched: [String] = []
  ) {
    self.mostRead = mostRead
    self.subjects = subjects
    self.answerCount = answerCount
    self.mostSearched = mostSearched
  }

  public var title: String { Texts.title }
  public var area: Area { .portal }

  public var headMarkup: Markup {
    """
    <link rel="alternate" type="application/atom+xml" title="\(Texts.feed)" href="\(Paths.atomFeed)">
    <link rel="alternate" type="application/feed+json" title="\(Texts.feed)" href="\(Paths.jsonFeed)">
    """
  }

  public func content(on site: Site) -> Markup {
    """
    <div class="hero">
    <h1>\(Texts.heading)</h1>
    \(SearchField(query: "").markup)
    \(mostSearchedLine)</div>
    <div id="\(SearchField.resultsID)" class="results">
    \(answerCount == 0 ? emptyBase : entrances)
    </div>
    """
  }

  private var emptyBase: Markup {
    """
    <div class="alert alert-info"><h2>\(Texts.emptyHeading)</h2><p>\(Texts.empty)</p></div>
    """
  }

  private var entrances: Markup {
    """
    <div class="columns">
    \(mostReadSection)\(subjectSection)</div>
    """
  }

  private var mostSearchedLine: Markup? {
    guard !mostSearched.isEmpty else { return nil }
    let links: [Markup] = mostSearched.map { term in
      "<li><a href=\"\(Paths.search(for: term))\">\(term)</a></li>\n"
    }
    return """
      <nav class="most-searched" aria-label="\(Texts.mostSearched)"><p>\(Texts.mostSearched)</p>
      <ul>
      \(links)</ul></nav>

      """
  }

  private var mostReadSection: Markup? {
    guard !mostRead.isEmpty else { return nil }
    return """
      <section><h2>\(Texts.mostRead)</h2>
      \(AnswerLink.list(mostRead))</section>

      """
  }

  private var subjectSection: Markup? {
    guard !subjects.isEmpty else { return nil }
    return """
      <section><h2>\(Texts.subjects)</h2>
      \(Subject.list(subjects))<p><a href="\(Paths.alphabet)">\(Texts.alphabet)</a></p></section>

      """
  }

  enum Texts {
    static let title = "Find svar"
    static let heading = "Hvad kan vi hjælpe dig med?"
    static let feed = "Nye og rettede svar"
    static let mostRead = "Det spørger flest om"
    static let mostSearched = "Mange søger efter"
    static let subjects = "Emner"
    static let alphabet = "Alle svar fra A til Å"
    static let emptyHeading = "Her er endnu ingen svar"
    static let empty =
      "Vidensbasen er tom. En redaktør kan skrive det første svar, eller den kan hentes fra en "
      + "anden kommune ved en synkronisering."
  }
}
