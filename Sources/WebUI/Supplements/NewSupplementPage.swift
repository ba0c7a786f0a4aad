/// The form for a municipality's own text beside an answer.
public struct NewSupplementPage: Page {
  public var id: String
  public var articleTitle: String
  /// The headings beside which a text can stand.
  public var sections: [String]
  public var municipalities: [(code: String, name: String)]
  public var form: SupplementForm
  /// Names the form, so that one sent twice makes one supplement.
  public var formName: String
  public var token: String
  public var problems: [SupplementForm.Problem]
  /// When what is in the form was kept as the writer's draft; `nil` for what is none.
  public var draft: LocalMoment?
  public var notice: Notice?

  public init(
    id: String, title: String, sections: [String],
    municipalities: [(code: String, name: String)], form: SupplementForm, formName: String,
    token: String, problems: [SupplementForm.Problem] = [], draft: LocalMoment? = nil,
    notice: Notice? = nil
  ) {
    self.id = id
    self.articleTitle = title
    self.sections = sections
    self.municipalities = municipalities
    self.form = form
    self.formName = formName
    self.token = token
    self.problems = problems
    self.draft = draft
    self.notice = notice
  }

  public var title: String { Texts.title(articleTitle) }
  public var area: Area { .editor }
  public var status: Int { problems.isEmpty ? 200 : 422 }

  public var breadcrumbs: [Breadcrumb] {
    [
      .articles,
      Breadcrumb(articleTitle, path: Paths.edit(id)),
      Breadcrumb(SupplementListPage.Texts.title(articleTitle), path: Paths.supplements(to: id)),
    ]
  }

  public var notices: Markup {
    let summary = ErrorSummary(problems: problems.map { ($0.field.rawValue, Texts.text($0)) })
    return "\(summary.markup)\(notice?.alert())\(draft.map(draftNotice))"
  }

  private func draftNotice(_ moment: LocalMoment) -> Markup {
    """
    <div class="alert alert-info"><h2>\(EditPage.DraftTexts.shown(moment))</h2>
    <p>\(EditPage.DraftTexts.onlyYours)</p>
    \(DraftListPage.dropForm(name: formName, token: token, label: EditPage.DraftTexts.drop))</div>

    """
  }

  private var draftKeeping: DraftKeeping {
    DraftKeeping(address: Paths.newSupplement(to: id, draft: formName))
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <form method="post" action="\(Paths.newSupplement(to: id))"\(draftKeeping.attributes)>
    \(HiddenField(name: SupplementForm.Field.token.rawValue, value: token).markup)\
    \(HiddenField(name: SupplementForm.Field.base.rawValue, value: id).markup)\
    \(HiddenField(name: SupplementForm.Field.formName.rawValue, value: formName).markup)\
    \(field(.municipality, .choice(municipalities.map { ($0.code, $0.name) }), form.municipality))\
    \(field(.section, .choice(sectionChoices), form.section.isEmpty ? SupplementForm.wholeAnswer : form.section))\
    \(field(.placement, .choice(Texts.placements), form.placement.rawValue))\
    \(field(.text, .text(rows: 8), form.text))\
    \(site.signedIn?.signature ?? field(.initials, .line(inputLength: 40), form.initials))\
    <p class="actions"><button class="button button-primary" type="submit">\(Texts.save)</button>
    <a class="button" href="\(Paths.supplements(to: id))">\(ApprovePage.Texts.back)</a>
    \(draftKeeping.button)</p>
    </form>
    """
  }

  private var sectionChoices: [(value: String, text: String)] {
    [(SupplementForm.wholeAnswer, Texts.wholeAnswer)] + sections.map { ($0, $0) }
  }

  private func field(
    _ field: SupplementForm.Field, _ control: FormField.Control, _ value: String
  ) -> Markup {
    FormField(
      name: field.rawValue, label: Texts.label(field), hint: Texts.hint(field), value: value,
      control: control, isRequired: true,
      error: problems.first { $0.field == field }.map(Texts.text)
    ).markup
  }

  enum Texts {
    static let heading = "Skriv et lokalt tillæg"
    static let wholeAnswer = "Hele svaret"
    static let save = "Gem tillægget"

    static let placements: [(value: String, text: String)] = [
      (SupplementForm.Placement.after.rawValue, "Efter afsnittet"),
      (SupplementForm.Placement.before.rawValue, "Før afsnittet"),
      (SupplementForm.Placement.instead.rawValue, "I stedet for afsnittets tekst"),
    ]

    static func title(_ article: String) -> String { "\(heading): \(article)" }

    static func label(_ field: SupplementForm.Field) -> String {
      switch field {
      case .municipality: "Kommune"
      case .section: "Ved hvilket afsnit?"
      case .placement: "Hvor skal teksten stå?"
      case .text: "Kommunens egen tekst"
      case .initials: EditPage.Texts.label(.initials)
      case .token, .formName, .base: field.rawValue
      }
    }

    static func hint(_ field: SupplementForm.Field) -> String? {
      switch field {
      case .text: "For eksempel åbningstider, et lokalt telefonnummer eller hvor man henvender sig."
      case .initials: EditPage.Texts.hint(.initials)
      default: nil
      }
    }

    static func text(_ problem: SupplementForm.Problem) -> String {
      switch problem {
      case .missingText: "Skriv venligst den tekst, kommunens borgere skal læse"
      case .unknownMunicipality: "Vælg venligst en kommune"
      case .unknownSection:
        "Afsnittet findes ikke længere i det godkendte svar. Vælg venligst et andet"
      case .missingInitials: "Skriv venligst dine initialer"
      case .expired: WithdrawPage.Texts.text(.expired)
      }
    }
  }
}

/// The fields of `NewSupplementPage` as a person filled them in.
public struct SupplementForm: Hashable, Sendable {
  public var municipality = ""
  public var section = ""
  public var placement = Placement.after
  /// Markdown.
  public var text = ""
  public var initials = ""

  public init() {}

  public enum Field: String, Hashable, Sendable, CaseIterable {
    case municipality = "kommune"
    case section = "afsnit"
    case placement = "plads"
    case text = "tekst"
    case initials = "initialer"
    case token
    case formName = "version"
    /// The answer that the text is beside.
    case base = "grund"
  }

  /// What the form sends for the whole answer: a choice without a value is none to a browser.
  public static let wholeAnswer = "*"

  public enum Placement: String, Hashable, Sendable, CaseIterable {
    case before = "foer"
    case after = "efter"
    case instead = "i-stedet"
  }

  public enum Problem: Hashable, Sendable {
    case missingText
    case unknownMunicipality
    case unknownSection
    case missingInitials
    case expired

    var field: Field {
      switch self {
      case .missingText: .text
      case .unknownMunicipality: .municipality
      case .unknownSection: .section
      case .missingInitials, .expired: .initials
      }
    }
  }

  /// Reads the fields from a submitted form; a missing one is empty.
  public init(reading value: (Field) -> String?) {
    municipality = value(.municipality) ?? ""
    section = value(.section) ?? ""
    if section == SupplementForm.wholeAnswer { section = "" }
    placement = value(.placement).flatMap(Placement.init) ?? .after
    text = value(.text) ?? ""
    initials = (value(.initials) ?? "").trimmed
  }

  /// What stands in each field that a person fills in; `init(reading:)` reads it back.
  public var texts: [Field: String] {
    [
      .municipality: municipality, .section: section, .placement: placement.rawValue, .text: text,
      .initials: initials,
    ]
  }
}
