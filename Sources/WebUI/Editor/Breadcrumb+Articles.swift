/// The editors' pages stand below their list of answers.
extension Breadcrumb {
  static let articles = Breadcrumb(ArticleListPage.Texts.title, path: Paths.articles)
}
