/// Reads the text of a leaf into pieces: runs of text, code, line breaks, and the beginnings and
/// ends of links and emphasis (CommonMark §6 and the strategy in its appendix).
///
/// The parser only notes; `MarkdownRenderer` writes. Pieces stand in the order of the text, so an
/// opening tag that is found out late (at the closing bracket, at the closing star) is noted at the
/// piece where it belongs.
struct InlineParser {
  enum Piece {
    case text(Range<Int>)
    /// Text that is not in the source as it stands: a character reference.
    case decoded(String)
    case code(Range<Int>)
    case softBreak
    case hardBreak
    /// A run of `*` or `_`: an index into `delimiters`.
    case run(Int)
    case linkStart(LinkReference)
    case linkEnd
    /// An image's description follows, of which only the text is shown.
    case imageStart
    case imageEnd
  }

  let text: [UInt8]
  let references: [[UInt8]: LinkReference]
  /// How many bytes links by reference may still put into the output: a long definition used
  /// thousands of times would grow with the square of the text.
  var referenceBudget: Int
  var position = 0
  var pieces: [Piece] = []
  var delimiters: [Delimiter] = []
  var lastDelimiter: Int?
  var brackets: [Bracket] = []
  /// How many of the open brackets, from the outermost, have a link inside.
  var bracketsHoldingLink = 0
  var backticks: BacktickRuns
  private var plainStart = 0

  init(_ text: [UInt8], references: [[UInt8]: LinkReference], referenceBudget: Int) {
    self.text = text
    self.references = references
    self.referenceBudget = referenceBudget
    backticks = BacktickRuns(text)
  }

  mutating func parse() {
    while position < text.count { parseNext() }
    flushPlain(upTo: text.count)
    pairDelimiters(above: nil)
  }

  private mutating func parseNext() {
    switch text[position] {
    case UInt8(ascii: "\\"): parseBackslash()
    case UInt8(ascii: "`"): parseBackticks()
    case UInt8(ascii: "*"), UInt8(ascii: "_"): parseRun()
    case UInt8(ascii: "["): openBracket(length: 1, isImage: false)
    case UInt8(ascii: "!"): parseExclamationMark()
    case UInt8(ascii: "]"): closeBracket()
    case UInt8(ascii: "<"): parseAutolink()
    case UInt8(ascii: "&"): parseReference()
    case UInt8(ascii: "\n"): parseLineEnd()
    default: position += 1
    }
  }

  /// Notes a piece that stands for the next `length` bytes.
  mutating func note(_ piece: Piece, length: Int) {
    flushPlain(upTo: position)
    pieces.append(piece)
    position += length
    plainStart = position
  }

  private mutating func flushPlain(upTo end: Int) {
    if plainStart < end { pieces.append(.text(plainStart..<end)) }
    plainStart = end
  }

  private mutating func parseBackslash() {
    let next = position + 1
    guard next < text.count else {
      position += 1
      return
    }
    if text[next] == UInt8(ascii: "\n") {
      note(.hardBreak, length: 2)
      skipLeadingBlanks()
    } else if isASCIIPunctuation(text[next]) {
      note(.text(next..<(next + 1)), length: 2)
    } else {
      position += 1
    }
  }

  private mutating func parseExclamationMark() {
    if position + 1 < text.count, text[position + 1] == UInt8(ascii: "[") {
      openBracket(length: 2, isImage: true)
    } else {
      position += 1
    }
  }

  private mutating func parseReference() {
    if let reference = Unescaping.reference(in: text[...], at: position) {
      note(.decoded(reference.text), length: reference.end - position)
    } else {
      position += 1
    }
  }

  /// Two blanks before the line end make a hard break (§6.7).
  private mutating func parseLineEnd() {
    let lineEnd = position
    var blanksStart = lineEnd
    while blanksStart > plainStart, isBlank(text[blanksStart - 1]) { blanksStart -= 1 }
    let isHard =
      lineEnd - blanksStart >= 2
      && text[blanksStart..<lineEnd].suffix(2).allSatisfy { $0 == UInt8(ascii: " ") }
    flushPlain(upTo: blanksStart)
    plainStart = lineEnd
    note(isHard ? .hardBreak : .softBreak, length: 1)
    skipLeadingBlanks()
  }

  private mutating func skipLeadingBlanks() {
    while position < text.count, isBlank(text[position]) { position += 1 }
    plainStart = position
  }
}
