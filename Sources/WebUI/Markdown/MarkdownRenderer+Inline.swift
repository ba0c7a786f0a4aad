/// The text of a leaf as HTML and as plain text.
extension MarkdownRenderer {
  struct InlineContent {
    let markup: Markup
    let plainText: String
  }

  mutating func inline(_ text: ArraySlice<UInt8>) -> InlineContent {
    var parser = InlineParser(
      Array(text), references: references, referenceBudget: referenceBudget)
    parser.parse()
    referenceBudget = parser.referenceBudget
    var writer = InlineWriter(parser)
    writer.writeAll()
    return InlineContent(
      markup: writer.output, plainText: String(decoding: writer.plain, as: UTF8.self))
  }
}

/// Writes the pieces that `InlineParser` noted.
private struct InlineWriter {
  let parser: InlineParser
  var output = Markup()
  var plain: [UInt8] = []
  /// Elements that are open, the ones beyond the limit counted but not written. Beginnings and ends
  /// pair exactly, so counting suffices to leave out both.
  private var depth = 0
  /// Inside an image's description only text is written.
  private var imageDepth = 0
  /// For each open link, whether it leads anywhere.
  private var links: [Bool] = []

  init(_ parser: InlineParser) {
    self.parser = parser
  }

  mutating func writeAll() {
    for piece in parser.pieces { write(piece) }
  }

  private mutating func write(_ piece: InlineParser.Piece) {
    switch piece {
    case .text(let range): writeText(parser.text[range])
    case .decoded(let text): writeText(Array(text.utf8)[...])
    case .code(let range): writeCode(parser.text[range])
    case .softBreak: writeText([UInt8(ascii: "\n")])
    case .hardBreak: writeHardBreak()
    case .run(let index): writeRun(parser.delimiters[index])
    case .linkStart(let reference): startLink(reference)
    case .linkEnd: endLink()
    case .imageStart: imageDepth += 1
    case .imageEnd: imageDepth -= 1
    }
  }

  private mutating func writeText(_ text: ArraySlice<UInt8>) {
    output.bytes.appendEscaped(bytes: text)
    plain.append(contentsOf: text)
  }

  private mutating func writeCode(_ code: ArraySlice<UInt8>) {
    let line = code.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
    startElement("<code>")
    writeText(line[...])
    endElement("</code>")
  }

  private mutating func writeHardBreak() {
    if imageDepth == 0 { output += "<br>" }
    writeText([UInt8(ascii: "\n")])
  }

  private mutating func writeRun(_ run: InlineParser.Delimiter) {
    for closing in run.closings { endElement(closing == .strong ? "</strong>" : "</em>") }
    writeText(Array(repeating: run.byte, count: run.remaining)[...])
    for opening in run.openings.reversed() {
      startElement(opening == .strong ? "<strong>" : "<em>")
    }
  }

  private mutating func startLink(_ reference: LinkReference) {
    links.append(reference.target != nil)
    guard let target = reference.target else { return }
    var tag: Markup = "<a href=\""
    tag.bytes.append(contentsOf: target.attributeValue)
    if let title = reference.title {
      tag += "\" title=\""
      tag.bytes.appendEscaped(bytes: title)
    }
    tag += "\">"
    startElement(tag)
  }

  private mutating func endLink() {
    if links.popLast() == true { endElement("</a>") }
  }

  private mutating func startElement(_ tag: Markup) {
    depth += 1
    if depth <= MarkdownDocument.nestingMax, imageDepth == 0 { output += tag }
  }

  private mutating func endElement(_ tag: Markup) {
    if depth <= MarkdownDocument.nestingMax, imageDepth == 0 { output += tag }
    depth -= 1
  }
}
