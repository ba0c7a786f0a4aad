/// The atomic unit of everything that travels: one edit of one document by one replica.
///
/// A change says what its author did to the document *as the author saw it*: the version named by
/// `parents`. It is never altered after it was made; what a replica shows is a pure function of
/// the set of changes it holds.
///
/// Example: a new article is a change whose `document` is its own `id`, without parents, whose
/// first operation is `.create(kind:)`.
public struct Change: Hashable, Sendable {
  public let id: ChangeID

  /// The change that created the document; equal to `id` when this change creates it.
  public let document: ChangeID

  /// The document's heads when the change was made, in ascending order; empty only at creation.
  public let parents: [ChangeID]

  /// Who made it: initials and unit. Shown, never used to decide.
  public let author: String

  /// When the author's clock said it was made, in milliseconds since 1970-01-01 UTC. Shown, never
  /// used to order anything (DESIGN §1: clocks never decide).
  public let time: Int64

  /// 64 random bits that keep the hash of a removed payload from being guessed (DESIGN §6).
  public let salt: UInt64

  /// What was done, applied in this order.
  public let operations: [Operation]

  public init(
    id: ChangeID, document: ChangeID, parents: [ChangeID], author: String, time: Int64,
    salt: UInt64, operations: [Operation]
  ) {
    self.id = id
    self.document = document
    self.parents = parents
    self.author = author
    self.time = time
    self.salt = salt
    self.operations = operations
  }
}

/// Names a field of a document. Numbers are assigned in `Protocol/registry/fields.csv`; the merge
/// core knows no field by name.
@frozen
public struct FieldID: RawRepresentable, Hashable, Comparable, Sendable {
  public let rawValue: UInt32

  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  @inlinable
  public static func < (left: FieldID, right: FieldID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// One thing done to one field.
public enum Operation: Hashable, Sendable {
  /// Creates the document. Only as the first operation of a change without parents.
  /// `kind` is assigned in `Protocol/registry/documents.csv`.
  case create(kind: UInt32)

  /// Edits a text field. Each splice is positioned in the text that the splice before it left.
  case edit(FieldID, [Splice])

  /// Writes a multi-value register: supersedes every value written in this change's past.
  case assign(FieldID, Value)

  /// Adds an element to an add-wins set.
  case add(FieldID, Value)

  /// Removes an element from a set: every addition of it in this change's past is undone;
  /// concurrent additions stay.
  case remove(FieldID, Value)

  /// Adds to a counter of a counter field. A correction is a negative amount.
  case count(FieldID, key: Value, amount: Int64)

  /// Acknowledges a conflict without touching its text. Two acknowledgements commute.
  case acknowledge(ConflictID)
}

/// Replaces `deleted` scalars at `position` by `inserted`. Positions and lengths count Unicode
/// scalars, in memory and on the wire.
public struct Splice: Hashable, Sendable {
  public let position: Int
  public let deleted: Int
  public let inserted: String

  public init(position: Int, deleted: Int, inserted: String) {
    self.position = position
    self.deleted = deleted
    self.inserted = inserted
  }
}

/// The value of a register or the element of a set: bytes that the merge core never interprets.
/// Equality and order are those of the bytes, never of Swift's canonical string equivalence.
public struct Value: Hashable, Comparable, Sendable {
  public let bytes: [UInt8]

  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A text as its UTF-8 bytes.
  public init(_ text: String) {
    self.bytes = Array(text.utf8)
  }

  /// The bytes as text; `nil` if they are not UTF-8.
  public var text: String? {
    String(validating: bytes, as: UTF8.self)
  }

  public static func < (left: Value, right: Value) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

/// Names a conflict alike on every replica: canonical bytes over the changes that clashed and the
/// place where they did. Shorter, readable ids are made from it further up.
public struct ConflictID: Hashable, Comparable, Sendable {
  public let bytes: [UInt8]

  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  public static func < (left: ConflictID, right: ConflictID) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
