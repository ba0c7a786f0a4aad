/// The writer's own draft, kept while one types and seen by nobody else.
extension EditPage {
  /// How the form stands to the draft that the writer has here.
  public enum KeptDraft: Hashable, Sendable {
    /// The form holds it; it was kept then.
    case shown(LocalMoment)
    /// The form holds what is stored, and the draft from then is beside it.
    case hidden(LocalMoment)
  }

  /// With "nej" as its value the form holds what is stored; else it names a new answer's draft.
  public static let draftParameter = "kladde"
  public static let withoutDraft = "nej"

  var draftNotice: Markup? {
    switch draft {
    case nil: nil
    case .shown(let moment):
      """
      <div class="alert alert-info"><h2>\(DraftTexts.shown(moment))</h2>
      <p>\(DraftTexts.onlyYours) \(id.map(storedLink))</p>
      \(dropForm)</div>

      """
    case .hidden(let moment):
      """
      <div class="alert alert-info"><h2>\(DraftTexts.hidden(moment))</h2>
      <p>\(id.map { "<a href=\"\(Paths.edit($0))\">\(DraftTexts.goOn)</a>" as Markup })</p></div>

      """
    }
  }

  private func storedLink(_ id: String) -> Markup {
    """
    <a href="\(Paths.edit(id))?\(EditPage.draftParameter)=\(EditPage.withoutDraft)">\
    \(DraftTexts.seeStored)</a>
    """
  }

  private var dropForm: Markup {
    DraftListPage.dropForm(name: id ?? baseVersion, token: token, label: DraftTexts.drop)
  }

  var draftKeeping: DraftKeeping {
    DraftKeeping(address: id == nil ? Paths.newArticle(draft: baseVersion) : nil)
  }

  enum DraftTexts {
    static let onlyYours = "Den er ikke sendt: kun du kan se den, og kun her på noden."
    static let seeStored = "Se i stedet det, der er gemt i svaret."
    static let goOn = "Fortsæt på kladden"
    static let drop = "Kassér kladden"
    static let keep = "Gem kladde"
    static let failed =
      "Kladden kunne ikke gemmes lige nu. Teksten står her endnu: tryk Gem, før du lukker siden."

    static func shown(_ moment: LocalMoment) -> String {
      "Her er din kladde fra \(moment.short)"
    }
    static func hidden(_ moment: LocalMoment) -> String {
      "Du har en kladde fra \(moment.short)"
    }
    static func kept(_ moment: LocalMoment) -> String {
      "Kladde gemt her kl. \(moment.hour).\(CalendarDay.padded(moment.minute))."
    }
  }
}

/// What a form needs to be kept as a draft while one types; without script the button does the same.
struct DraftKeeping {
  /// Where the draft of something new will be found again.
  let address: String?

  var attributes: Markup {
    """
     data-unsaved="\(EditPage.Texts.unsaved)" data-draft="\(Paths.drafts)" \
    data-draft-failed="\(EditPage.DraftTexts.failed)"\
    \(address.map { " data-draft-path=\"\($0)\"" as Markup })
    """
  }

  var button: Markup {
    """
    <button class="button" type="submit" formaction="\(Paths.drafts)" formnovalidate \
    data-draft-button>\(EditPage.DraftTexts.keep)</button>
    <span class="note" role="status" data-draft-status></span>
    """
  }
}

/// The word that a script shows when a draft was kept.
public enum DraftReceipt {
  public static func text(_ moment: LocalMoment) -> [UInt8] {
    Array(EditPage.DraftTexts.kept(moment).utf8)
  }
}

extension Paths {
  public static let drafts = "/rediger/kladder"
  public static let dropDraft = "/rediger/kladder/kasser"

  /// The form of a new answer with the draft of that name in it.
  public static func newArticle(draft name: String) -> String {
    "\(newArticle)?\(EditPage.draftParameter)=\(encoded(name))"
  }

  public static func newArticle(template name: String) -> String {
    "\(newArticle)?\(EditPage.Template.parameter)=\(encoded(name))"
  }
}
