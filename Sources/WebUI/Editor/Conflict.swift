/// A place that two people changed apart from each other, with both wordings in full.
public struct Conflict: Hashable, Sendable {
  /// What happened, so that one knows what to look for.
  public enum Kind: Hashable, Sendable {
    case sameSentence
    case overlap
    case editInDeleted
    case sameGap
    case movedAndEdited
    /// A field with one value, such as the title.
    case register
  }

  public enum Severity: Hashable, Sendable {
    case normal
    /// A number, a date, an amount, a §-reference or one of ikke, kun, skal, kan, må was touched.
    case high
  }

  /// One of the wordings.
  public struct Side: Hashable, Sendable {
    public var author: String
    /// The node it was written on.
    public var place: String
    public var time: LocalMoment
    /// Empty where the text was deleted.
    public var text: String

    public init(author: String, place: String, time: LocalMoment, text: String) {
      self.author = author
      self.place = place
      self.time = time
      self.text = text
    }
  }

  /// The same on every node.
  public var id: String
  public var kind: Kind
  public var severity: Severity
  /// The field as people call it: "Hele svaret".
  public var field: String
  /// How the place read before either change; empty where there was nothing.
  public var ancestor: String
  /// Two or more, in an order that is the same on every node.
  public var sides: [Side]
  /// What the merge made of it, which only editors see.
  public var merged: String

  public init(
    id: String, kind: Kind, severity: Severity, field: String, ancestor: String, sides: [Side],
    merged: String
  ) {
    self.id = id
    self.kind = kind
    self.severity = severity
    self.field = field
    self.ancestor = ancestor
    self.sides = sides
    self.merged = merged
  }

  /// `A`, `B`, … for the sides in their order.
  static func letter(_ index: Int) -> String {
    guard let byte = UInt8(exactly: index), byte < 26 else { return String(index + 1) }
    return String(Unicode.Scalar(UInt8(ascii: "A") + byte))
  }
}

/// What a person chose for a conflict.
public enum ConflictChoice: Hashable, Sendable {
  /// The wording of that side, counted from zero.
  case side(Int)
  /// All wordings, one after the other.
  case all
  case own(String)

  /// The names of the fields in the form of a conflict; `token`, `version` and `initialer` are those
  /// of `ArticleForm.Field`.
  public enum Field: String, Hashable, Sendable {
    case conflict = "konflikt"
    case choice = "valg"
    case text = "egen-tekst"
  }

  static let allValue = "alle"
  static let ownValue = "egen"

  /// Reads a submitted form; `nil` if nothing, or nothing that exists, was chosen.
  public init?(sideCount: Int, reading value: (Field) -> String?) {
    switch value(.choice) {
    case ConflictChoice.allValue: self = .all
    case ConflictChoice.ownValue: self = .own(value(.text) ?? "")
    case .some(let number):
      guard let index = Int(number), (0..<sideCount).contains(index) else { return nil }
      self = .side(index)
    case .none: return nil
    }
  }
}
