public import CRDT

/// The field of documents that count what readers say of answers; see `FeedbackTally`.
extension Field {
  public static let ofFeedback: [Field] = [
    Field(.feedback, "feedback", "læsernes svar", .counter)
  ]
}

extension FieldID {
  public static let feedback = FieldID(rawValue: 120)
}
