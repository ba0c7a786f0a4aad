/// Why bytes are not a DEFLATE stream that may be expanded here.
public enum DeflateError: Error, Hashable, Sendable {
  /// The stream ends before its last block does.
  case truncated
  /// A block type, code or stored length that RFC 1951 does not allow.
  case invalid
  /// The content is longer than the caller allows.
  case tooLong
  /// Bytes follow the last block.
  case trailingBytes
}
