/// The municipality's own words in an answer of all.
extension AnswerPage {
  public struct Supplement: Hashable, Sendable {
    /// "Sorø Kommune".
    public var owner: String
    public var section: String
    public var placement: MarkdownInsertion.Placement
    /// Markdown.
    public var body: String
    /// Whether the answer has changed there since the supplement was written.
    public var isOutdated: Bool

    public init(
      owner: String, section: String, placement: MarkdownInsertion.Placement, body: String,
      isOutdated: Bool
    ) {
      self.owner = owner
      self.section = section
      self.placement = placement
      self.body = body
      self.isOutdated = isOutdated
    }

    func insertion(number: Int, in language: Language = .danish) -> MarkdownInsertion {
      MarkdownInsertion(
        section: section, placement: placement, markup: markup(number: number, in: language))
    }

    /// A box, so that everybody sees whose words these are.
    private func markup(number: Int, in language: Language) -> Markup {
      let text = MarkdownDocument(body, anchorPrefix: "tillaeg-\(number)-").markup
      return """
        <div class="supplement" role="group" aria-labelledby="tillaeg-\(number)">
        <p class="supplement-owner" id="tillaeg-\(number)"\(own(language))>\
        \(Texts.inMunicipality(owner)[language])</p>
        \(text)\(if: isOutdated, outdated(in: language))</div>

        """
    }

    private func outdated(in language: Language) -> Markup {
      "<p class=\"note\"\(own(language))>\(Texts.outdated[language])</p>\n"
    }

    /// The box stands in the answer's own text, which is marked as Danish on an English page.
    private func own(_ language: Language) -> Markup? {
      language == .danish ? nil : " lang=\"\(language.rawValue)\""
    }

    enum Texts {
      static let outdated = Phrase(
        "Den fælles tekst er ændret, siden kommunen skrev dette. Spørg kommunen, hvis du er i "
          + "tvivl.",
        "The common text has changed since the municipality wrote this. Ask the municipality if "
          + "you are in doubt.")

      static func inMunicipality(_ owner: String) -> Phrase {
        Phrase("I \(owner)", "In \(owner)")
      }
    }
  }
}
