/// A word as it stands in a text: where, and what parts it from the word before.
@frozen
public struct Word: Hashable, Sendable {
  /// What stands between a word and the one before it.
  @frozen
  public enum Lead: Hashable, Sendable {
    /// Anything that needs no attention.
    case other

    /// One blank: *70 20 30 40* may be one number.
    case blank

    /// One hyphen: *PVC-affald* is also *pvcaffald*.
    case hyphen

    /// One point or comma between digits: *27.24.00*, *1.250,50*.
    case point

    /// A section sign: *§ 12*.
    case section
  }

  /// Byte offsets into the text as it is.
  public let start: Int
  public let end: Int

  public let lead: Lead

  /// Whether all its characters are digits.
  public let isNumber: Bool
}
