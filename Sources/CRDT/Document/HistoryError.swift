/// Why a change, or a version, does not fit a document. Nothing was applied.
public struct HistoryError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// A history needs at least the change that creates the document.
    case noChanges
    /// The change belongs to another document.
    case foreignDocument
    /// A parent, or a member of a version, that this history does not hold.
    case unknownParent(ChangeID)
    /// Parents must ascend, and none may lie in another one's past.
    case parentsNotHeads
    /// A change without parents must create its document by its first operation, and name itself.
    case creationMissing
    /// Creating is only for the first operation of the change without parents.
    case creationMisplaced
    /// Another change of the same id is already there.
    case contradictsKnownChange
    /// The change's parents are not the state's heads, so replay must decide and not this state.
    case notAtHeads
    /// A splice begins or ends outside the text its author saw.
    case positionPastEnd
    /// A length below zero.
    case negativeLength
    /// More events than a document may have.
    case tooLarge
  }

  public let reason: Reason

  /// The change that does not fit; `nil` when a version or the whole was refused.
  public let change: ChangeID?

  /// The index of the operation that does not fit, and of the splice in it; in a history of
  /// keystrokes, the number of the event.
  public let operation: Int?
  public let splice: Int?

  public init(
    _ reason: Reason, in change: ChangeID? = nil, operation: Int? = nil, splice: Int? = nil
  ) {
    self.reason = reason
    self.change = change
    self.operation = operation
    self.splice = splice
  }
}
