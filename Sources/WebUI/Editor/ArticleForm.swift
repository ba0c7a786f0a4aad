/// The fields of the editor's form as a person filled them in, texts as they were typed.
///
/// Read it with `init(reading:)` from whatever holds the fields, ask `problems`, and hand it back to
/// `EditPage` when something must be mended: nothing a person typed is ever dropped.
public struct ArticleForm: Hashable, Sendable {
  public var title = ""
  public var shortAnswer = ""
  /// Markdown.
  public var body = ""
  /// KLE number: `dd.dd.dd`.
  public var subject = ""
  public var audience = Audience.citizen
  /// Parted by commas.
  public var keywords = ""
  /// One a line: `Title | https://…`.
  public var links = ""
  /// Who writes.
  public var initials = ""

  public init() {}

  /// The names of the fields in the form.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case title = "titel"
    case shortAnswer = "kortsvar"
    case body = "tekst"
    case subject = "emne"
    case audience = "maalgruppe"
    case keywords = "soegeord"
    case links = "links"
    case initials = "initialer"
    /// The version that the text was based on.
    case baseVersion = "version"
    case token = "token"
    /// The article's id, absent for a new one: what the preview needs to show the same form again.
    case id = "id"
  }

  /// Who may read the article.
  public enum Audience: String, Hashable, Sendable, CaseIterable {
    case citizen = "borger"
    case partner
    case staff = "medarbejder"
  }

  /// Reads the fields from a submitted form; a missing one is empty. Line ends become LF.
  public init(reading value: (Field) -> String?) {
    func text(_ field: Field) -> String {
      ArticleForm.withUnixLineEnds(value(field) ?? "")
    }
    title = text(.title).trimmed
    shortAnswer = text(.shortAnswer).trimmed
    body = text(.body)
    subject = text(.subject).trimmed
    audience = Audience(rawValue: text(.audience)) ?? .citizen
    keywords = text(.keywords)
    links = text(.links)
    initials = text(.initials).trimmed
  }

  /// What stands in each field that a person fills in; `init(reading:)` reads it back.
  public var texts: [Field: String] {
    [
      .title: title, .shortAnswer: shortAnswer, .body: body, .subject: subject,
      .audience: audience.rawValue, .keywords: keywords, .links: links, .initials: initials,
    ]
  }

  /// Whether nothing was written.
  public var isBlank: Bool {
    [title, shortAnswer, body, subject, keywords, links].allSatisfy(\.trimmed.isEmpty)
  }

  /// Forms are sent with CR LF (HTML §4.10.21.7).
  static func withUnixLineEnds(_ text: String) -> String {
    guard text.utf8.contains(0x0D) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == 0x0D {
        bytes.append(0x0A)
      } else if byte != 0x0A || previous != 0x0D {
        bytes.append(byte)
      }
      previous = byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: What the fields say

  public var keywordList: [String] {
    var list: [String] = []
    for keyword in keywords.split(whereSeparator: { $0 == "," || $0 == "\n" || $0 == ";" }) {
      let trimmed = String(keyword).trimmed
      if !trimmed.isEmpty, !list.contains(trimmed) { list.append(trimmed) }
    }
    return list
  }

  /// The links; lines that are none are left out and reported by `problems`.
  public var linkList: [AnswerPage.SelfServiceLink] {
    linkLines.compactMap(ArticleForm.link)
  }

  private var linkLines: [String] {
    links.split(separator: "\n").map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// The title ends at the last bar, so that it may hold one.
  private static func link(_ line: String) -> AnswerPage.SelfServiceLink? {
    guard let bar = line.lastIndex(of: "|") else { return nil }
    let title = String(line[..<bar]).trimmed
    let address = String(line[line.index(after: bar)...]).trimmed
    guard !title.isEmpty, !address.isEmpty, LinkTarget(address) != nil else { return nil }
    return AnswerPage.SelfServiceLink(title: title, address: address)
  }

  /// Fills `keywords` and `links` as a person would have typed them.
  public mutating func set(keywords list: [String], links: [AnswerPage.SelfServiceLink]) {
    keywords = list.joined(separator: ", ")
    self.links = links.map { "\($0.title) | \($0.address)" }.joined(separator: "\n")
  }

  // MARK: What must be mended

  /// One thing that must be mended before the form can be saved.
  public struct Problem: Hashable, Sendable {
    public let field: Field
    public let reason: Reason

    public init(_ field: Field, _ reason: Reason) {
      self.field = field
      self.reason = reason
    }

    public enum Reason: Hashable, Sendable {
      case missing
      case tooLong(charactersMax: Int)
      case notASubjectNumber
      case unknownSubject
      /// The line, counted from one.
      case notALink(line: Int)
      /// The form was older than the login: its token is no longer good.
      case expired
    }
  }

  public static let titleCharactersMax = 200
  public static let shortAnswerCharactersMax = 600
  public static let bodyBytesMax = 500_000

  /// In the order of the fields; empty when the form can be saved.
  public var problems: [Problem] {
    var problems: [Problem] = []
    func check(_ isMet: Bool, _ field: Field, _ reason: Problem.Reason) {
      if !isMet { problems.append(Problem(field, reason)) }
    }
    check(!title.isEmpty, .title, .missing)
    check(
      title.count <= Self.titleCharactersMax, .title,
      .tooLong(charactersMax: Self.titleCharactersMax))
    check(
      shortAnswer.count <= Self.shortAnswerCharactersMax, .shortAnswer,
      .tooLong(charactersMax: Self.shortAnswerCharactersMax))
    check(
      body.utf8.count <= Self.bodyBytesMax, .body, .tooLong(charactersMax: Self.bodyBytesMax))
    check(subject.isEmpty || isSubjectNumber, .subject, .notASubjectNumber)
    for (index, line) in linkLines.enumerated() where ArticleForm.link(line) == nil {
      problems.append(Problem(.links, .notALink(line: index + 1)))
    }
    check(!initials.isEmpty, .initials, .missing)
    return problems
  }

  /// `dd.dd.dd`, or the beginning of one.
  private var isSubjectNumber: Bool {
    let groups = subject.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return (1...3).contains(groups.count)
      && groups.allSatisfy { $0.count == 2 && $0.allSatisfy(isDigit) }
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
