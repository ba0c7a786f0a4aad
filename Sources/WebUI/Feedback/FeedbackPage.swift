/// The thanks for saying whether an answer helped and, after a no, the question why: a choice from a
/// list, because a free text could hold what is about a person.
public struct FeedbackPage: BilingualPage {
  public static let answerField = "svar"

  /// What a reader can say, by the words of forms and addresses.
  public enum Answer: String, Hashable, Sendable, CaseIterable {
    case helped = "ja"
    case didNotHelp = "nej"
    case otherQuestion = "andet-spoergsmaal"
    case hardToUnderstand = "svaert"
    case outdatedOrWrong = "forkert"
    case didNotWork = "virkede-ikke"
    case otherReason = "andet"

    static let reasons: [Answer] = [
      .otherQuestion, .hardToUnderstand, .outdatedOrWrong, .didNotWork, .otherReason,
    ]

    /// Given after a yes or no that was counted already.
    public var isReason: Bool { Answer.reasons.contains(self) }
  }

  public var id: String
  public var articleTitle: String
  public var answer: Answer
  public var language = Language.danish

  public init(id: String, title: String, answer: Answer) {
    self.id = id
    self.articleTitle = title
    self.answer = answer
  }

  public var title: String { Texts.title[language] }
  public var area: Area { .portal }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    \(answer == .didNotHelp ? question : thanks)\
    <p><a href="\(Paths.answer(id, title: articleTitle))">\(Texts.back[language]) \
    <span\(language.danishMark)>\(articleTitle)</span></a></p>
    \(answer == .helped ? nil : contact(on: site))
    """
  }

  private var thanks: Markup {
    "<p class=\"lead\">\((answer == .helped ? Texts.helped : Texts.noted)[language])</p>\n"
  }

  private var question: Markup {
    """
    <p class="lead">\(Texts.sorry[language])</p>
    <form method="post" action="\(Paths.feedback(on: id))">
    <fieldset><legend>\(Texts.why[language])</legend>
    \(Answer.reasons.map(choice))</fieldset>
    <p class="actions"><button class="button button-primary" type="submit">\
    \(Texts.send[language])</button></p>
    </form>

    """
  }

  private func choice(_ reason: Answer) -> Markup {
    """
    <div class="radio"><input type="radio" id="grund-\(reason.rawValue)" \
    name="\(FeedbackPage.answerField)" value="\(reason.rawValue)" required>\
    <label for="grund-\(reason.rawValue)">\(Texts.reason(reason)[language])</label></div>

    """
  }

  /// Who was not helped here should not stand alone.
  private func contact(on site: Site) -> Markup? {
    ContactSection(site: site, language: language).markup(heading: 2).map {
      "<section class=\"contact\">\($0)</section>\n"
    }
  }

  enum Texts {
    static let title = Phrase("Tak for dit svar", "Thank you for your answer")
    static let helped = Phrase("Vi er glade for, at det hjalp.", "We are glad that it helped.")
    static let sorry = Phrase(
      "Vi er kede af, at svaret ikke hjalp. Fortæl os gerne hvorfor; vi gemmer kun, hvor mange der "
        + "siger hvad.",
      "We are sorry that it did not help. Please tell us why; we only keep how many say what.")
    static let noted = Phrase(
      "Redaktørerne ser, hvad læserne savner, og retter svaret.",
      "The editors see what readers miss, and mend the answer.")
    static let why = Phrase("Hvorfor hjalp svaret ikke?", "Why did the answer not help?")
    static let send = Phrase("Send", "Send")
    static let back = Phrase("Tilbage til svaret:", "Back to the answer:")

    static func reason(_ answer: Answer) -> Phrase {
      switch answer {
      case .helped: FeedbackQuestion.Texts.yes
      case .didNotHelp: FeedbackQuestion.Texts.no
      case .otherQuestion:
        Phrase("Det var ikke det, jeg ville vide", "It was not what I wanted to know")
      case .hardToUnderstand: Phrase("Det er svært at forstå", "It is hard to understand")
      case .outdatedOrWrong:
        Phrase("Det er forældet eller forkert", "It is out of date or wrong")
      case .didNotWork:
        Phrase(
          "Jeg gjorde, som der står, og det virkede ikke", "I did what it says and it did not work")
      case .otherReason: Phrase("Noget andet", "Something else")
      }
    }
  }
}
