/// Why a document cannot be read, and on which line, counted from 1.
public struct XMLError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// There is something else than markup first: it is no XML.
    case notXML
    /// Another encoding than UTF-8, by its name.
    case encoding(String)
    case notUTF8
    /// A character outside the production Char (§2.2).
    case badCharacter
    /// The document ends while an element is open, or in the middle of markup.
    case unexpectedEnd(open: String?)
    /// Markup that no production allows.
    case malformed
    /// An end-tag that closes another element than the open one (§3, well-formedness).
    case mismatched(open: String, close: String)
    /// A document type declaration, which is where entities are declared and files are fetched.
    case documentType
    /// A reference to an entity that is not one of the five predefined (§4.6).
    case unknownEntity(String)
    case duplicateAttribute(String)
    /// Text or a second element outside the root element (§2.1).
    case outsideRoot
    case tooDeep(most: Int)
    /// A name, a value or a piece of text above its limit.
    case tooLong(most: Int)
  }

  public let reason: Reason
  public let line: Int

  public init(_ reason: Reason, line: Int) {
    self.reason = reason
    self.line = line
  }
}
