/// What a reader says of an answer: *Hjalp svaret dig?*
///
/// The reasons are told after a no and counted beside it. There is no text of the reader's own: it
/// could be about a person, and nobody would have promised to read it.
public enum FeedbackAnswer: String, Hashable, Sendable, CaseIterable {
  case helped
  case didNotHelp = "did_not_help"
  /// The answer is to another question than mine.
  case otherQuestion = "other_question"
  case hardToUnderstand = "hard_to_understand"
  case outdatedOrWrong = "outdated_or_wrong"
  /// I did as it says, and it did not work.
  case didNotWork = "did_not_work"
  case otherReason = "other_reason"

  /// Why an answer did not help, in the order in which people are asked.
  public static let reasons: [FeedbackAnswer] = [
    .otherQuestion, .hardToUnderstand, .outdatedOrWrong, .didNotWork, .otherReason,
  ]
}
