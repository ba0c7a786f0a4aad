import CRDT

/// What stood before the body in a file, and how the file was written: what an article must
/// remember for its file to come out again byte for byte.
public struct FileHead: Hashable, Sendable {
  /// Room for any head that people write, and not for one that makes every export slow.
  public static let bytesMax = 65_536

  /// From the opening `---` to the blank line before the body, with LF; empty without front matter.
  public let text: String

  /// The file began with U+FEFF.
  public let hasByteOrderMark: Bool

  /// Every line ended in CR LF.
  public let hasCarriageReturns: Bool

  /// The last line of the body had no line break.
  public let lacksFinalNewline: Bool

  init(
    text: String, hasByteOrderMark: Bool = false, hasCarriageReturns: Bool = false,
    lacksFinalNewline: Bool = false
  ) {
    self.text = text
    self.hasByteOrderMark = hasByteOrderMark
    self.hasCarriageReturns = hasCarriageReturns
    self.lacksFinalNewline = lacksFinalNewline
  }
}

// MARK: - On the wire

extension FileHead {
  private static let format: UInt8 = 1
  private static let byteOrderMark: UInt8 = 1
  private static let carriageReturns: UInt8 = 2
  private static let noFinalNewline: UInt8 = 4

  /// Format, one byte of flags (1 byte order mark, 2 CR LF, 4 no final newline), then the text.
  var value: Value {
    var flags: UInt8 = 0
    if hasByteOrderMark { flags |= FileHead.byteOrderMark }
    if hasCarriageReturns { flags |= FileHead.carriageReturns }
    if lacksFinalNewline { flags |= FileHead.noFinalNewline }
    return Value(bytes: [FileHead.format, flags] + text.utf8)
  }

  /// `nil` for another format, for bytes that are not UTF-8 and for too many of them.
  init?(_ value: Value) {
    guard (2...FileHead.bytesMax + 2).contains(value.bytes.count),
      value.bytes[0] == FileHead.format,
      value.bytes[1] < 8,
      let text = String(validating: value.bytes[2...], as: UTF8.self)
    else { return nil }
    let flags = value.bytes[1]
    self.init(
      text: text, hasByteOrderMark: flags & FileHead.byteOrderMark != 0,
      hasCarriageReturns: flags & FileHead.carriageReturns != 0,
      lacksFinalNewline: flags & FileHead.noFinalNewline != 0)
  }
}
