/// The portal's front page: search first, then what most people look for.
public struct FrontPage: BilingualPage {
  /// The answers most often read.
  public var mostRead: [AnswerLink]
  public var subjects: [Subject]
  public var answerCount: Int
  /// What many search for, and find.
  public var mostSearched: [String]
  public var language = Language.danish

  public init(
    mostRead: [AnswerLink], subjects: [Subject], answerCount: Int, mostSearched: [String] = []
  ) {
    self.mostRead = mostRead
    self.subjects = subjects
    self.answerCount = answerCount
    self.mostSearched = mostSearched
  }

  public var title: String { Texts.title[language] }
  public var area: Area { .portal }

  public var headMarkup: Markup {
    """
    <link rel="alternate" type="application/atom+xml" title="\(Texts.feed[language])" href="\(Paths.atomFeed)">
    <link rel="alternate" type="application/feed+json" title="\(Texts.feed[language])" href="\(Paths.jsonFeed)">
    """
  }

  public func content(on site: Site) -> Markup {
    """
    <div class="hero">
    <h1>\(Texts.heading[language])</h1>
    \(SearchField(query: "", language: language).markup)
    \(mostSearchedLine)</div>
    <div id="\(SearchField.resultsID)" class="results">
    \(answerCount == 0 ? emptyBase : entrances)
    </div>
    """
  }

  private var emptyBase: Markup {
    """
    <div class="alert alert-info"><h2>\(Texts.emptyHeading[language])</h2>
    <p>\(Texts.empty[language])</p></div>
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
      <nav class="most-searched" aria-label="\(Texts.mostSearched[language])">
      <p>\(Texts.mostSearched[language])</p>
      <ul\(language.danishMark)>
      \(links)</ul></nav>

      """
  }

  private var mostReadSection: Markup? {
    guard !mostRead.isEmpty else { return nil }
    return """
      <section><h2>\(Texts.mostRead[language])</h2>
      \(AnswerLink.list(mostRead, in: language))</section>

      """
  }

  private var subjectSection: Markup? {
    guard !subjects.isEmpty else { return nil }
    return """
      <section><h2>\(Texts.subjects[language])</h2>
      \(Subject.list(subjects, in: language))\
      <p><a href="\(Paths.alphabet)">\(Texts.alphabet[language])</a></p></section>

      """
  }

  enum Texts {
    static let title = Phrase("Find svar", "Find answers")
    static let heading = Phrase("Hvad kan vi hjælpe dig med?", "How can we help you?")
    static let feed = Phrase("Nye og rettede svar", "New and changed answers")
    static let mostRead = Phrase("Det spørger flest om", "Most people ask about")
    static let mostSearched = Phrase("Mange søger efter", "Many search for")
    static let subjects = Phrase("Emner", "Subjects")
    static let alphabet = Phrase("Alle svar fra A til Å", "All answers from A to Å")
    static let emptyHeading = Phrase("Her er endnu ingen svar", "There are no answers here yet")
    static let empty = Phrase(
      "Vidensbasen er tom. En redaktør kan skrive det første svar, eller den kan hentes fra en "
        + "anden kommune ved en synkronisering.",
      "The knowledge base is empty. An editor can write the first answer, or it can be fetched "
        + "from another municipality by a synchronisation.")
  }
}
