/// Code spans (CommonMark §6.1).
extension InlineParser {
  mutating func parseBackticks() {
    var length = 1
    while position + length < text.count, text[position + length] == UInt8(ascii: "`") {
      length += 1
    }
    let contentStart = position + length
    guard let closing = backticks.nextRun(ofLength: length, from: contentStart) else {
      position += length
      return
    }
    note(.code(spanContent(contentStart..<closing)), length: closing + length - position)
  }

  /// One space is taken off at each side, so that a code span can begin with a backtick.
  private func spanContent(_ range: Range<Int>) -> Range<Int> {
    let isPadded =
      range.count >= 2 && isSpace(text[range.lowerBound]) && isSpace(text[range.upperBound - 1])
      && !text[range].allSatisfy(isSpace)
    return isPadded ? (range.lowerBound + 1)..<(range.upperBound - 1) : range
  }
}

/// Where the runs of backticks of each length begin, so that an opening run which never closes costs
/// no search through the rest of the text.
struct BacktickRuns {
  private var startsByLength: [Int: [Int]] = [:]
  /// How many runs of a length lie behind; positions asked for only grow.
  private var passed: [Int: Int] = [:]

  init(_ text: [UInt8]) {
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "`") else {
        index += 1
        continue
      }
      let start = index
      while index < text.count, text[index] == UInt8(ascii: "`") { index += 1 }
      startsByLength[index - start, default: []].append(start)
    }
  }

  mutating func nextRun(ofLength length: Int, from position: Int) -> Int? {
    guard let starts = startsByLength[length] else { return nil }
    var next = passed[length] ?? 0
    while next < starts.count, starts[next] < position { next += 1 }
    passed[length] = next
    return next < starts.count ? starts[next] : nil
  }
}
