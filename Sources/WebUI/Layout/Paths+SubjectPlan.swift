extension Paths {
  /// The plan of subjects, and a new edition of it before it is taken into use.
  public static let subjectPlan = "/emneplan"
  public static let subjectPlanEdition = "/emneplan/udgave"

  /// The plan below a number.
  public static func subjectPlan(_ number: String) -> String {
    "\(subjectPlan)?\(SubjectPlanPage.Field.number)=\(encoded(number))"
  }

  /// The form for a new answer under a subject.
  public static func newArticle(subject: String) -> String {
    "\(newArticle)?\(ArticleForm.Field.subject.rawValue)=\(encoded(subject))"
  }
}
