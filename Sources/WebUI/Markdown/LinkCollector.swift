/// Goes through a document as the renderer does, and takes the links out of it.
struct LinkCollector {
  private(set) var links: [WrittenLink] = []
  private let blocks: [MarkdownBlock]
  private let references: [[UInt8]: LinkReference]
  /// As for the renderer: what is too much there is text, and no link.
  private var referenceBudget: Int

  init(_ source: String) {
    var parser = BlockParser(source)
    parser.readAll()
    blocks = parser.blocks
    references = parser.references
    referenceBudget = blocks.reduce(MarkdownRenderer.referenceBytesFree) { $0 + $1.content.count }
  }

  mutating func collect() {
    for block in blocks {
      switch block.kind {
      case .paragraph, .heading:
        read(block.content[...].trimmingSpaces())
      case .table(let alignments):
        // What stands in a row beyond the columns is not shown.
        for cell in block.rows.flatMap({ $0.prefix(alignments.count) }) { read(cell[...]) }
      case .document, .blockQuote, .list, .item, .definitions, .thematicBreak, .indentedCode,
        .fencedCode:
        break
      }
    }
  }

  private mutating func read(_ text: ArraySlice<UInt8>) {
    var parser = InlineParser(
      Array(text), references: references, referenceBudget: referenceBudget)
    parser.parse()
    referenceBudget = parser.referenceBudget
    var open: (reference: LinkReference, label: [UInt8])?
    for piece in parser.pieces {
      switch piece {
      case .linkStart(let reference):
        open = (reference, [])
      case .linkEnd:
        guard let link = open else { continue }
        let label = String(decoding: link.label, as: UTF8.self)
        links.append(WrittenLink(label: label, link.reference))
        open = nil
      case .text(let range):
        if open == nil { noteUnread(parser.text[range]) }
        open?.label += parser.text[range]
      case .code(let range):
        open?.label += parser.text[range]
      case .decoded(let text):
        open?.label += Array(text.utf8)
      case .softBreak, .hardBreak:
        open?.label.append(UInt8(ascii: " "))
      case .run, .imageStart, .imageEnd:
        break
      }
    }
  }

  /// Of a text full of brackets each is read a little way, so that time goes with its length.
  private static let excerptMax = 100

  /// `](` that is still text, and not escaped: somebody meant a link, and readers see brackets.
  private mutating func noteUnread(_ text: ArraySlice<UInt8>) {
    var rest = text
    while let bracket = rest.firstIndex(of: UInt8(ascii: "]")) {
      let label = rest[..<bracket]
      rest = rest[(bracket + 1)...]
      guard rest.first == UInt8(ascii: "(") else { continue }
      let address = rest.dropFirst().prefix(Self.excerptMax).prefix { $0 != UInt8(ascii: ")") }
      links.append(
        WrittenLink(
          label: String(decoding: label.suffix(Self.excerptMax), as: UTF8.self),
          address: String(decoding: address, as: UTF8.self), .notRead))
    }
  }
}
