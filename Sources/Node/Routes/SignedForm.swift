import HTTP
import WebUI

/// A form that asks for little more than who acts: the initials, and what must be mended before they
/// count.
struct SignedForm {
  let initials: String
  let problems: [ArticleForm.Problem]

  /// - Throws: `Refusal` for a body that is no form.
  init(_ request: Request, _ forms: FormGuard) throws {
    initials = try SentForm(request).form.initials
    var problems: [ArticleForm.Problem] =
      forms.admits(request) ? [] : [ArticleForm.Problem(.token, .expired)]
    if initials.isEmpty { problems.append(ArticleForm.Problem(.initials, .missing)) }
    self.problems = problems
  }
}
