/// How readers will see what is in the form: a part of the page, or what is fetched while one types.
public struct Preview: Sendable {
  public var form: ArticleForm
  /// What could be written better; `nil` where nobody looked.
  public var advice: AdviceList?

  public init(form: ArticleForm, advice: AdviceList? = nil) {
    self.form = form
    self.advice = advice
  }

  /// For `fragment=1`.
  public var fragment: [UInt8] { markup.bytes }

  var markup: Markup {
    let shortAnswer: Markup? =
      form.shortAnswer.isEmpty
      ? nil
      : """
      <div class="short-answer"><p class="preview-label">\(AnswerPage.Texts.shortAnswer.danish)</p>
      <p>\(form.shortAnswer)</p></div>

      """
    let title = form.title.isEmpty ? EditPage.Texts.untitled : form.title
    return """
      \(advice?.markup)<p class="preview-title">\(title)</p>
      \(shortAnswer)<div class="prose">
      \(MarkdownDocument(form.body).markup)</div>

      """
  }
}
