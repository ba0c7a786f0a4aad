/// An answer: the short answer first, then all of it, then who vouches for it and since when.
///
/// The model is filled with the approved version only. A withdrawn answer shows why and what came
/// in its place, and none of its text.
public struct AnswerPage: BilingualPage {
  public var id: String
  public var articleTitle: String
  public var shortAnswer: String
  /// Markdown.
  public var body: String
  public var links: [SelfServiceLink]
  public var keywords: [String]
  public var subject: Subject?
  /// The municipality that owns the answer, or the word for all of them.
  public var owner: String
  public var legalReferences: [String]
  public var approvedOn: CalendarDay?
  /// When somebody last checked that the answer holds.
  public var reviewedOn: CalendarDay?
  /// The municipality's own texts beside the answer.
  public var supplements: [Supplement]
  public var withdrawal: Withdrawal?
  /// Whether to show the way to the editor.
  public var isEditable: Bool
  public var language = Language.danish

  public init(
    id: String, title: String, shortAnswer: String, body: String,
    links: [SelfServiceLink] = [], keywords: [String] = [], subject: Subject? = nil,
    owner: String, legalReferences: [String] = [], approvedOn: CalendarDay?,
    reviewedOn: CalendarDay? = nil, supplements: [Supplement] = [], withdrawal: Withdrawal? = nil,
    isEditable: Bool = false
  ) {
    self.id = id
    self.articleTitle = title
    self.shortAnswer = shortAnswer
    self.body = body
    self.links = links
    self.keywords = keywords
    self.subject = subject
    self.owner = owner
    self.legalReferences = legalReferences
    self.approvedOn = approvedOn
    self.reviewedOn = reviewedOn
    self.supplements = supplements
    self.withdrawal = withdrawal
    self.isEditable = isEditable
  }

  /// Where a citizen can do it at once.
  public struct SelfServiceLink: Hashable, Sendable {
    public let title: String
    public let address: String

    public init(title: String, address: String) {
      self.title = title
      self.address = address
    }
  }

  /// Why an answer no longer holds.
  public struct Withdrawal: Hashable, Sendable {
    public let reason: String
    public let date: CalendarDay
    public let replacement: AnswerLink?

    public init(reason: String, date: CalendarDay, replacement: AnswerLink?) {
      self.reason = reason
      self.date = date
      self.replacement = replacement
    }
  }

  /// Whether citizens do not see it: it is for partners.
  public var isInternal = false

  public var title: String { articleTitle }
  public var area: Area { .portal }

  /// 410 Gone (RFC 9110 §15.5.11) tells search engines to forget the page.
  public var status: Int { withdrawal == nil ? 200 : 410 }

  /// The address that leads here under any name the answer ever had, and the question with its
  /// short answer as schema.org's FAQPage. A withdrawn answer has none.
  public var headMarkup: Markup {
    guard withdrawal == nil else { return Markup() }
    return """
      <link rel="canonical" href="\(Paths.answer(id, title: articleTitle))">
      \(if: !shortAnswer.isEmpty, questionAndAnswer)
      """
  }

  private var questionAndAnswer: Markup {
    """
    <script type="application/ld+json">{"@context": "https://schema.org", "@type": "FAQPage", \
    "mainEntity": [{"@type": "Question", "name": \(json: articleTitle), "acceptedAnswer": \
    {"@type": "Answer", "text": \(json: shortAnswer)}}]}</script>
    """
  }

  public var breadcrumbs: [Breadcrumb] {
    let subjects = Breadcrumb(TopicsPage.Texts.subjects[language], path: Paths.subjects)
    guard let subject else { return [subjects] }
    return [subjects, Breadcrumb(subject.name, path: Paths.subject(subject.number))]
  }

  public func content(on site: Site) -> Markup {
    """
    <div class="answer">
    <article>
    <h1\(language.danishMark)>\(title)\(if: isInternal, " \(DeskAnswerPage.internalBadge)")</h1>
    \(if: language != .danish, "<p class=\"note\">\(Texts.isDanish[language])</p>\n")\(withdrawal.map(withdrawalNotice) ?? answer)
    \(facts)</article>
    \(contactBox(on: site))</div>
    """
  }

  /// For those who would rather ask.
  private func contactBox(on site: Site) -> Markup? {
    ContactSection(site: site, language: language).markup(heading: 2).map {
      "<aside class=\"answer-contact contact\">\($0)</aside>\n"
    }
  }

  private func withdrawalNotice(_ withdrawal: Withdrawal) -> Markup {
    let replacement: Markup? = withdrawal.replacement.map {
      "<p>\(Texts.replacement[language]) <span\(language.danishMark)>\($0.markup)</span></p>\n"
    }
    return """
      <div class="alert alert-error">
      <h2>\(Texts.withdrawnHeading[language])</h2>
      <p>\(Texts.withdrawn[language]) \(withdrawal.date.markup(in: language)). \
      <span\(language.danishMark)>\(withdrawal.reason)</span></p>
      \(replacement)</div>

      """
  }

