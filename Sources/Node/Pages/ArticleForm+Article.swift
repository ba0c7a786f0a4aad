import CRDT
import Knowledge
import WebUI

/// Between an article and the form in which it is edited.
extension ArticleForm {
  /// The form filled with what the article says. Who writes is left open.
  init(_ article: Article) {
    self.init()
    title = article.title
    shortAnswer = article.shortAnswer
    body = article.body
    subject = article.subject?.number ?? ""
    audience = Audience(article.audience)
    set(
      keywords: article.keywords,
      links: article.links.map { AnswerPage.SelfServiceLink(title: $0.label, address: $0.url) })
  }
}

extension ArticleForm.Audience {
  init(_ audience: Knowledge.Audience) {
    switch audience {
    case .citizen: self = .citizen
    case .partner: self = .partner
    case .staff: self = .staff
    }
  }
}

extension ArticleDraft {
  /// What the form wants the article to say. A field that was not sent is left as it is, so that a
  /// form which lost one on its way cannot make a staff text public.
  init(_ form: ArticleForm, sent: Set<ArticleForm.Field>) {
    self.init()
    func value<T>(_ field: ArticleForm.Field, _ value: T) -> T? {
      sent.contains(field) ? value : nil
    }
    title = value(.title, form.title)
    shortAnswer = value(.shortAnswer, form.shortAnswer)
    body = value(.body, form.body)
    subject = value(.subject, form.subject)
    audience = value(.audience, form.audience.rawValue)
    keywords = value(.keywords, form.keywordList)
    links = value(.links, form.linkList.map { "\($0.title) <\($0.address)>" })
  }
}

extension InvalidDraft {
  /// The problems by the fields of the form, in its order.
  func problems(in form: ArticleForm) -> [ArticleForm.Problem] {
    problems.map { problem in
      switch problem.reason {
      case .missing: ArticleForm.Problem(problem.formField, .missing)
      case .tooLong(_, let max), .tooMany(_, let max):
        ArticleForm.Problem(problem.formField, .tooLong(charactersMax: max))
      case .notLink(let written):
        ArticleForm.Problem(.links, .notALink(line: form.line(ofLink: written)))
      case .notSubjectNumber: ArticleForm.Problem(.subject, .notASubjectNumber)
      // What a form of ours cannot send: the field is named, and must be filled in anew.
      default: ArticleForm.Problem(problem.formField, .missing)
      }
    }
  }
}

extension DraftProblem {
  fileprivate var formField: ArticleForm.Field {
    switch field {
    case .title: .title
    case .shortAnswer: .shortAnswer
    case .body: .body
    case .subject: .subject
    case .audience: .audience
    case .keywords: .keywords
    default: .links
    }
  }
}

extension ArticleForm {
  /// The line of the field, from one, on which a link stands.
  fileprivate func line(ofLink written: String) -> Int {
    let index = linkList.firstIndex { "\($0.title) <\($0.address)>" == written } ?? 0
    return index + 1
  }
}

extension ArticleForm {
  /// Puts a template's bones into a form that is empty.
  mutating func begin(with template: ArticleTemplate) {
    shortAnswer = template.shortAnswer
    body = template.body
    audience = Audience(template.audience)
  }
}
