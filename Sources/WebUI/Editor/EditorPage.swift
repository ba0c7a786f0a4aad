/// A page of the editors, below their list of answers.
public protocol EditorPage: Page {}

extension EditorPage {
  public var area: Area { .editor }
  public var breadcrumbs: [Breadcrumb] { [.articles] }
}

extension Breadcrumb {
  static let articles = Breadcrumb(ArticleListPage.Texts.title, path: Paths.articles)
}
