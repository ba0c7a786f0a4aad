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

    func insertion(number: Int) -> MarkdownInsertion {
      MarkdownInsertion(section: section, placement: placement, markup: markup(number: number))
    }

    /// A box, so that everybody sees whose words these are.
    private func markup(number: Int) -> Markup {
      let text = MarkdownDocument(body, anchorPrefix: "tillaeg-\(number)-").markup
      return """
        <div class="supplement" role="group" aria-labelledby="tillaeg-\(number)">
        <p class="supplement-owner" id="tillaeg-\(number)">\(Texts.inMunicipality(owner))</p>
        \(text)\(if: isOutdated, "<p class=\"note\">\(Texts.outdated)</p>\n")</div>

        """
    }

    enum Texts {
      static let outdated =
        "Den fælles tekst er ændret, siden kommunen skrev dette. Spørg kommunen, hvis du er i tvivl."

      static func inMunicipality(_ owner: String) -> String { "I \(owner)" }
    }
  }
}
