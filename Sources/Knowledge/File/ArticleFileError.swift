/// Why a file was not read, and on which line. Nothing of it was used.
public struct ArticleFileError: Error, Hashable, Sendable {
  /// Each reason says what its cure needs to say.
  public enum Reason: Hashable, Sendable {
    /// Split the article, or is it another kind of file?
    case tooLarge(bytes: Int, max: Int)
    /// Save the file as UTF-8.
    case notUTF8
    /// Remove this character.
    case controlCharacter(Unicode.Scalar)
    /// Write `---` on a line of its own where the front matter ends.
    case unterminatedFrontMatter
    /// Move what is text into the body; or is the closing `---` missing?
    case frontMatterTooLarge(max: Int)
    /// Indent with blanks.
    case tab
    /// Write `key: value`; what belongs to the key before it is indented.
    case notKeyAndValue
    /// Keep one of the two; the other name is for a key that has two names.
    case duplicateKey(String, other: String, line: Int)
    /// Close the quotation mark, or write `'` twice to have one inside.
    case unterminatedQuote(Unicode.Scalar)
    /// Close the list with `]`.
    case unterminatedList
    /// Put the whole value in quotation marks.
    case textAfterValue(String)
    /// Write a backslash as `\\`.
    case unknownEscape(String)
    /// Put the value in quotation marks: YAML means something else by this character, which is
    /// not read here.
    case reservedCharacter(Unicode.Scalar)
    /// Indent the lines of the text alike.
    case badBlock
    /// Write one value, not a list.
    case listNotAllowed(key: String)
    /// Write `titel:` in the front matter or a line that begins with `# `.
    case noTitle
  }

  public let reason: Reason

  /// Counted from 1.
  public let line: Int

  init(_ reason: Reason, line: Int) {
    self.reason = reason
    self.line = line
  }
}
