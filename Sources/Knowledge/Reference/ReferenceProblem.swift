/// What is wrong with a row of a reference record, and in which cell.
public struct ReferenceProblem: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case cells(expected: Int)
    case empty
    case tooLong(most: Int)
    case badCharacter
    case notCode
    case notDate
    case notWeek
    case notChannel
    case notMunicipality
    case notSubject
    case notAmount
    case notNumber(ClosedRange<Int>)
    case notHours
    case overlappingHours
    case notPhone
    case notMeasure
    case endsBeforeItBegins
    case notSynonyms(most: Int)
    case notOneTarget
    case notQuestionSource
    case notTopic
    case notArticle
    case notLocalNeed
  }

  public let reason: Reason

  /// The column's name; `nil` when it is about the whole row.
  public let column: String?
  public let given: String

  public init(_ reason: Reason, column: String? = nil, given: String = "") {
    self.reason = reason
    self.column = column
    self.given = given
  }
}

/// The cells of a row, read one by one.
struct ReferenceFields {
  static let bytesMax = 4_096

  private let columns: [String]
  private let cells: [String]

  init(_ cells: [String], of line: (some ReferenceLine).Type) throws(ReferenceProblem) {
    columns = line.columns
    guard cells.count == columns.count else {
      throw ReferenceProblem(.cells(expected: columns.count), given: "\(cells.count)")
    }
    self.cells = cells.map { CleanText.trimmed($0) }
  }

  func problem(_ reason: ReferenceProblem.Reason, at index: Int) -> ReferenceProblem {
    ReferenceProblem(reason, column: columns[index], given: String(cells[index].prefix(60)))
  }

  func isEmpty(_ index: Int) -> Bool { cells[index].isEmpty }

  /// A text that people read, on one line.
  func text(
    _ index: Int, most: Int = 120, mayBeEmpty: Bool = false
  ) throws(ReferenceProblem) -> String {
    let text = cells[index]
    guard mayBeEmpty || !text.isEmpty else { throw problem(.empty, at: index) }
    guard text.utf8.count <= 4 * most, text.count <= most else {
      throw problem(.tooLong(most: most), at: index)
    }
    guard CleanText.firstBadScalar(in: text, allowing: .line) == nil else {
      throw problem(.badCharacter, at: index)
    }
    return text
  }

  func code(_ index: Int) throws(ReferenceProblem) -> Code {
    guard let code = Code(cells[index]) else { throw problem(.notCode, at: index) }
    return code
  }

  func codes(_ index: Int) throws(ReferenceProblem) -> [Code] {
    try list(index) { cell in Code(cell) }.orThrow(problem(.notCode, at: index))
  }

  func channel(_ index: Int) throws(ReferenceProblem) -> Channel {
    try Channel(word: cells[index]).orThrow(problem(.notChannel, at: index))
  }

  func municipality(_ index: Int) throws(ReferenceProblem) -> Municipality {
    try municipality(of: cells[index]).orThrow(problem(.notMunicipality, at: index))
  }

  func municipalities(_ index: Int) throws(ReferenceProblem) -> [Municipality] {
    try list(index, municipality(of:)).orThrow(problem(.notMunicipality, at: index))
  }

  func subjects(_ index: Int) throws(ReferenceProblem) -> [Subject] {
    try list(index) { cell in Subject(cell) }.orThrow(problem(.notSubject, at: index))
  }

  func subject(_ index: Int) throws(ReferenceProblem) -> Subject? {
    guard !isEmpty(index) else { return nil }
    return try Subject(cells[index]).orThrow(problem(.notSubject, at: index))
  }

  func date(_ index: Int) throws(ReferenceProblem) -> CivilDate {
    try CivilDate(parsing: cells[index]).orThrow(problem(.notDate, at: index))
  }

  func optionalDate(_ index: Int) throws(ReferenceProblem) -> CivilDate? {
    isEmpty(index) ? nil : try date(index)
  }

  /// From one day to another, both included; an empty cell is no bound.
  func span(_ first: Int, _ last: Int) throws(ReferenceProblem) -> DaySpan {
    let (from, to) = (try optionalDate(first), try optionalDate(last))
    return try DaySpan(from: from, to: to).orThrow(problem(.endsBeforeItBegins, at: last))
  }

  func week(_ index: Int) throws(ReferenceProblem) -> ISOWeek {
    try ISOWeek(parsing: cells[index]).orThrow(problem(.notWeek, at: index))
  }

  func number(_ index: Int, in range: ClosedRange<Int>) throws(ReferenceProblem) -> Int {
    guard let number = DanishNumber.integer(cells[index]), range.contains(number) else {
      throw problem(.notNumber(range), at: index)
    }
    return number
  }

  /// Hundredths: `12,50` is 1250.
  func hundredths(_ index: Int) throws(ReferenceProblem) -> Int {
    let most = 100_000_000
    guard let number = DanishNumber.hundredths(cells[index]), (0...most).contains(number) else {
      throw problem(.notAmount, at: index)
    }
    return number
  }

  func weekHours(_ index: Int) throws(ReferenceProblem) -> WeekHours {
    do { return try WeekHours(parsing: cells[index]) } catch { throw problem(error, at: index) }
  }

  func dayHours(_ index: Int) throws(ReferenceProblem) -> DayHours {
    do { return try DayHours(parsing: cells[index]) } catch { throw problem(error, at: index) }
  }

  func raw(_ index: Int) -> String { cells[index] }

  private func municipality(of cell: String) -> Municipality? {
    Municipality(code: cell) ?? Municipality(named: cell)
      ?? (try? Municipality.withCode(cell))  // 340 for 0340; what else is wrong the caller says
  }

  /// Words parted by blanks; `nil` when one of them is not what it should be.
  private func list<Element>(_ index: Int, _ read: (String) -> Element?) -> [Element]? {
    var elements: [Element] = []
    for word in cells[index].split(separator: " ") {
      guard let element = read(String(word)) else { return nil }
      elements.append(element)
    }
    return elements
  }
}

extension Optional {
  func orThrow<Problem: Error>(_ problem: @autoclosure () -> Problem) throws(Problem) -> Wrapped {
    guard let self else { throw problem() }
    return self
  }
}
