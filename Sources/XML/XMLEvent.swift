/// What an `XMLReader` meets next in a document.
public enum XMLEvent: Hashable, Sendable {
  /// A start-tag, or the first half of an empty-element tag. The name is without its prefix.
  case start(String, attributes: [XMLAttribute])
  /// An end-tag, or the second half of an empty-element tag.
  case end(String)
  /// Character data with its references resolved. One run of text may come in several pieces.
  case text(String)
}

/// An attribute with its value normalised (XML 1.0 §3.3.3).
public struct XMLAttribute: Hashable, Sendable {
  public let name: String
  public let value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
