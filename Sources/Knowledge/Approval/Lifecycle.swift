public import CRDT

/// What to tell people about an article: *kladde, til godkendelse, godkendt, godkendt med ventende
/// ændringer, trukket tilbage*.
///
/// It follows from the newest version alone. The status says what people meant to do; whether
/// readers see this text is decided by the approval's hash and by nothing else.
public enum Lifecycle: String, CaseIterable, Hashable, Sendable {
  case draft
  case inReview
  case approved
  /// Readers see the approved version; the newest one says something else.
  case approvedWithPendingChanges
  case withdrawn

  /// From the newest version of an article.
  public init(_ article: Article) {
    self.init(article, isCovered: article.approval?.covers(article) ?? false)
  }

  /// - Parameter isCovered: whether the approval is of what the article says, for who knows that
  ///   already.
  public init(_ article: Article, isCovered: @autoclosure () -> Bool) {
    if article.status.isWithdrawn {
      self = .withdrawn
    } else if article.approval != nil {
      self = isCovered() ? .approved : .approvedWithPendingChanges
    } else {
      self = article.status == .inReview ? .inReview : .draft
    }
  }
}

// MARK: - The acts of an approver

extension Approval {
  /// Lets out what was approved. An article that is withdrawn stays withdrawn: putting it back is
  /// `Withdrawal.reinstating`, which nobody does by the way.
  public func operations(on article: Article) -> [Operation] {
    let record = Operation.assign(.approval, value)
    return article.status.isWithdrawn
      ? [record] : [.assign(.status, Value(Status.approved.encoded)), record]
  }
}

extension Withdrawal {
  /// Takes the article from readers.
  public var operations: [Operation] { [.assign(.status, Value(encoded))] }

  /// Gives an article back to readers as a draft or, if it was approved before, in its approved
  /// version. Only an approver's change may hold it.
  public static let reinstating: [Operation] = [.assign(.status, Value(Status.draft.encoded))]
}
