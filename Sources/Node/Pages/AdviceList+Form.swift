import Knowledge
import WebUI

extension AdviceList {
  /// What an author could do better with what is in the form.
  init(_ form: ArticleForm) {
    let advice = WritingAdvice(shortAnswer: form.shortAnswer, body: form.body)
    self.init(
      readability: advice.readability,
      items: advice.findings.map { finding in
        Item(
          field: FieldLabel.text(finding.field), line: finding.line, text: finding.kind.sentence)
      })
  }
}
