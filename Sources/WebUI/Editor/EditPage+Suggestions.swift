/// What the editor offers so that nobody begins from nothing: templates, subjects and keywords that
/// are in use.
extension EditPage {
  /// The bones of a new answer, to choose by its label.
  public struct Template: Hashable, Sendable {
    public static let parameter = "skabelon"

    public var name: String
    public var label: String

    public init(name: String, label: String) {
      self.name = name
      self.label = label
    }
  }

  var templateChoice: Markup? {
    guard !templates.isEmpty else { return nil }
    let choices: [Markup] = templates.map { template in
      "<li><a href=\"\(Paths.newArticle(template: template.name))\">\(template.label)</a></li>\n"
    }
    return """
      <nav class="templates" aria-label="\(SuggestionTexts.templates)">
      <p>\(SuggestionTexts.templates):</p>
      <ul>
      \(choices)</ul></nav>

      """
  }

  var subjectAttributes: Markup {
    subjects.isEmpty ? "" : " list=\"emneliste\""
  }

  var subjectSuggestions: Markup? {
    guard !subjects.isEmpty else { return nil }
    let options: [Markup] = subjects.map {
      "<option value=\"\($0.number)\">\($0.name)</option>\n"
    }
    return "<datalist id=\"emneliste\">\n\(options)</datalist>\n"
  }

  var subjectPlanLink: Markup {
    """
    <p><a href="\(Paths.subjectPlan)" target="_blank" rel="noopener">\(SuggestionTexts.lookUp)</a></p>

    """
  }

  /// The script offers the words behind each comma; without it, for the first one.
  var keywordAttributes: Markup {
    keywords.isEmpty ? "" : " list=\"ordliste\" data-many autocomplete=\"off\""
  }

  var keywordSuggestions: Markup? {
    guard !keywords.isEmpty else { return nil }
    let options: [Markup] = keywords.map { "<option value=\"\($0)\"></option>\n" }
    return "<datalist id=\"ordliste\">\n\(options)</datalist>\n"
  }

  enum SuggestionTexts {
    static let templates = "Begynd med en skabelon"
    static let lookUp = "Find nummeret i emneplanen (åbner i en ny fane)"
  }
}
