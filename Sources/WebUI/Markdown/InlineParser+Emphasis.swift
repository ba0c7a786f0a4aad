/// Emphasis and strong emphasis (CommonMark §6.2): runs of `*` and `_`, paired by the algorithm
/// "process emphasis" of the appendix.
extension InlineParser {
  /// A run of delimiters and what became of it. The tags of a run stand, in the order of the text,
  /// as its `closings`, its characters that paired with nothing, and its `openings` reversed.
  struct Delimiter {
    let byte: UInt8
    let length: Int
    let canOpen: Bool
    let canClose: Bool
    /// Characters that have not paired.
    var remaining: Int
    /// Neighbours in the list of runs that may still pair.
    var previous: Int?
    var next: Int?
    var closings: [Emphasis] = []
    var openings: [Emphasis] = []
  }

  enum Emphasis {
    case emphasis
    case strong
  }

  mutating func parseRun() {
    let byte = text[position]
    var end = position
    while end < text.count, text[end] == byte { end += 1 }
    let before = Neighbour(scalarBefore: position, in: text)
    let after = Neighbour(scalarAt: end, in: text)
    let isLeftFlanking =
      after != .space && (after != .punctuation || before != .letter)
    let isRightFlanking =
      before != .space && (before != .punctuation || after != .letter)
    let isIntraword = byte == UInt8(ascii: "_")
    let index = delimiters.count
    delimiters.append(
      Delimiter(
        byte: byte, length: end - position,
        canOpen: isLeftFlanking && (!isIntraword || !isRightFlanking || before == .punctuation),
        canClose: isRightFlanking && (!isIntraword || !isLeftFlanking || after == .punctuation),
        remaining: end - position, previous: lastDelimiter, next: nil))
    if let lastDelimiter { delimiters[lastDelimiter].next = index }
    lastDelimiter = index
    note(.run(index), length: end - position)
  }

  /// Pairs the runs above `bottom` and takes them off the list.
  mutating func pairDelimiters(above bottom: Int?) {
    var openersBottom = [Int](repeating: bottom ?? -1, count: 12)
    var closer = firstDelimiter(above: bottom)
    while let index = closer {
      guard delimiters[index].canClose else {
        closer = delimiters[index].next
        continue
      }
      let key = openersBottomKey(delimiters[index])
      if let opener = opener(for: index, above: openersBottom[key]) {
        closer = pair(opener, index)
      } else {
        openersBottom[key] = delimiters[index].previous ?? -1
        closer = delimiters[index].next
        if !delimiters[index].canOpen { unlink(index) }
      }
    }
    while let last = lastDelimiter, last > bottom ?? -1 { unlink(last) }
  }

  private func firstDelimiter(above bottom: Int?) -> Int? {
    var first: Int?
    var index = lastDelimiter
    while let current = index, current > bottom ?? -1 {
      first = current
      index = delimiters[current].previous
    }
    return first
  }

  /// Searches that failed once need not be repeated for closers of the same kind: this is what keeps
  /// the pairing linear.
  private func openersBottomKey(_ closer: Delimiter) -> Int {
    (closer.byte == UInt8(ascii: "*") ? 0 : 6) + (closer.canOpen ? 3 : 0) + closer.length % 3
  }

  private func opener(for closer: Int, above bottom: Int) -> Int? {
    var index = delimiters[closer].previous
    while let current = index, current > bottom {
      if delimiters[current].canOpen, delimiters[current].byte == delimiters[closer].byte,
        lengthsAgree(delimiters[current], delimiters[closer])
      {
        return current
      }
      index = delimiters[current].previous
    }
    return nil
  }

  /// The "multiple of 3" rule (rules 9 and 10).
  private func lengthsAgree(_ opener: Delimiter, _ closer: Delimiter) -> Bool {
    guard opener.canClose || closer.canOpen else { return true }
    return (opener.length + closer.length) % 3 != 0
      || opener.length % 3 == 0 && closer.length % 3 == 0
  }

  /// Pairs two characters of each run, or one; gives the run to look at next.
  private mutating func pair(_ opener: Int, _ closer: Int) -> Int? {
    let isStrong = delimiters[opener].remaining >= 2 && delimiters[closer].remaining >= 2
    delimiters[opener].openings.append(isStrong ? .strong : .emphasis)
    delimiters[closer].closings.append(isStrong ? .strong : .emphasis)
    delimiters[opener].remaining -= isStrong ? 2 : 1
    delimiters[closer].remaining -= isStrong ? 2 : 1
    // What stands between the two can pair with nothing outside.
    delimiters[opener].next = closer
    delimiters[closer].previous = opener
    if delimiters[opener].remaining == 0 { unlink(opener) }
    guard delimiters[closer].remaining == 0 else { return closer }
    let next = delimiters[closer].next
    unlink(closer)
    return next
  }

  private mutating func unlink(_ index: Int) {
    let previous = delimiters[index].previous
    let next = delimiters[index].next
    if let previous { delimiters[previous].next = next }
    if let next { delimiters[next].previous = previous } else { lastDelimiter = previous }
  }
}

/// What stands beside a run of delimiters, by the Unicode classes of §2.1.
private enum Neighbour {
  case space
  case punctuation
  case letter

  init(scalarBefore position: Int, in text: [UInt8]) {
    var start = position - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    self.init(start < 0 ? nil : Neighbour.scalar(text[start..<position]))
  }

  init(scalarAt position: Int, in text: [UInt8]) {
    var end = position + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    self.init(position < text.count ? Neighbour.scalar(text[position..<end]) : nil)
  }

  private static func scalar(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }

  private init(_ scalar: Unicode.Scalar?) {
    guard let scalar else {
      self = .space
      return
    }
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator:
      self = .space
    case .control:
      self = scalar.value < 0x80 && isSpace(UInt8(scalar.value)) ? .space : .letter
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      self = .punctuation
    default:
      self = .letter
    }
  }
}
