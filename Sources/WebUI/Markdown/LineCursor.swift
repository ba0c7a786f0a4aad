/// One line read from the left, counted in bytes and in columns.
///
/// Tabs stand for columns up to the next multiple of four where structure is concerned and stay
/// tabs in content (CommonMark §2.2), so a tab can be consumed in part: `> ⇥foo` gives the quote one
/// column of the tab and its content the other two.
struct LineCursor {
  let source: [UInt8]
  let end: Int
  private(set) var offset: Int
  private var column = 0
  private var isInsideTab = false
  /// Where the next byte that is neither space nor tab stands.
  private(set) var textOffset: Int
  private var textColumn = 0

  init(_ source: [UInt8], _ line: Range<Int>) {
    self.source = source
    offset = line.lowerBound
    textOffset = line.lowerBound
    end = line.upperBound
    findText()
  }

  /// Columns of blanks before the text.
  var indent: Int { textColumn - column }

  var isBlank: Bool { textOffset == end }

  /// The first byte of the text; zero at the end of the line.
  var first: UInt8 { textOffset < end ? source[textOffset] : 0 }

  /// The line from its text on.
  var text: ArraySlice<UInt8> { source[textOffset..<end] }

  /// Goes to the text.
  mutating func skipIndent() {
    offset = textOffset
    column = textColumn
    isInsideTab = false
  }

  /// Goes past that many bytes of text, which are no blanks.
  mutating func skipText(_ count: Int) {
    skipIndent()
    offset += count
    column += count
    findText()
  }

  /// Consumes up to that many columns of blanks.
  mutating func skipColumns(_ count: Int) {
    var left = count
    while left > 0, offset < textOffset {
      let width = source[offset] == UInt8(ascii: "\t") ? 4 - column % 4 : 1
      if width > left {
        column += left
        isInsideTab = true
        return
      }
      column += width
      offset += 1
      isInsideTab = false
      left -= width
    }
  }

  /// What is left of the line, the rest of a partly consumed tab as spaces.
  func appendRest(to content: inout [UInt8]) {
    var from = offset
    if isInsideTab {
      content.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 4 - column % 4))
      from += 1
    }
    content.append(contentsOf: source[from..<end])
  }

  private mutating func findText() {
    textOffset = offset
    textColumn = column
    while textOffset < end {
      switch source[textOffset] {
      case UInt8(ascii: " "): textColumn += 1
      case UInt8(ascii: "\t"): textColumn += 4 - textColumn % 4
      default: return
      }
      textOffset += 1
    }
  }
}
