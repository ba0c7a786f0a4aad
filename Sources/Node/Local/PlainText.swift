import WebUI

/// An article's body as plain text, for the lines under a search result: no signs of headings,
/// tables or links, only what readers see.
///
/// It is taken from the rendered page, whose tags are all our own: text has no `<` in it there.
enum PlainText {
  static func of(markdown: String) -> String {
    var text: [UInt8] = []
    var rest = MarkdownDocument(markdown).markup.bytes[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      text += rest[..<start]
      let end =
        rest[start...].firstIndex(of: UInt8(ascii: ">")) ?? rest.index(before: rest.endIndex)
      if !isInline(rest[start..<end]) { text.append(UInt8(ascii: "\n")) }
      rest = rest[rest.index(after: end)...]
    }
    text += rest
    return unescaped(String(decoding: text, as: UTF8.self))
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether words go on through the tag.
  private static func isInline(_ tag: ArraySlice<UInt8>) -> Bool {
    let name = tag.dropFirst().drop { $0 == UInt8(ascii: "/") }.prefix { $0 > UInt8(ascii: " ") }
    return ["a", "strong", "em", "code", "del"].contains { name.elementsEqual($0.utf8) }
  }

  /// The ampersand goes last, or an escaped reference would be taken for one.
  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }
}
