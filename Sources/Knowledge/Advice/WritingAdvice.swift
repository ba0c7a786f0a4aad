public import CRDT
import DanishText

/// What an author could do better so that everybody can read an answer, hear it or have it read
/// aloud: EN 301 549 §11.8 asks an authoring tool to help with that.
///
/// It is advice and never stands in the way of saving. A pure function of the text, so it is the
/// same while one types, in a preview without script and on the command line.
///
///     WritingAdvice(shortAnswer: "Bestil tid.", body: "[Læs mere](https://borger.dk)").findings
///     // [Finding(field: .body, line: 1, kind: .vagueLink("Læs mere"))]
public struct WritingAdvice: Hashable, Sendable {
  /// One thing, and where it is.
  public struct Finding: Hashable, Sendable {
    public let field: FieldID
    /// The line of the body, from one; `nil` where all of the field is meant.
    public let line: Int?
    public let kind: Kind

    init(_ field: FieldID, line: Int? = nil, _ kind: Kind) {
      self.field = field
      self.line = line
      self.kind = kind
    }
  }

  public enum Kind: Hashable, Sendable {
    /// There is a long answer and none to read aloud.
    case noShortAnswer
    case longShortAnswer(seconds: Int)
    case hardToRead(lix: Int)
    /// WCAG 1.3.1: from a heading straight to one that is two levels below.
    case skippedHeadingLevel(String)
    /// A line in bold that does a heading's work, which nobody hears.
    case boldHeading(String)
    /// WCAG 2.4.4: says nothing about where it leads, heard without the sentence around it.
    case vagueLink(String)
    /// An address to be read out letter by letter.
    case bareAddress(String)
    /// WCAG 1.1.1.
    case imageWithoutText
    /// WCAG 1.3.1: a column that is nobody's.
    case tableWithoutHeader
    /// Lines with bars that are no table, for want of the line under the header.
    case tableWithoutRule
    /// Words in capitals, which some hear letter by letter.
    case capitals(String)
    /// What a template says is to be filled in.
    case unfilled(String)
  }

  /// LIX of the body; `nil` for a text too short to have one.
  public let lix: Int?

  /// In the order of the text.
  public let findings: [Finding]

  public init(shortAnswer: String, body: String) {
    let lines = BodyLines(body)
    lix = WritingAdvice.readability(of: lines)
    var findings = WritingAdvice.onShortAnswer(shortAnswer, body: body)
    if let lix, lix >= WritingAdvice.hardLIX {
      findings.append(Finding(.body, .hardToRead(lix: lix)))
    }
    var reader = BodyReader()
    for line in lines.all where reader.findings.count < WritingAdvice.countMax { reader.read(line) }
    self.findings = findings + reader.findings.map { Finding(.body, line: $0.line, $0.kind) }
  }

  // MARK: Short answer

  /// A desk reads the short answer out in a quarter of a minute (DESIGN §5), and Danish read aloud
  /// so that one can follow has some 150 words a minute.
  static let readAloudSecondsMax = 15
  private static let wordsPerMinute = 150

  private static func onShortAnswer(_ text: String, body: String) -> [Finding] {
    let words = LIX(text).wordCount
    guard words > 0 else {
      return LIX(body).wordCount > 0 ? [Finding(.shortAnswer, .noShortAnswer)] : []
    }
    var findings: [Finding] = []
    let seconds = (words * 60 + wordsPerMinute - 1) / wordsPerMinute
    if seconds > readAloudSecondsMax {
      findings.append(Finding(.shortAnswer, .longShortAnswer(seconds: seconds)))
    }
    if let prompt = Placeholder.first(in: text) {
      findings.append(Finding(.shortAnswer, .unfilled(prompt)))
    }
    return findings
  }

  // MARK: Readability

  /// From here on a text is hard; laws begin there.
  static let hardLIX = 45
  /// Under that many words the figure means little.
  private static let wordsMin = 30
  /// More than anybody mends before looking again.
  private static let countMax = 50

  private static func readability(of lines: BodyLines) -> Int? {
    let lix = LIX(lines.spoken)
    return lix.wordCount < wordsMin ? nil : lix.value
  }
}
