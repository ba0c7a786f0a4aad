/// Finds the sentences in a line of Danish prose.
///
/// A sentence ends at `.`, `!`, `?` or `…` (with the quotes and brackets that close it) when a
/// blank follows and what comes next can begin a sentence. Everything else here is about full
/// stops that end nothing: abbreviations, ordinals and dates, initials, sections of law.
///
/// The rules decide what counts as one unit in a conflict, so two replicas must agree on them:
/// `rules` is their number, and any change that moves a boundary gives a new number.
///
/// Example: `"Fristen er den 1. marts, jf. § 12, stk. 2. Klag til kommunen."` is two sentences.
struct DanishSentences: Sequence, IteratorProtocol {
  static let rules = 1

  private let scalars: [Unicode.Scalar]
  private let range: Range<Int>

  /// Where the next sentence begins, and how far it was looked at.
  private var start: Int
  private var cursor: Int

  /// How many parentheses are open there, and where the last one of the line is closed; that is
  /// looked for once one was opened.
  private var depth = 0
  private var lastClosing: Int?

  init(_ scalars: [Unicode.Scalar], _ range: Range<Int>) {
    self.scalars = scalars
    self.range = range
    start = range.lowerBound
    cursor = start
    begin(at: start)
  }

  private mutating func begin(at index: Int) {
    start = skipBlanks(from: index)
    cursor = start
    depth = 0
  }

  /// The next sentence, without the blanks around it.
  mutating func next() -> Range<Int>? {
    while let mark = nextMark(from: cursor) {
      cursor = mark
      switch scalars[cursor] {
      case "(":
        depth += 1
        lastClosing = lastClosing ?? scalars[range].lastIndex(of: ")") ?? range.lowerBound
      case ")":
        depth = Swift.max(0, depth - 1)
      case ".", "!", "?", "…":
        let stop = Stop(in: scalars, at: cursor, before: range.upperBound)
        let enclosed = depth > 0 && stop.end <= (lastClosing ?? range.lowerBound)
        cursor = stop.end
        if stop.closesParenthesis { depth = Swift.max(0, depth - 1) }
        guard !enclosed, ends(stop, sentenceFrom: start) else { continue }
        let sentence = start..<stop.end
        begin(at: stop.end)
        return sentence
      default:
        break
      }
      cursor += 1
    }
    let rest = start
    begin(at: range.upperBound)
    let end = skipBlanksBackwards(from: range.upperBound)
    return rest < end ? rest..<end : nil
  }

  /// The next scalar that a sentence may end at or that opens or closes a parenthesis.
  private func nextMark(from index: Int) -> Int? {
    if index >= range.upperBound { return nil }
    return scalars[index..<range.upperBound].firstRare(where: DanishSentences.mark)
  }

  @inline(__always)
  private static func mark(_ value: UInt32) -> UInt32 {
    let stop = value.marked(if: 0x2E) | value.marked(if: 0x21) | value.marked(if: 0x3F)
    let ellipsis = value.marked(if: 0x2026)
    let parenthesis = (value | 1).marked(if: 0x29)  // ( differs from ) in the lowest bit
    return stop | ellipsis | parenthesis
  }

  private func skipBlanks(from index: Int) -> Int {
    var index = index
    while index < range.upperBound, scalars[index].isBlank { index += 1 }
    return index
  }

  private func skipBlanksBackwards(from index: Int) -> Int {
    var index = index
    while index > range.lowerBound, scalars[index - 1].isBlank { index -= 1 }
    return index
  }
}

// MARK: - Decisions

extension DanishSentences {
  /// The marks that may end a sentence, with the quotes and brackets that close after them.
  private struct Stop {
    let marks: Range<Int>
    let end: Int
    let isSingleFullStop: Bool
    let isEllipsis: Bool
    let closesParenthesis: Bool

    init(in scalars: [Unicode.Scalar], at start: Int, before limit: Int) {
      var index = start
      while index < limit, Stop.isMark(scalars[index]) { index += 1 }
      marks = start..<index
      while index < limit, Stop.isCloser(scalars[index]) { index += 1 }
      end = index
      let run = scalars[marks]
      isSingleFullStop = run.count == 1 && run.first == "."
      isEllipsis = !isSingleFullStop && run.allSatisfy { $0 == "." || $0 == "…" }
      closesParenthesis = scalars[marks.upperBound..<end].contains(")")
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "." || scalar == "!" || scalar == "?" || scalar == "…"
    }

