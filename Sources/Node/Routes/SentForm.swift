import HTTP
import Knowledge
import WebUI

/// An article's form as a browser sent it.
struct SentForm {
  let form: ArticleForm
  let sent: Set<ArticleForm.Field>
  let baseVersion: String
  /// The article's name in addresses, which a preview needs; `nil` for a new article.
  private(set) var id: String?

  /// - Throws: `Refusal` for a body that is no form.
  init(_ request: Request) throws {
    guard let pairs = request.form else { throw Refusal(.badRequest) }
    let fields = Dictionary(
      pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    form = ArticleForm { fields[$0.rawValue].map(SentForm.withoutControls) }
    sent = Set(ArticleForm.Field.allCases.filter { fields[$0.rawValue] != nil })
    baseVersion = fields[ArticleForm.Field.baseVersion.rawValue] ?? ""
    id = fields["id"]
  }

  /// The same form, about the article that the address names.
  func about(_ name: String) -> SentForm {
    var form = self
    form.id = name
    return form
  }

  /// What the form wants the article to say.
  var draft: ArticleDraft { ArticleDraft(form, sent: sent) }

  /// Everything that must be mended, in the order of the fields: what the form can tell by itself,
  /// and what an article cannot be.
  var problems: [ArticleForm.Problem] {
    let own = form.problems
    let others = draftProblems.filter { other in !own.contains { $0.field == other.field } }
    return ArticleForm.Field.allCases.flatMap { field in
      (own + others).filter { $0.field == field }
    }
  }

  private var draftProblems: [ArticleForm.Problem] {
    do throws(InvalidDraft) {
      _ = try Article.creation(of: draft)
      return []
    } catch {
      return error.problems(in: form)
    }
  }

  /// Control characters come with what is pasted from other programs; nobody sees or means them,
  /// and an article may not hold them.
  private static func withoutControls(_ text: String) -> String {
    func isControl(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.generalCategory == .control
        && !["\n", "\r", "\t"].contains(scalar)
    }
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isControl($0) }))
  }
}

extension Request {
  /// What the redirect behind a form wants the page to say.
  var notice: Notice? {
    query(Notice.parameter).flatMap(Notice.init(parameterValue:))
  }
}
