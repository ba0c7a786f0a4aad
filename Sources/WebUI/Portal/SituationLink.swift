/// One *Hvis du …* and where it leads.
public struct SituationLink: Hashable, Sendable {
  /// What follows *Hvis du*.
  public let phrase: String
  public let path: String

  /// - Parameter answer: the answer's name and title.
  public init(phrase: String, answer: AnswerLink) {
    self.phrase = phrase
    path = answer.path
  }

  public init(phrase: String, search query: String) {
    self.phrase = phrase
    path = Paths.search(for: query)
  }

  /// A section with all of them; nothing where there are none. The phrases are Danish on a page in
  /// any language.
  static func section(_ links: [SituationLink], in language: Language) -> Markup? {
    guard !links.isEmpty else { return nil }
    let items: [Markup] = links.map {
      "<li><a href=\"\($0.path)\">\(beginning)\($0.phrase)</a></li>\n"
    }
    return """
      <section><h2>\(Texts.heading[language])</h2>
      <ul class="link-list"\(language.danishMark)>
      \(items)</ul></section>

      """
  }

  /// Read alone, as links are by those who listen, each is a whole.
  private static let beginning: Markup = "<span class=\"visually-hidden\">Hvis du </span>"

  enum Texts {
    static let heading = Phrase("Hvis du …", "If you …")
  }
}
