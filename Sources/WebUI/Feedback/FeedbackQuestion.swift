/// "Hjalp svaret dig?" below an answer: two buttons, and nothing that has to be filled in.
struct FeedbackQuestion {
  let id: String
  let language: Language

  var markup: Markup {
    """
    <section class="feedback"><h2>\(Texts.question[language])</h2>
    <form class="actions" method="post" action="\(Paths.feedback(on: id))">
    \(button(.helped, Texts.yes))\(button(.didNotHelp, Texts.no))</form></section>

    """
  }

  private func button(_ answer: FeedbackPage.Answer, _ text: Phrase) -> Markup {
    """
    <button class="button" type="submit" name="\(FeedbackPage.answerField)" \
    value="\(answer.rawValue)">\(text[language])</button>

    """
  }

  enum Texts {
    static let question = Phrase("Hjalp svaret dig?", "Did this answer help you?")
    static let yes = Phrase("Ja", "Yes")
    static let no = Phrase("Nej", "No")
  }
}
