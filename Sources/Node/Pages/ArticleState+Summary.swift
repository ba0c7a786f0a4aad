import Knowledge
import ReplicaStore
import WebUI

extension ArticleState {
  init(_ summary: Replica.Summary) {
    switch summary.lifecycle {
    case .draft: self = .draft
    case .inReview: self = .inReview
    case .approved: self = .approved
    case .approvedWithPendingChanges: self = .approvedWithPending(changes: summary.waiting)
    case .withdrawn: self = .withdrawn
    }
  }
}

extension Replica.Summary {
  /// Whether an approver has something to read: a text that was sent back is its author's matter.
  var awaitsApproval: Bool {
    switch lifecycle {
    case .draft, .inReview, .approvedWithPendingChanges: !isSentBack
    case .approved, .withdrawn: false
    }
  }
}
