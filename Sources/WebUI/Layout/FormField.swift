/// A labelled field of a form with its hint and its error, tied together for those who listen.
struct FormField {
  enum Control {
    case line(inputLength: Int)
    case text(rows: Int)
    case password(autocomplete: String)
    case choice([(value: String, text: String)])
  }

  let name: String
  let label: String
  var hint: String?
  let value: String
  let control: Control
  var isRequired = false
  var error: String?
  /// Further attributes of the control, such as a list of suggestions.
  var attributes: Markup = ""

  var markup: Markup {
    """
    <div class="field\(if: error != nil, " field-error")">
    <label for="\(name)">\(label)\(if: !isRequired, " <span class=\"optional\">\(Texts.optional)</span>")</label>
    \(hint.map(hintLine))\(error.map(errorLine))\(input)
    </div>

    """
  }

  private func hintLine(_ text: String) -> Markup {
    "<p class=\"hint\" id=\"\(name)-hint\">\(text)</p>\n"
  }

  private func errorLine(_ text: String) -> Markup {
    """
    <p class="error-message" id="\(name)-error"><span class="visually-hidden">\(Texts.error): </span>\
    \(text)</p>

    """
  }

  private var input: Markup {
    switch control {
    case .line(let length):
      """
      <input class="input" type="text" id="\(name)" name="\(name)" value="\(value)" \
      maxlength="\(length)"\(common)>
      """
    case .password(let autocomplete):
      """
      <input class="input" type="password" id="\(name)" name="\(name)" maxlength="512" \
      autocomplete="\(autocomplete)"\(common)>
      """
    case .text(let rows):
      // The line end behind the tag is dropped by the parser (HTML §13.2.6.4.7), so that a text
      // which begins with one keeps its own.
      """
      <textarea class="input" id="\(name)" name="\(name)" rows="\(rows)"\(common)>
      \(value)</textarea>
      """
    case .choice(let options):
      """
      <select class="input" id="\(name)" name="\(name)"\(common)>
      \(options.map(option))</select>
      """
    }
  }

  private func option(_ option: (value: String, text: String)) -> Markup {
    """
    <option value="\(option.value)"\(if: option.value == value, " selected")>\(option.text)</option>

    """
  }

  /// A list with an empty entry ("Hele landet") has that as an answer, which a browser would refuse
  /// to send (HTML §4.10.7).
  private var mustBeFilled: Bool {
    if case .choice(let options) = control, options.contains(where: \.value.isEmpty) {
      return false
    }
    return isRequired
  }

  private var common: Markup {
    let ids = (hint == nil ? [] : ["\(name)-hint"]) + (error == nil ? [] : ["\(name)-error"])
    let described = ids.joined(separator: " ")
    return """
      \(if: mustBeFilled, " required")\(if: !ids.isEmpty, " aria-describedby=\"\(described)\"")\
      \(if: error != nil, " aria-invalid=\"true\"")\(attributes)
      """
  }

  enum Texts {
    static let optional = "(kan udelades)"
    static let error = "Fejl"
  }
}

/// What must be mended, above the heading, each line leading to its field.
struct ErrorSummary {
  let problems: [(field: String, text: String)]

  var markup: Markup {
    guard !problems.isEmpty else { return Markup() }
    let lines: [Markup] = problems.map { "<li><a href=\"#\($0.field)\">\($0.text)</a></li>\n" }
    return """
      <div class="alert alert-error error-summary" role="alert" tabindex="-1" data-focus>
      <h2>\(Texts.heading(problems.count))</h2>
      <ul>
      \(lines)</ul>
      </div>

      """
  }

  enum Texts {
    static func heading(_ count: Int) -> String {
      count == 1 ? "Der er 1 ting, der skal rettes" : "Der er \(count) ting, der skal rettes"
    }
  }
}

/// A value that travels with a form unseen.
struct HiddenField {
  let name: String
  let value: String

  var markup: Markup {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">\n"
  }
}
