/// A question that the editors have dealt with: everything that was asked about its topic until a
/// day. What is asked later is a new question.
///
///     skrevet-op;23.05.02;2026-11-20
public struct AnsweredQuestion: ReferenceLine {
  public static var kind: ReferenceKind { .answered }
  public static var columns: [String] { ["kilde", "emne", "besvaret_til"] }

  public let source: EditorQuestion.Source
  public let topic: ContactKey.Topic
  public let through: CivilDate

  public init(source: EditorQuestion.Source, topic: ContactKey.Topic, through: CivilDate) {
    self.source = source
    self.topic = topic
    self.through = through
  }

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: AnsweredQuestion.self)
    source = try EditorQuestion.Source(rawValue: cells.raw(0).lowercased())
      .orThrow(cells.problem(.notQuestionSource, at: 0))
    topic = ContactKey.Topic(text: cells.raw(1))
    guard topic != .nothing || cells.isEmpty(1) else { throw cells.problem(.notTopic, at: 1) }
    through = try cells.date(2)
  }

  public var fields: [String] { [source.rawValue, topic.text, through.iso] }
}
