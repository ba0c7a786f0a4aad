public import CRDT

/// The fields of the *emneplan*: sets of lines, see `SubjectPlanLine` and Protocol/04 §4.
extension Field {
  public static let ofSubjectPlan: [Field] = [
    Field(.subjectPlanLines, "subject_plan_lines", "emneplanens linjer", .set),
    Field(.subjectPlanEditions, "subject_plan_editions", "emneplanens udgaver", .set),
  ]
}

extension FieldID {
  public static let subjectPlanLines = FieldID(rawValue: 100)
  public static let subjectPlanEditions = FieldID(rawValue: 101)
}
