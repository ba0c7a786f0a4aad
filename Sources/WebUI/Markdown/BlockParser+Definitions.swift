/// Reference definitions, `[label]: destination "title"`, at the beginning of a paragraph
/// (CommonMark §4.7).
extension BlockParser {
  /// Takes the definitions off the paragraph. The first definition of a label counts.
  mutating func collectDefinitions(ofParagraph index: Int) {
    guard blocks[index].content.first == UInt8(ascii: "[") else { return }
    let syntax = LinkSyntax(text: blocks[index].content)
    var position = 0
    while let definition = BlockParser.definition(syntax, at: position) {
      if references[definition.label] == nil {
        references[definition.label] = definition.reference
      }
      position = definition.end
    }
    blocks[index].content.removeFirst(position)
    if position > 0, blocks[index].content.allSatisfy(isSpace) { blocks[index].kind = .definitions }
  }

  private struct Definition {
    let label: [UInt8]
    let reference: LinkReference
    let end: Int
  }

  private static func definition(_ syntax: LinkSyntax, at start: Int) -> Definition? {
    guard let label = syntax.label(at: syntax.afterBlanks(start)), label.end < syntax.text.count,
      syntax.text[label.end] == UInt8(ascii: ":"),
      let destination = syntax.destination(at: syntax.afterSpaces(label.end + 1)),
      // An empty destination must be written `<>`.
      destination.end > syntax.afterSpaces(label.end + 1)
    else { return nil }
    let titleStart = syntax.afterSpaces(destination.end)
    if titleStart > destination.end, let title = syntax.title(at: titleStart),
      let end = lineEnd(syntax, after: title.end)
    {
      let reference = LinkReference(destination: destination.bytes, title: title.bytes)
      return Definition(label: label.bytes, reference: reference, end: end)
    }
    // What looked like a title may be the next line of the paragraph.
    guard let end = lineEnd(syntax, after: destination.end) else { return nil }
    let reference = LinkReference(destination: destination.bytes, title: nil)
    return Definition(label: label.bytes, reference: reference, end: end)
  }

  /// The beginning of the next line where only blanks stand before it.
  private static func lineEnd(_ syntax: LinkSyntax, after start: Int) -> Int? {
    let index = syntax.afterBlanks(start)
    guard index < syntax.text.count else { return index }
    return syntax.text[index] == UInt8(ascii: "\n") ? index + 1 : nil
  }
}
