/// Reads a body line by line and notes what could be better.
struct BodyReader {
  private(set) var findings: [(line: Int, kind: WritingAdvice.Kind)] = []
  private var level: Int?
  /// The number of the table line read last.
  private var tableLine: Int?

  mutating func read(_ line: BodyLines.Line) {
    if let heading = line.heading {
      readHeading(heading, on: line)
    } else if line.text.first == "|" {
      readTable(line)
    } else if line.standsAlone, let text = BodyReader.bold(line.text) {
      note(.boldHeading(text), on: line)
    }
    for link in InlineLinks(line.text).found { readLink(link, on: line) }
    if let words = BodyReader.capitals(in: line.text) { note(.capitals(words), on: line) }
    if let prompt = Placeholder.first(in: String(line.text)) { note(.unfilled(prompt), on: line) }
  }

  private mutating func note(_ kind: WritingAdvice.Kind, on line: BodyLines.Line) {
    findings.append((line.number, kind))
  }

  // MARK: Headings

  /// A text may begin at either of the two upper levels; from there on one step down at a time.
  private mutating func readHeading(
    _ heading: (level: Int, text: String), on line: BodyLines.Line
  ) {
    if heading.level > (level.map { $0 + 1 } ?? 2) {
      note(.skippedHeadingLevel(heading.text), on: line)
    }
    level = heading.level
  }

  private static let boldHeadingMax = 80

  /// The words of a line that is bold from one end to the other and no sentence.
  private static func bold(_ text: Substring) -> String? {
    for mark in ["**", "__"] where text.hasPrefix(mark) && text.hasSuffix(mark) {
      let inner = text.dropFirst(2).dropLast(2)
      guard inner.count <= boldHeadingMax, !inner.isEmpty, !inner.contains(mark),
        !".!?".contains(inner.last ?? ".")
      else { return nil }
      return String(inner)
    }
    return nil
  }

  // MARK: Tables

  private mutating func readTable(_ line: BodyLines.Line) {
    let goesOn = tableLine == line.number - 1
    tableLine = line.number
    guard !goesOn else { return }
    guard line.isAboveTableRule else {
      note(.tableWithoutRule, on: line)
      return
    }
    let cells = line.text.dropFirst().split(separator: "|", omittingEmptySubsequences: false)
    // What stands behind the last bar is no cell.
    let inner = line.text.last == "|" ? cells.dropLast() : cells[...]
    if inner.contains(where: { BodyLines.trimmed($0).isEmpty }) {
      note(.tableWithoutHeader, on: line)
    }
  }

  // MARK: Links and images

  /// What says nothing when a list of the page's links is read aloud.
  private static let vagueWords: Set<String> = [
    "her", "link", "linket", "mere", "læs her", "læs mere", "læs mere her", "se her", "se mere",
    "se mere her", "klik", "klik her", "tryk her", "gå hertil", "hent", "hent her", "download",
    "denne side", "hjemmesiden", "siden",
  ]

  private mutating func readLink(_ link: InlineLinks.Link, on line: BodyLines.Line) {
    let text = ReadableText.of(link.text)
    switch link.kind {
    case .image:
      if text.isEmpty { note(.imageWithoutText, on: line) }
    case .bare:
      note(.bareAddress(text), on: line)
    case .link:
      let words = text.lowercased().filter { !"…>».!:".contains($0) }
      let plain = String(BodyLines.trimmed(Substring(words)))
      if plain.isEmpty || BodyReader.vagueWords.contains(plain) {
        note(.vagueLink(text), on: line)
      } else if InlineLinks.isAddress(Substring(text)) {
        note(.bareAddress(text), on: line)
      }
    }
  }

  // MARK: Capitals

  private static let capitalWordsMin = 3

  /// Three words in capitals in a row, or more: one or two are names and abbreviations.
  private static func capitals(in text: Substring) -> String? {
    var run: [Substring] = []
    for word in text.split(separator: " ") {
      let letters = word.filter(\.isLetter)
      if letters.count > 1, letters.allSatisfy(\.isUppercase) {
        run.append(word)
      } else if run.count >= capitalWordsMin {
        break
      } else {
        run.removeAll()
      }
    }
    return run.count >= capitalWordsMin ? run.joined(separator: " ") : nil
  }
}
