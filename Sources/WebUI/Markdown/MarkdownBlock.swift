/// A block of a Markdown document (CommonMark §3): a node of the tree that `BlockParser` builds.
struct MarkdownBlock {
  enum Kind: Equatable {
    case document
    case blockQuote
    case list(ListStyle)
    /// Lines of the item are indented to this many columns.
    case item(contentIndent: Int)
    case paragraph
    /// A paragraph that turned out to hold reference definitions only; it shows nothing, but stands
    /// in its list as a block does.
    case definitions
    case heading(level: Int)
    case thematicBreak
    case indentedCode
    case fencedCode(Fence)
    case table([Alignment])
  }

  /// What makes neighbouring items one list (§5.3): the bullet, or the ordered delimiter.
  struct ListStyle: Equatable {
    let delimiter: UInt8
    /// The first number of an ordered list; `nil` for bullets.
    let start: Int?

    func continues(_ other: ListStyle) -> Bool {
      delimiter == other.delimiter && (start == nil) == (other.start == nil)
    }
  }

  struct Fence: Equatable {
    let character: UInt8
    let length: Int
    let indent: Int
  }

  enum Alignment: Equatable {
    case none
    case left
    case center
    case right
  }

  var kind: Kind
  var children: [Int] = []
  /// The text of a leaf, lines parted by LF.
  var content: [UInt8] = []
  /// The rows of a table, header first, as unparsed cells.
  var rows: [[[UInt8]]] = []
  let startLine: Int
  /// The last line that put something into the block, blank lines at its end excluded. A blank line
  /// between two blocks shows as a gap between this and the next block's `startLine`.
  var endLine: Int

  init(_ kind: Kind, line: Int) {
    self.kind = kind
    startLine = line
    endLine = line
  }
}