  private var answer: Markup {
    let document = MarkdownDocument(
      body, insertions: supplements.enumerated().map { $1.insertion(number: $0 + 1, in: language) })
    return """
      \(shortAnswerBox)\(selfService)\(contents(document.headings))\
      <div class="prose"\(language.danishMark)>
      \(document.markup)</div>
      \(FeedbackQuestion(id: id, language: language).markup)

      """
  }

  private var shortAnswerBox: Markup? {
    guard !shortAnswer.isEmpty else { return nil }
    return """
      <div class="short-answer"><h2>\(Texts.shortAnswer[language])</h2>
      <p\(language.danishMark)>\(shortAnswer)</p></div>

      """
  }

  private var selfService: Markup? {
    guard !links.isEmpty else { return nil }
    let items: [Markup] = links.map { link in
      "<li><a class=\"button button-primary\" href=\"\(address: link.address)\">\(link.title)</a></li>\n"
    }
    return """
      <section class="self-service"><h2>\(Texts.selfService[language])</h2>
      <ul class="plain-list"\(language.danishMark)>
      \(items)</ul></section>

      """
  }

  /// A list of contents helps where there is something to choose between.
  private func contents(_ headings: [MarkdownDocument.Heading]) -> Markup? {
    let sections = headings.filter { $0.level == 2 }
    guard sections.count >= 4 else { return nil }
    let items: [Markup] = sections.map { "<li><a href=\"#\($0.anchor)\">\($0.text)</a></li>\n" }
    return """
      <nav class="contents" aria-label="\(Texts.contents[language])"><h2>\(Texts.contents[language])</h2>
      <ul\(language.danishMark)>
      \(items)</ul></nav>

      """
  }

  // MARK: Who vouches for it

  private var facts: Markup {
    """
    <footer class="facts">
    <dl>
    \(fact(Texts.approved, approvedOn?.markup(in: language)))\
    \(fact(Texts.reviewed, reviewedOn?.markup(in: language)))\(fact(Texts.owner, foreign("\(owner)")))\
    \(fact(Texts.subject, subject.map(subjectFact)))\
    \(fact(Texts.law, joined(legalReferences)))\(fact(Texts.keywords, joined(keywords)))</dl>
    <p class="actions"><button class="button" type="button" data-print hidden>\(Texts.print[language])\
    </button>\(editLink)</p>
    </footer>
    """
  }

  private func fact(_ label: Phrase, _ value: Markup?) -> Markup? {
    guard let value, !value.isEmpty else { return nil }
    return "<div><dt>\(label[language])</dt><dd>\(value)</dd></div>\n"
  }

  private func subjectFact(_ subject: Subject) -> Markup {
    """
    <a href="\(Paths.subject(subject.number))"\(language.danishMark)>\(subject.name)</a> \
    (\(subject.number))
    """
  }

  private func joined(_ texts: [String]) -> Markup? {
    foreign("\(texts.joined(separator: ", "))")
  }

  /// The municipality's own words, marked as Danish where the page is not.
  private func foreign(_ text: Markup) -> Markup? {
    text.isEmpty || language == .danish ? text : "<span\(language.danishMark)>\(text)</span>"
  }

  private var editLink: Markup? {
    isEditable ? " <a class=\"button\" href=\"\(Paths.edit(id))\">\(Texts.edit[language])</a>" : nil
  }

  enum Texts {
    static let isDanish = Phrase("Svaret er på dansk.", "The answer itself is in Danish.")
    static let shortAnswer = Phrase("Kort svar", "Short answer")
    static let selfService = Phrase("Klar det selv på nettet", "Do it yourself online")
    static let contents = Phrase("På denne side", "On this page")
    static let approved = Phrase("Sidst godkendt", "Last approved")
    static let reviewed = Phrase("Sidst gennemgået", "Last reviewed")
    static let owner = Phrase("Ansvarlig", "Responsible")
    static let subject = Phrase("Emne", "Subject")
    static let law = Phrase("Lov og regler", "Law and rules")
    static let keywords = Phrase("Søgeord", "Keywords")
    static let print = Phrase("Udskriv", "Print")
    static let edit = Phrase("Redigér svaret", "Edit the answer")
    static let withdrawnHeading = Phrase(
      "Svaret er trukket tilbage", "This answer has been withdrawn")
    static let withdrawn = Phrase(
      "Det gælder ikke fra og med", "It no longer holds as of")
    static let replacement = Phrase("Læs i stedet:", "Read this instead:")
  }
}
