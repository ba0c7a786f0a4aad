/// The fields of the editor's form, and its buttons.
extension EditPage {
  var buttons: Markup {
    """
    <p class="actions">
    <button class="button button-primary" type="submit">\(Texts.save)</button>
    <button class="button" type="submit" formaction="\(Paths.preview)" formnovalidate \
    data-preview-button>\(Texts.showPreview)</button>
    \(draftKeeping.button)</p>
    <p class="note">\(Texts.saveMeaning)</p>

    """
  }

  // MARK: Fields

  var fields: Markup {
    """
    \(field(.title, .line(inputLength: ArticleForm.titleCharactersMax), form.title, isRequired: true))\
    \(field(.shortAnswer, .text(rows: 3), form.shortAnswer))\
    \(field(.body, .text(rows: 18), form.body, attributes: " spellcheck=\"true\""))\
    \(markdownHelp)\
    \(field(.subject, .line(inputLength: 8), form.subject, attributes: subjectAttributes))\
    \(subjectSuggestions)\(if: hasSubjectPlan, subjectPlanLink)\
    \(field(.audience, .choice(Texts.audiences), form.audience.rawValue, isRequired: true))\
    \(field(.keywords, .line(inputLength: 1_000), form.keywords, attributes: keywordAttributes))\
    \(keywordSuggestions)\
    \(field(.links, .text(rows: 3), form.links))
    """
  }

  var initialsField: Markup {
    field(.initials, .line(inputLength: 40), form.initials, isRequired: true)
  }

  private func field(
    _ field: ArticleForm.Field, _ control: FormField.Control, _ value: String,
    isRequired: Bool = false, attributes: Markup = ""
  ) -> Markup {
    FormField(
      name: field.rawValue, label: Texts.label(field), hint: Texts.hint(field), value: value,
      control: control, isRequired: isRequired,
      error: problems.first { $0.field == field }.map(ProblemTexts.text), attributes: attributes
    ).markup
  }

  private var markdownHelp: Markup {
    let rows: [Markup] = Texts.markdownHelp.map { example in
      "<tr><td><code>\(example.typed)</code></td><td>\(example.meaning)</td></tr>\n"
    }
    return """
      <details><summary>\(Texts.markdownHelpHeading)</summary>
      <table><thead><tr><th scope="col">\(Texts.typed)</th><th scope="col">\(Texts.shown)</th></tr>\
      </thead><tbody>
      \(rows)</tbody></table></details>

      """
  }
}
