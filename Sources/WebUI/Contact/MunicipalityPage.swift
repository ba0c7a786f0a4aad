/// Where somebody chooses whose citizen they are: that municipality's own texts, numbers and hours
/// are shown from there on.
public struct MunicipalityPage: BilingualPage {
  public static let targetField = "til"
  /// Tells the form, which was answered, from the way to it, which bears an earlier choice along.
  public static let chosenField = "valgt"

  /// The code of the one that is chosen now.
  public var code: String
  /// Everything that can be chosen, in the order of the alphabet.
  public var all: [(code: String, name: String)]
  /// The page to go back to.
  public var target: String
  public var language = Language.danish

  public init(code: String, all: [(code: String, name: String)], target: String) {
    self.code = code
    self.all = all
    self.target = target
  }

  public var title: String { Texts.title[language] }
  public var area: Area { .portal }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p class="lead">\(Texts.lead[language])</p>
    <form method="get" action="\(Paths.municipality)" class="narrow-form">
    \(HiddenField(name: MunicipalityPage.targetField, value: target).markup)\
    \(HiddenField(name: MunicipalityPage.chosenField, value: "1").markup)\
    \(choice)<p class="actions"><button class="button button-primary" type="submit">\
    \(Texts.choose[language])</button></p>
    </form>
    """
  }

  private var choice: Markup {
    FormField(
      name: CallerChoice.parameter, label: Texts.label[language], value: code,
      control: .choice(all.map { ($0.code, $0.name) }), isRequired: true,
      attributes: language.danishMark ?? ""
    ).markup
  }

  enum Texts {
    static let title = Phrase("Vælg din kommune", "Choose your municipality")
    static let lead = Phrase(
      "Så ser du kommunens egne oplysninger i svarene, dens telefon og dens åbningstider.",
      "You then see the municipality's own words in the answers, its telephone and its hours.")
    static let label = Phrase("Kommune", "Municipality")
    static let choose = Phrase("Vælg", "Choose")
  }
}
