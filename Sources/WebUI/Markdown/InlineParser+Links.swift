/// Links, inline and by reference (CommonMark §6.3), images (§6.4) and autolinks (§6.5).
extension InlineParser {
  /// A `[` or `![` that may yet begin a link.
  struct Bracket {
    /// Its place among the pieces.
    let piece: Int
    /// Where the text behind it begins.
    let textStart: Int
    let isImage: Bool
    /// The delimiter run before it: emphasis inside a link pairs inside it.
    let delimiterBefore: Int?
    /// A label holds no brackets, so with one inside there is no label to look up.
    var holdsBracket = false
  }

  mutating func openBracket(length: Int, isImage: Bool) {
    if !brackets.isEmpty { brackets[brackets.count - 1].holdsBracket = true }
    let start = position
    note(.text(start..<(start + length)), length: length)
    brackets.append(
      Bracket(
        piece: pieces.count - 1, textStart: position, isImage: isImage,
        delimiterBefore: lastDelimiter))
  }

  mutating func closeBracket() {
    guard let bracket = brackets.popLast() else {
      position += 1
      return
    }
    let holdsLink = brackets.count < bracketsHoldingLink
    bracketsHoldingLink = min(bracketsHoldingLink, brackets.count)
    guard bracket.isImage || !holdsLink, let link = inlineLink() ?? referenceLink(bracket) else {
      position += 1
      return
    }
    note(bracket.isImage ? .imageEnd : .linkEnd, length: link.end - position)
    pieces[bracket.piece] = bracket.isImage ? .imageStart : .linkStart(link.reference)
    pairDelimiters(above: bracket.delimiterBefore)
    // Links do not hold links: the brackets around this one can become images only.
    if !bracket.isImage { bracketsHoldingLink = brackets.count }
  }

  private struct Link {
    let reference: LinkReference
    let end: Int
  }

  /// `(destination "title")` behind the closing bracket.
  private func inlineLink() -> Link? {
    let syntax = LinkSyntax(text: text)
    guard position + 1 < text.count, text[position + 1] == UInt8(ascii: "(") else { return nil }
    let start = syntax.afterSpaces(position + 2)
    if start < text.count, text[start] == UInt8(ascii: ")") {
      let reference = LinkReference(destination: [], title: nil)
      return Link(reference: reference, end: start + 1)
    }
    guard let destination = syntax.destination(at: start) else { return nil }
    var end = syntax.afterSpaces(destination.end)
    var title: [UInt8]?
    if end > destination.end, let part = syntax.title(at: end) {
      title = part.bytes
      end = syntax.afterSpaces(part.end)
    }
    guard end < text.count, text[end] == UInt8(ascii: ")") else { return nil }
    let reference = LinkReference(destination: destination.bytes, title: title)
    return Link(reference: reference, end: end + 1)
  }

  /// `[text][label]`, `[label][]` or `[label]`.
  private mutating func referenceLink(_ bracket: Bracket) -> Link? {
    let syntax = LinkSyntax(text: text)
    let behind = position + 1
    if let label = syntax.label(at: behind) {
      return reference(label.bytes).map { Link(reference: $0, end: label.end) }
    }
    guard !bracket.holdsBracket, position - bracket.textStart <= 999 else { return nil }
    let label = LinkSyntax.normalised(text[bracket.textStart..<position])
    let isCollapsed =
      text[behind...].prefix(2).elementsEqual([UInt8(ascii: "["), UInt8(ascii: "]")])
    return reference(label).map { Link(reference: $0, end: behind + (isCollapsed ? 2 : 0)) }
  }

  private mutating func reference(_ label: [UInt8]) -> LinkReference? {
    guard !label.isEmpty, let found = references[label] else { return nil }
    let size = (found.target?.address.count ?? 0) + (found.title?.count ?? 0)
    guard size <= referenceBudget else { return nil }
    referenceBudget -= size
    return found
  }

  // MARK: Autolinks

  /// `<https://…>` and `<name@host>`. Anything else in angle brackets is text, HTML included.
  mutating func parseAutolink() {
    guard let end = autolinkEnd(), let address = autolinkAddress(text[(position + 1)..<end]),
      LinkTarget(bytes: address) != nil
    else {
      position += 1
      return
    }
    let content = (position + 1)..<end
    note(.linkStart(LinkReference(destination: address, title: nil)), length: content.count + 2)
    pieces.append(.text(content))
    pieces.append(.linkEnd)
  }

  /// Where the `>` stands; no blank and no `<` may come before it.
  private func autolinkEnd() -> Int? {
    var index = position + 1
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: ">"): return index
      case 0x00...0x20, UInt8(ascii: "<"): return nil
      default: index += 1
      }
    }
    return nil
  }

  private func autolinkAddress(_ content: ArraySlice<UInt8>) -> [UInt8]? {
    let scheme = content.prefix { isASCIILetter($0) || isDigit($0) || "+.-".utf8.contains($0) }
    let hasColon = content.dropFirst(scheme.count).first == UInt8(ascii: ":")
    if hasColon, (2...32).contains(scheme.count), isASCIILetter(content[content.startIndex]) {
      return Array(content)
    }
    return isMailAddress(content) ? Array("mailto:".utf8) + content : nil
  }

  private func isMailAddress(_ content: ArraySlice<UInt8>) -> Bool {
    let parts = content.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
    let isName = parts[0].allSatisfy {
      isASCIILetter($0) || isDigit($0) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains($0)
    }
    let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return isName
      && labels.allSatisfy { label in
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
          && label.last != UInt8(ascii: "-")
          && label.allSatisfy { isASCIILetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
      }
  }
}