    private static func isCloser(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case "\"", "'", ")", "]", "*", "_", "»", "«", "\u{201D}", "\u{201C}", "\u{2019}": true
      default: false
      }
    }
  }

  /// What stands after a stop, past blanks, opening quotes and brackets.
  private enum Lead {
    case nothing
    case lowercase
    case uppercase(Int)
    case digit
    case dash(beforeDigit: Bool)
    case other
  }

  private func ends(_ stop: Stop, sentenceFrom start: Int) -> Bool {
    guard stop.end < range.upperBound else { return true }
    guard scalars[stop.end].isBlank else { return false }
    let lead = lead(after: stop.end)
    switch lead {
    case .nothing:
      return true
    case .lowercase:
      return false
    case .uppercase, .digit, .dash, .other:
      return !stop.isSingleFullStop || endsAtFullStop(stop.marks.lowerBound, lead, start)
    }
  }

  private func lead(after index: Int) -> Lead {
    var index = skipBlanks(from: index)
    while index < range.upperBound, isOpener(scalars[index]) { index += 1 }
    guard index < range.upperBound else { return .nothing }
    let scalar = scalars[index]
    if scalar.isDigit { return .digit }
    if scalar == "-" || scalar == "\u{2013}" || scalar == "\u{2014}" {
      let next = skipBlanks(from: index + 1)
      return .dash(beforeDigit: next < range.upperBound && scalars[next].isDigit)
    }
    if scalar.isLowercaseLetter { return .lowercase }
    return scalar.isUppercaseLetter ? .uppercase(index) : .other
  }

  private func isOpener(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", "'", "(", "[", "*", "_", "»", "«", "\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}":
      true
    default: false
    }
  }

  /// The case that needs Danish: one full stop, a blank, and something that could be a beginning.
  private func endsAtFullStop(_ index: Int, _ lead: Lead, _ start: Int) -> Bool {
    let word = word(endingAt: index, from: start)
    guard !word.isEmpty else { return true }
    if scalars[word].allSatisfy({ $0.isDigit }) { return numberEnds(word, lead, start) }
    if isInitials(word) { return namesAPart(before: word.lowerBound, from: start) }
    switch role(of: word) {
    case .leading?:
      return namesAPart(before: word.lowerBound, from: start) && word.count == 1
    case .counting?:
      if case .digit = lead { return false }
      return true
    case .closing?, nil:
      return true
    }
  }

  private func role(of word: Range<Int>) -> Abbreviations.Role? {
    if let role = Abbreviations.role(of: scalars[word]) { return role }
    // Not the S of A/S.
    guard let cut = scalars[word].lastIndex(where: { $0 == "-" || $0 == "/" }),
      cut + 2 < word.upperBound
    else { return nil }
    return Abbreviations.role(of: scalars[(cut + 1)..<word.upperBound])
  }

  /// The word that ends right before `index`: back to a blank, without opening marks.
  private func word(endingAt index: Int, from start: Int) -> Range<Int> {
    var first = index
    while first > start, !scalars[first - 1].isBlank { first -= 1 }
    while first < index, !scalars[first].isWordScalar { first += 1 }
    return first..<index
  }
}

// MARK: - Numbers and initials

extension DanishSentences {
  /// `1. marts` and `1. Ansøg` go on; `§ 12, stk. 2. Klagen` and `Det koster 500. Betal` do not.
  private func numberEnds(_ number: Range<Int>, _ lead: Lead, _ start: Int) -> Bool {
    let isOrdinal = number.count <= 2
    switch lead {
    case .digit:
      return !isOrdinal
    case .dash(let beforeDigit):
      return !(isOrdinal && beforeDigit)
    case .uppercase(let index):
      if number.lowerBound == start { return false }
      guard isOrdinal else { return true }
      let next = index..<wordEnd(from: index)
      return !DanishSentences.followsOrdinal.contains(scalars[next])
        && !DanishSentences.numberedNames.contains(previousWord(before: number.lowerBound, start))
    case .nothing, .lowercase, .other:
      return true
    }
  }

  /// `H.C. Andersen`, `J. P. Jensen`: capital letters with full stops between them.
  private func isInitials(_ word: Range<Int>) -> Bool {
    var expectsLetter = true
    for index in word {
      let fits = expectsLetter ? scalars[index].isUppercaseLetter : scalars[index] == "."
      guard fits else { return false }
      expectsLetter.toggle()
    }
    return !expectsLetter
  }

  /// A letter after one of these names a part and may end a sentence: `Se bilag A. Fristen …`
  private func namesAPart(before index: Int, from start: Int) -> Bool {
    DanishSentences.lettered.contains(previousWord(before: index, start))
  }

  private func previousWord(before index: Int, _ start: Int) -> ArraySlice<Unicode.Scalar> {
    var end = index
    while end > start, !scalars[end - 1].isWordScalar { end -= 1 }
    return scalars[word(endingAt: end, from: start)]
  }

  private func wordEnd(from index: Int) -> Int {
    var end = index
    while end < range.upperBound, scalars[end].isWordScalar { end += 1 }
    return end
  }

  private static let followsOrdinal = WordTable([
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
    "oktober", "november", "december", "juledag", "påskedag", "pinsedag", "verdenskrig",
    "division",
  ])

  private static let numberedNames = WordTable([
    "christian", "frederik", "frederiks", "margrethe", "valdemar", "erik", "henrik", "harald",
    "knud", "svend", "elizabeth", "karl", "pave",
  ])

  private static let lettered = WordTable([
    "afd", "afsnit", "alternativ", "bilag", "bilags", "del", "figur", "gruppe", "hepatitis",
    "kategori",
    "kapitel", "kolonne", "linje", "litra", "model", "niveau", "plan", "punkt", "skema", "tabel",
    "trin", "type", "vitamin", "zone",
  ])
}
