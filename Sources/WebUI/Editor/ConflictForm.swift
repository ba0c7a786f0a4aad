/// One conflict on the page, as the form that settles it.
struct ConflictForm {
  let page: ConflictsPage
  let conflict: Conflict
  let index: Int
  var signedIn: Site.SignedIn?

  var markup: Markup {
    """
    <section class="conflict" id="konflikt-\(index)" tabindex="-1">
    <h2>\(Texts.heading(index + 1, conflict.field))\
    \(if: conflict.severity == .high, " <span class=\"badge badge-error\">\(Texts.important)</span>")</h2>
    <p>\(Texts.kind(conflict.kind))\(if: conflict.severity == .high, " \(Texts.why)")</p>
    <div class="wording wording-ancestor"><h3>\(Texts.before)</h3>
    \(wording(conflict.ancestor, Texts.nothingBefore))</div>
    <div class="sides">
    \(conflict.sides.enumerated().map(side))</div>
    \(mergedPart)\(form)</section>

    """
  }

  private func side(_ index: Int, _ side: Conflict.Side) -> Markup {
    """
    <div class="wording"><h3>\(Conflict.letter(index)): \(Texts.who(side))</h3>
    <p class="note">\(side.time.markup)</p>
    \(wording(side.text, Texts.deleted))</div>

    """
  }

  private func wording(_ text: String, _ wordsForNothing: String) -> Markup {
    text.isEmpty
      ? "<p class=\"note\">\(wordsForNothing)</p>"
      : "<blockquote class=\"wording-text\">\(text)</blockquote>"
  }

  private var mergedPart: Markup {
    """
    <details><summary>\(Texts.merged)</summary>
    \(wording(conflict.merged, Texts.deleted))</details>

    """
  }

  // MARK: The choice

  private var form: Markup {
    """
    <form method="post" action="\(Paths.conflicts(of: page.id))" data-conflict>
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: page.token).markup)\
    \(HiddenField(name: ArticleForm.Field.baseVersion.rawValue, value: page.baseVersion).markup)\
    \(HiddenField(name: ConflictChoice.Field.conflict.rawValue, value: conflict.id).markup)\
    <fieldset><legend>\(Texts.legend)</legend>
    \(conflict.sides.enumerated().map(sideOption))\
    \(optionForAll)\
    \(option(ConflictChoice.ownValue, Texts.own))</fieldset>
    \(ownTextField)\(signedIn?.signature ?? initialsField)\
    <p class="actions"><button class="button button-primary" type="submit">\(Texts.save)</button></p>
    </form>
    """
  }

  private func sideOption(_ index: Int, _ side: Conflict.Side) -> Markup {
    option(String(index), Texts.take(Conflict.letter(index), side))
  }

  /// A deletion cannot be kept beside a text.
  private var optionForAll: Markup? {
    guard !conflict.sides.contains(where: \.text.isEmpty) else { return nil }
    return option(ConflictChoice.allValue, conflict.sides.count == 2 ? Texts.both : Texts.all)
  }

  private func option(_ value: String, _ text: String) -> Markup {
    let id = "valg-\(index)-\(value)"
    return """
      <div class="radio"><input type="radio" id="\(id)" \
      name="\(ConflictChoice.Field.choice.rawValue)" value="\(value)" required>\
      <label for="\(id)">\(text)</label></div>

      """
  }

  /// Begins with the merged text, which is the nearest to what somebody may want to write.
  private var ownTextField: Markup {
    let id = "egen-tekst-\(index)"
    let text = attempt?.ownText ?? conflict.merged
    return """
      <div class="field own-text"><label for="\(id)">\(Texts.ownLabel)</label>
      <textarea class="input" id="\(id)" name="\(ConflictChoice.Field.text.rawValue)" rows="4">
      \(text)</textarea></div>

      """
  }

  private var initialsField: Markup {
    let id = "initialer-\(index)"
    let isMissing = attempt?.problem == .missingInitials
    let error: Markup =
      isMissing
      ? "<p class=\"error-message\" id=\"\(id)-error\">\(ConflictsPage.Texts.problem(.missingInitials))</p>\n"
      : ""
    let invalid: Markup =
      isMissing ? " aria-invalid=\"true\" aria-describedby=\"\(id)-error\"" : ""
    return """
      <div class="field\(if: isMissing, " field-error")">\
      <label for="\(id)">\(EditPage.Texts.label(.initials))</label>
      \(error)<input class="input input-short" type="text" id="\(id)" \
      name="\(ArticleForm.Field.initials.rawValue)" value="\(page.initials)" maxlength="40" \
      required\(invalid)></div>

      """
  }

  private var attempt: ConflictsPage.Attempt? {
    page.attempt.flatMap { $0.conflict == conflict.id ? $0 : nil }
  }

  enum Texts {
    static let important = "Vigtig"
    static let why =
      "Et tal, en dato, et beløb, en lovhenvisning eller et ord som ikke, skal og må er berørt."
    static let before = "Sådan stod der før"
    static let nothingBefore = "Her stod ikke noget."
    static let deleted = "Teksten er slettet."
    static let merged = "Se den sammenflettede tekst, som kun redaktører ser"
    static let legend = "Hvad skal der stå?"
    static let both = "Behold begge, A først"
    static let all = "Behold alle, A først"
    static let own = "Skriv en ny tekst"
    static let ownLabel = "Ny tekst (bruges kun, hvis du har valgt den)"
    static let save = "Gem valget"

    static func heading(_ number: Int, _ field: String) -> String { "Konflikt \(number): \(field)" }
    static func who(_ side: Conflict.Side) -> String { Whereabouts.text(side.author, side.place) }
    static func take(_ letter: String, _ side: Conflict.Side) -> String {
      side.text.isEmpty
        ? "\(letter): Slet teksten, som \(side.author) gjorde"
        : "\(letter): Teksten fra \(Whereabouts.text(side.author, side.place))"
    }

    static func kind(_ kind: Conflict.Kind) -> String {
      switch kind {
      case .sameSentence: "To har rettet den samme sætning."
      case .overlap: "To har rettet steder, der griber ind i hinanden."
      case .editInDeleted: "Den ene har rettet en tekst, som den anden har slettet."
      case .sameGap: "To har skrevet noget nyt på det samme sted."
      case .movedAndEdited: "Den ene har flyttet en tekst, som den anden har rettet."
      case .register: "To har valgt hver sit."
      }
    }
  }
}
