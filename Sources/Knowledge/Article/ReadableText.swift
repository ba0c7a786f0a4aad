/// Markdown with its marks taken off, on one line: what a search index and a snippet want.
///
/// Not a parser: it takes off what stands at the start of lines (`#`, `>`, list marks, table
/// rules), turns `[text](address)` into its text, drops `*`, `_`, `` ` `` and `|`, and folds blanks.
/// A sentence that uses such a sign for itself loses the sign in a snippet and nothing else.
///
/// - Complexity: linear; an address is looked for no further than an address can be long.
public enum ReadableText {
  public static func of(_ markdown: String) -> String {
    var markdown = markdown
    let bytes = markdown.withUTF8 { unsafe stripped(unsafe $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func stripped(_ source: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(source.count)
    var index = 0
    var isAtLineStart = true
    while index < source.count {
      if isAtLineStart {
        unsafe index = afterLineMarks(source, from: index)
        isAtLineStart = false
        continue
      }
      let byte = unsafe source[index]
      switch byte {
      case UInt8(ascii: "\n"):
        appendBlank(to: &output)
        isAtLineStart = true
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "|"):
        appendBlank(to: &output)
      case UInt8(ascii: "*"), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "_"):
        break
      case UInt8(ascii: "]"):
        unsafe index = afterAddress(source, from: index)
      default:
        output.append(byte)
      }
      index += 1
    }
    while output.last == UInt8(ascii: " ") { output.removeLast() }
    return output
  }

  private static func appendBlank(to output: inout [UInt8]) {
    guard let last = output.last, last != UInt8(ascii: " ") else { return }
    output.append(UInt8(ascii: " "))
  }

  /// Past the marks that a line begins with: headings, quotes, list items, table rules.
  private static func afterLineMarks(
    _ source: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    var index = start
    while index < source.count, unsafe " \t#>-+|:".utf8.contains(source[index]) {
      index += 1
    }
    var digits = index
    while digits < source.count, unsafe (0x30...0x39).contains(source[digits]) {
      digits += 1
    }
    let isNumbered =
      unsafe digits > index && digits - index <= 3 && digits + 1 < source.count
      && (source[digits] == UInt8(ascii: ".") || source[digits] == UInt8(ascii: ")"))
      && source[digits + 1] == UInt8(ascii: " ")
    return isNumbered ? digits + 1 : index
  }

  /// At the end of the `(address)` behind a `]`, if one of sensible length follows on the same line;
  /// else where it is.
  private static func afterAddress(
    _ source: UnsafeBufferPointer<UInt8>, from bracket: Int
  ) -> Int {
    guard bracket + 1 < source.count, unsafe source[bracket + 1] == UInt8(ascii: "(") else {
      return bracket
    }
    var index = bracket + 2
    let end = min(source.count, index + SelfServiceLink.urlBytesMax)
    while index < end, unsafe source[index] != UInt8(ascii: "\n") {
      if unsafe source[index] == UInt8(ascii: ")") { return index }
      index += 1
    }
    return bracket
  }
}
