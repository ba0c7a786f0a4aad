/// Where `[label]: destination "title"` says that a link leads.
struct LinkReference: Hashable, Sendable {
  /// `nil` where `LinkTarget` does not allow the destination.
  let target: LinkTarget?
  /// What the author wrote, for those who look for links that do not work.
  let destination: [UInt8]
  let title: [UInt8]?

  init(destination: [UInt8], title: [UInt8]?) {
    target = LinkTarget(bytes: destination)
    self.destination = destination
    self.title = title
  }
}

/// The parts of a link: label, destination and title, each read from a position and given back with
/// the position behind it (CommonMark §4.7 and §6.3).
struct LinkSyntax {
  let text: [UInt8]

  struct Part {
    let bytes: [UInt8]
    let end: Int
  }

  /// A label has at most 999 characters; so many bytes are enough for our purpose and bound the
  /// search for its end.
  private static let labelBytesMax = 999

  /// Parentheses in a destination balance to that depth, which bounds how often one can be rescanned.
  private static let parenthesesMax = 32

  /// `[label]`, normalised.
  func label(at start: Int) -> Part? {
    guard start < text.count, text[start] == UInt8(ascii: "[") else { return nil }
    var index = start + 1
    while index < text.count, index - start <= LinkSyntax.labelBytesMax {
      switch text[index] {
      case UInt8(ascii: "]"):
        let label = LinkSyntax.normalised(text[(start + 1)..<index])
        return label.isEmpty ? nil : Part(bytes: label, end: index + 1)
      case UInt8(ascii: "["):
        return nil
      case UInt8(ascii: "\\"):
        index += 2
      default:
        index += 1
      }
    }
    return nil
  }

  /// Labels match whatever their case and their spaces. Folding is by way of capitals, so that `ẞ`,
  /// `ß` and `SS` are one.
  static func normalised(_ label: ArraySlice<UInt8>) -> [UInt8] {
    let words = label.split(whereSeparator: isSpace)
    let joined = Array(words.joined(separator: [UInt8(ascii: " ")]))
    return Array(String(decoding: joined, as: UTF8.self).lowercased().uppercased().utf8)
  }

  /// `<destination>` or one without spaces in which parentheses balance.
  func destination(at start: Int) -> Part? {
    guard start < text.count else { return nil }
    return text[start] == UInt8(ascii: "<")
      ? bracketedDestination(at: start) : bareDestination(at: start)
  }

  private func bracketedDestination(at start: Int) -> Part? {
    var index = start + 1
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: ">"):
        return Part(bytes: Unescaping.unescaped(text[(start + 1)..<index]), end: index + 1)
      case UInt8(ascii: "<"), UInt8(ascii: "\n"):
        return nil
      case UInt8(ascii: "\\"):
        index += isEscape(at: index) ? 2 : 1
      default:
        index += 1
      }
    }
    return nil
  }

  private func bareDestination(at start: Int) -> Part? {
    var depth = 0
    var index = start
    scan: while index < text.count {
      switch text[index] {
      case 0x00...0x20, 0x7F:
        break scan
      case UInt8(ascii: "("):
        depth += 1
        if depth > LinkSyntax.parenthesesMax { return nil }
        index += 1
      case UInt8(ascii: ")"):
        if depth == 0 { break scan }
        depth -= 1
        index += 1
      case UInt8(ascii: "\\"):
        index += isEscape(at: index) ? 2 : 1
      default:
        index += 1
      }
    }
    guard depth == 0 else { return nil }
    return Part(bytes: Unescaping.unescaped(text[start..<index]), end: index)
  }

  /// `"title"`, `'title'` or `(title)`.
  func title(at start: Int) -> Part? {
    guard start < text.count else { return nil }
    let closing: UInt8
    switch text[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): closing = text[start]
    case UInt8(ascii: "("): closing = UInt8(ascii: ")")
    default: return nil
    }
    var index = start + 1
    while index < text.count {
      switch text[index] {
      case closing:
        return Part(bytes: Unescaping.unescaped(text[(start + 1)..<index]), end: index + 1)
      case UInt8(ascii: "("):
        if closing == UInt8(ascii: ")") { return nil }
        index += 1
      case UInt8(ascii: "\\"):
        index += isEscape(at: index) ? 2 : 1
      default:
        index += 1
      }
    }
    return nil
  }

  /// The position behind blanks and at most one line end.
  func afterSpaces(_ start: Int) -> Int {
    var index = afterBlanks(start)
    if index < text.count, text[index] == UInt8(ascii: "\n") { index = afterBlanks(index + 1) }
    return index
  }

  func afterBlanks(_ start: Int) -> Int {
    var index = start
    while index < text.count, isBlank(text[index]) { index += 1 }
    return index
  }

  private func isEscape(at index: Int) -> Bool {
    index + 1 < text.count && isASCIIPunctuation(text[index + 1])
  }
}
