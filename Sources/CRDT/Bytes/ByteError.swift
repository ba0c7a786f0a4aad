/// What was wrong with bytes from outside, and where.
///
/// Every decoder of this package throws it and nothing else; bytes never trap.
public struct ByteError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The bytes end in the middle of something.
    case truncated
    /// A varint has more bytes than its value needs, so the same value had two spellings.
    case overlongVarint
    /// A varint or a sum of lengths does not fit its type.
    case overflow
    /// A count or a length is larger than what its place allows.
    case tooMany
    /// A string is not UTF-8.
    case invalidUTF8
    /// Not the format, version or ordering rule that this code reads.
    case unknownFormat
    /// A value that the format knows, in a place where it is not allowed.
    case invalidValue
    /// Entries that must ascend do not, so the same content had two spellings.
    case notCanonical
    /// Bytes follow where the content ended.
    case trailingBytes
  }

  public let reason: Reason

  /// The number of bytes before the offending ones.
  public let offset: Int

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}
