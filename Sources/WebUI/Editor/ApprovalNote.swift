/// Who let a text out to readers, and when.
public struct ApprovalNote: Hashable, Sendable {
  public let day: CalendarDay
  /// Initials.
  public let by: String

  public init(day: CalendarDay, by: String) {
    self.day = day
    self.by = by
  }

  /// "Godkendt 12-03-2026 af KKR; 2 nye ændringer venter", without a full stop.
  func sentence(_ state: ArticleState) -> Markup {
    let waiting: Markup? =
      if case .approvedWithPending(let changes) = state {
        "; \(Texts.waiting(changes))"
      } else {
        nil
      }
    return "\(Texts.approved) \(day.markup) \(Texts.by) \(by)\(waiting)"
  }

  enum Texts {
    static let approved = "Godkendt"
    static let by = "af"

    static func waiting(_ changes: Int) -> String {
      changes == 1 ? "1 ny ændring venter" : "\(DanishNumber.text(changes)) nye ændringer venter"
    }
  }
}

/// What an approver said about a text that was sent back.
public struct ApproverAnswer: Hashable, Sendable {
  /// One line or several.
  public let comment: String
  public let author: String
  public let moment: LocalMoment

  public init(comment: String, author: String, moment: LocalMoment) {
    self.comment = comment
    self.author = author
    self.moment = moment
  }

  var alert: Markup {
    """
    <div class="alert alert-warning"><h2>\(Texts.heading(author)) \(moment.markup)</h2>
    <blockquote class="answer-comment">\(comment)</blockquote>
    <p>\(Texts.whatToDo)</p></div>

    """
  }

  enum Texts {
    static let whatToDo = "Ret teksten, og gem: så venter den igen på at blive godkendt."
    static func heading(_ author: String) -> String { "Sendt tilbage af \(author)" }
  }
}
