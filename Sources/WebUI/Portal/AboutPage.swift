/// What runs here, for whoever wants to know: the version, the copy of the knowledge base, and when
/// it was last brought up to date.
public struct AboutPage: BilingualPage {
  /// Sixteen hexadecimal digits.
  public var replica: String
  public var answerCount: Int
  public var changeCount: Int
  public var language = Language.danish

  public init(replica: String, answerCount: Int, changeCount: Int) {
    self.replica = replica
    self.answerCount = answerCount
    self.changeCount = changeCount
  }

  public var title: String { Texts.title[language] }
  public var area: Area { .portal }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p class="lead">\(Texts.lead[language])</p>
    <dl class="facts-list">
    \(fact(Texts.node, "<span\(language.danishMark)>\(site.nodeName)</span>"))\
    \(fact(Texts.version, "\(site.version)"))\
    \(fact(Texts.replica, "<code>\(replica)</code>"))\
    \(fact(Texts.answers, "\(language.number(answerCount))"))\
    \(fact(Texts.changes, "\(language.number(changeCount))"))\
    \(fact(Texts.synced, synced(site.connection)))</dl>
    <h2>\(Texts.followHeading[language])</h2>
    <ul>
    <li><a href="\(Paths.atomFeed)">\(Texts.atom[language])</a></li>
    <li><a href="\(Paths.jsonFeed)">\(Texts.json[language])</a></li>
    <li><a href="\(Paths.sitemap)">\(Texts.sitemap[language])</a></li>
    </ul>
    """
  }

  private func fact(_ label: Phrase, _ value: Markup) -> Markup {
    "<div><dt>\(label[language])</dt><dd>\(value)</dd></div>\n"
  }

  private func synced(_ connection: Site.Connection) -> Markup {
    switch connection {
    case .alone: "\(Texts.alone[language])"
    case .neverSynced: "\(Texts.never[language])"
    case .synced(let moment, _): moment.markup(in: language)
    }
  }

  enum Texts {
    static let title = Phrase("Sådan er siden sat op", "How this site is set up")
    static let lead = Phrase(
      "Fællesviden er kommunernes fælles vidensbase. Hver kommune har sin egen fulde kopi, som også "
        + "virker uden net, og kopierne udveksler rettelser.",
      "Fællesviden is the municipalities' common knowledge base. Each municipality has its own "
        + "full copy, which works without the internet too, and the copies exchange changes.")
    static let node = Phrase("Hvem svarer her", "Who answers here")
    static let version = Phrase("Programmets version", "Version of the programme")
    static let replica = Phrase("Kopiens nummer", "Number of this copy")
    static let answers = Phrase("Svar, du kan læse", "Answers you can read")
    static let changes = Phrase("Ændringer i kopien", "Changes in this copy")
    static let synced = Phrase("Sidst synkroniseret", "Last synchronised")
    static let alone = Phrase("Kopien står alene.", "The copy stands alone.")
    static let never = Phrase("Endnu ikke.", "Not yet.")
    static let followHeading = Phrase("Følg med", "Follow along")
    static let atom = Phrase("Nye og rettede svar som Atom", "New and changed answers as Atom")
    static let json = Phrase(
      "Nye og rettede svar som JSON Feed", "New and changed answers as JSON Feed")
    static let sitemap = Phrase("Oversigt for søgemaskiner", "Sitemap for search engines")
  }
}
