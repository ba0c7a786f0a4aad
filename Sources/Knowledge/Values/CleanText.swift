/// What may stand in a text that people read, and the small tidying that every way in shares.
///
/// Control characters are refused rather than removed: nobody typed them on purpose, they break
/// XML feeds (XML 1.0 §2.2) and terminals, and dropping them silently would make the saved text
/// another than the one that was sent.
enum CleanText {
  enum Shape {
    /// No line breaks and no tabs.
    case line
    /// Line feeds and tabs are fine.
    case lines
  }

  /// The first scalar that does not belong, if any.
  static func firstBadScalar(
    in text: some StringProtocol, allowing shape: Shape
  ) -> Unicode.Scalar? {
    guard text.utf8.contains(where: { mayBeginBad($0, in: shape) }) else { return nil }
    return text.unicodeScalars.first { isBad($0, in: shape) }
  }

  /// First bytes of all scalars in question: C0 and DEL stand for themselves, U+0080 … U+009F begin
  /// with C2, U+FFFE and U+FFFF with EF. A long body in plain Danish is looked at bytewise only.
  private static func mayBeginBad(_ byte: UInt8, in shape: Shape) -> Bool {
    switch byte {
    case 0x0A: shape == .line
    case 0x00...0x1F, 0x7F, 0xC2, 0xEF: true
    default: false
    }
  }

  private static func isBad(_ scalar: Unicode.Scalar, in shape: Shape) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: shape == .line
    case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// Without blanks, tabs and line breaks at either end.
  static func trimmed(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isBlank($0) }),
      let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(String.UnicodeScalarView(scalars[first...last]))
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar == "\u{A0}"
  }

  /// With LF for every CR LF, which is how HTML forms send line breaks.
  static func withLineFeeds(_ text: String) -> String {
    guard text.utf8.contains(0x0D) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if byte == 0x0A, bytes.last == 0x0D { bytes.removeLast() }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
