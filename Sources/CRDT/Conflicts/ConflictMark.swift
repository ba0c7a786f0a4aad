/// That there is a conflict, and which one: what a replica notes down at every merge.
///
/// Finding conflicts is a small part of merging; wording them, so that people can choose, is not,
/// and is done when somebody looks (`DocumentHistory.conflicts()`).
public struct ConflictMark: Hashable, Sendable {
  public let id: ConflictID
  public let field: FieldID
  public let kind: Conflict.Kind

  /// Whether nobody who had seen all sides has dealt with it yet.
  public let isOpen: Bool

  public init(id: ConflictID, field: FieldID, kind: Conflict.Kind, isOpen: Bool) {
    self.id = id
    self.field = field
    self.kind = kind
    self.isOpen = isOpen
  }
}
