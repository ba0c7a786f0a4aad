/// Escaping of text for element content and double-quoted attribute values.
///
/// `<`, `>`, `&`, `"` and `'` become character references. Control characters other than tab and
/// line ends, which HTML forbids (HTML Living Standard §13.2.3.5), become U+FFFD, so that a text
/// from a peer cannot carry a NUL into a page.
extension Array where Element == UInt8 {
  mutating func appendEscaped(_ text: some StringProtocol) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { utf8 in
      unsafe appendEscaped(bytes: utf8)
    }
    if done == nil { appendEscaped(bytes: Array(text.utf8)) }
  }

  /// Copies whole runs of harmless bytes at once; only the few others are looked up.
  mutating func appendEscaped(bytes text: some RandomAccessCollection<UInt8>) {
    var runStart = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      if let reference = Self.reference(for: text[index]) {
        append(contentsOf: text[runStart..<index])
        append(contentsOf: reference.utf8)
        runStart = text.index(after: index)
      }
      text.formIndex(after: &index)
    }
    append(contentsOf: text[runStart..<text.endIndex])
  }

  @inline(__always)
  private static func reference(for byte: UInt8) -> String? {
    guard byte <= UInt8(ascii: ">") || byte == 0x7F else { return nil }
    switch byte {
    case UInt8(ascii: "&"): return "&amp;"
    case UInt8(ascii: "<"): return "&lt;"
    case UInt8(ascii: ">"): return "&gt;"
    case UInt8(ascii: "\""): return "&quot;"
    case UInt8(ascii: "'"): return "&#39;"
    case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0x7F: return "\u{FFFD}"
    default: return nil
    }
  }
}
