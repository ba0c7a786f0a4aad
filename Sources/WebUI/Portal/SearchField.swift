/// The search field, wide and always labelled "Søg". A plain form without script; with it, results
/// come as one types.
struct SearchField {
  let query: String
  let language: Language
  /// The element that results are shown in as one types.
  static let resultsID = "resultater"

  var markup: Markup {
    """
    <form class="search" method="get" action="\(Paths.search)" role="search" \
    data-live-search="\(SearchField.resultsID)">
    <label for="q">\(Texts.label[language])</label>
    <div class="search-row">
    <input class="input" type="search" id="q" name="q" value="\(query)" maxlength="200" \
    autocomplete="off" aria-describedby="q-hint">
    <button class="button button-primary" type="submit">\(Texts.button[language])</button>
    </div>
    <p class="hint" id="q-hint">\(Texts.hint[language])</p>
    <p class="visually-hidden" role="status" data-live-status></p>
    </form>
    """
  }

  enum Texts {
    static let label = Phrase("Søg efter svar", "Search for answers")
    static let button = Phrase("Søg", "Search")
    static let hint = Phrase(
      "Skriv et eller flere ord, for eksempel pas, flytning eller boligstøtte.",
      "The answers are in Danish, so type one or more Danish words.")
  }
}

/// A link to an answer.
public struct AnswerLink: Hashable, Sendable {
  public let id: String
  public let title: String

  public init(id: String, title: String) {
    self.id = id
    self.title = title
  }

  var path: String { Paths.answer(id, title: title) }

  var markup: Markup {
    "<a href=\"\(path)\">\(title)</a>"
  }

  static func list(_ links: [AnswerLink], in language: Language) -> Markup {
    let items: [Markup] = links.map { "<li>\($0.markup)</li>\n" }
    return "<ul class=\"link-list\"\(language.danishMark)>\n\(items)</ul>\n"
  }
}

/// A subject of the KLE plan, with how many answers it has.
public struct Subject: Hashable, Sendable {
  /// "23", "23.05" or "23.05.00".
  public let number: String
  public let name: String
  public let count: Int

  public init(number: String, name: String, count: Int = 0) {
    self.number = number
    self.name = name
    self.count = count
  }

  static func list(_ subjects: [Subject], in language: Language) -> Markup {
    let items: [Markup] = subjects.map { subject in
      """
      <li><a href="\(Paths.subject(subject.number))"\(language.danishMark)>\(subject.name)</a> \
      <span class="count">\(Texts.answers(subject.count)[language])</span></li>

      """
    }
    return "<ul class=\"subject-list\">\n\(items)</ul>\n"
  }

  enum Texts {
    static func answers(_ count: Int) -> Phrase {
      Phrase(
        "\(DanishNumber.text(count)) svar",
        count == 1 ? "1 answer" : "\(Language.english.number(count)) answers")
    }
  }
}

/// A piece of a text in which what was searched for is marked.
public struct MarkedSegment: Hashable, Sendable {
  public let text: String
  public let isMatch: Bool

  public init(_ text: String, isMatch: Bool = false) {
    self.text = text
    self.isMatch = isMatch
  }

  var markup: Markup {
    isMatch ? "<mark>\(text)</mark>" : "\(text)"
  }
}
