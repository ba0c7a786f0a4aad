/// The accessibility statement (*tilgængelighedserklæring*), in the order that the law wants its
/// parts: lov nr. 692 af 8. juni 2018 §5 and the model in Commission Implementing Decision (EU)
/// 2018/1523.
///
/// It speaks for the programme's own pages. What editors write is theirs to answer for, and a
/// municipality publishes its own statement by the state's tool besides; where it has one, this page
/// leads there.
public struct AccessibilityPage: BilingualPage {
  /// The municipality's own statement, where it has told of one.
  public var ownStatement: String?
  public var language = Language.danish

  public init(ownStatement: String? = nil) {
    self.ownStatement = ownStatement
  }

  /// When the pages were last gone through.
  static let assessedOn = CalendarDay(year: 2026, month: 11, day: 22)

  public var title: String { Texts.title[language] }
  public var area: Area { .portal }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p class="lead">\(Texts.lead(site.nodeName)[language])</p>
    \(ownStatement.map(ownStatementLine))\
    \(section(Texts.statusHeading, "<p>\(Texts.status[language])</p>"))\
    \(section(Texts.limitsHeading, "<ul>\n\(Texts.limits.map { item($0) })</ul>"))\
    \(section(Texts.methodHeading, method))\
    \(section(Texts.contactHeading, contact(on: site)))\
    \(section(Texts.enforcementHeading, enforcement))
    """
  }

  private func section(_ heading: Phrase, _ content: Markup) -> Markup {
    "<h2>\(heading[language])</h2>\n\(content)\n"
  }

  private func item(_ text: Phrase) -> Markup { "<li>\(text[language])</li>\n" }

  private func ownStatementLine(_ address: String) -> Markup {
    """
    <p><a href="\(address: address)">\(Texts.ownStatement[language])</a></p>

    """
  }

  private var method: Markup {
    """
    <p>\(Texts.assessed[language]) \(AccessibilityPage.assessedOn.markup(in: language)).</p>
    <p>\(Texts.method[language])</p>
    """
  }

  private func contact(on site: Site) -> Markup {
    let list = site.contact.map { ContactList(contact: $0, language: language).markup }
    return """
      <p>\(Texts.contact[language])</p>
      \(list ?? "<p>\(Layout.Texts.noContact[language])</p>")
      """
  }

  private var enforcement: Markup {
    """
    <p>\(Texts.enforcement[language]) <a href="\(AccessibilityPage.authority)">digst.dk</a>.</p>
    """
  }

  /// The state's agency that watches over the law.
  private static let authority: Markup = "https://digst.dk/"

  enum Texts {
    static let title = Phrase("Tilgængelighedserklæring", "Accessibility statement")
    static let ownStatement = Phrase(
      "Læs kommunens egen erklæring", "Read the municipality's own statement (in Danish)")
    static let statusHeading = Phrase("Hvor tilgængelig siden er", "How accessible the site is")
    static let status = Phrase(
      "Siden er delvist i overensstemmelse med retningslinjerne for tilgængeligt webindhold, WCAG "
        + "2.1 på niveau AA, som den europæiske standard EN 301 549 kræver.",
      "The site conforms partially with the Web Content Accessibility Guidelines, WCAG 2.1 at level "
        + "AA, as the European standard EN 301 549 demands.")
    static let limitsHeading = Phrase("Hvad der ikke er tilgængeligt", "What is not accessible")
    static let limits = [
      Phrase(
        "Siderne er ikke prøvet af mennesker, der bruger skærmlæser til daglig.",
        "The pages have not been tried by people who use a screen reader every day."),
      Phrase(
        "Svarene skrives af mange redaktører. Et enkelt svar kan mangle overskrifter eller have "
          + "linktekster, der ikke siger, hvor de fører hen.",
        "Many editors write the answers. A single answer may lack headings or have link texts that "
          + "do not say where they lead."),
      Phrase(
        "Svar, emner og søgning er på dansk, også når siden ellers vises på engelsk.",
        "Answers, subjects and search are in Danish, even when the site is otherwise in English."),
      Phrase(
        "Selvbetjening og andre sider, som svarene henviser til, har deres egne erklæringer.",
        "Self-service and other sites that the answers lead to have statements of their own."),
    ]
    static let methodHeading = Phrase("Sådan er det undersøgt", "How this was assessed")
    static let assessed = Phrase(
      "Erklæringen bygger på en selvevaluering, sidst gennemgået",
      "The statement rests on a self-assessment, last gone through on")
    static let method = Phrase(
      "Alle sider er prøvet i en browser med værktøjet axe, betjent alene med tastaturet, med og "
        + "uden JavaScript, og set ved en bredde på 320 punkter.",
      "Every page was tried in a browser with the tool axe, used with the keyboard alone, with and "
        + "without JavaScript, and looked at 320 pixels wide.")
    static let contactHeading = Phrase("Fortæl os, hvis noget ikke virker", "Tell us what fails")
    static let contact = Phrase(
      "Støder du på noget, du ikke kan læse eller bruge, eller har du brug for et svar i en anden "
        + "form, så kontakt os.",
      "If you meet something that you cannot read or use, or need an answer in another form, "
        + "contact us.")
    static let enforcementHeading = Phrase("Hvis vi ikke hjælper dig", "If we do not help you")
    static let enforcement = Phrase(
      "Digitaliseringsstyrelsen fører tilsyn med, at offentlige websteder er tilgængelige. Får du "
        + "ikke et svar, du er tilfreds med, kan du henvende dig til styrelsen på",
      "The Danish Agency for Digital Government oversees that public websites are accessible. If "
        + "our answer does not satisfy you, you can turn to the agency at")

    static func lead(_ node: String) -> Phrase {
      Phrase(
        "\(node) er ansvarlig for disse sider og vil gerne have, at alle kan bruge dem.",
        "\(node) is responsible for these pages and wants everybody to be able to use them.")
    }
  }
}
