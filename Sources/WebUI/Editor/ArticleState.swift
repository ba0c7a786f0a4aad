/// How far an article has come, as a badge says it.
public enum ArticleState: Hashable, Sendable {
  case draft
  case inReview
  case approved
  /// Approved, and changed since: readers see the approved text.
  case approvedWithPending(changes: Int)
  case withdrawn

  var badge: Markup {
    "<span class=\"badge \(badgeClass)\">\(text)</span>"
  }

  private var badgeClass: String {
    switch self {
    case .draft: "badge-neutral"
    case .inReview: "badge-info"
    case .approved: "badge-success"
    case .approvedWithPending: "badge-warning"
    case .withdrawn: "badge-error"
    }
  }

  var text: String {
    switch self {
    case .draft: "Ikke godkendt"
    case .inReview: "Til godkendelse"
    case .approved: "Godkendt"
    case .approvedWithPending(changes: 1): "Godkendt, 1 ny ændring"
    case .approvedWithPending(let changes): "Godkendt, \(DanishNumber.text(changes)) nye ændringer"
    case .withdrawn: "Trukket tilbage"
    }
  }
}
