/// What a department (afdeling) was called from a day on. Counts carry its code, so a department
/// keeps its history when it gets another name; one that was closed has a line with a last day.
public struct Department: ReferenceLine {
  public static var kind: ReferenceKind { .departments }
  public static var columns: [String] { ["kode", "navn", "fra", "til"] }

  public let code: Code
  public let name: String
  public let span: DaySpan

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: Department.self)
    code = try cells.code(0)
    name = try cells.text(1)
    span = try cells.span(2, 3)
  }

  public var fields: [String] { [code.text, name] + span.fields }
}

/// The number that citizens call to reach a department.
public struct DepartmentPhone: ReferenceLine {
  public static var kind: ReferenceKind { .phones }
  public static var columns: [String] { ["afdeling", "telefon", "fra", "til"] }

  public let department: Code
  /// Digits alone: eight, or up to fifteen after a `+` (ITU-T E.164 §6).
  public let number: String
  public let span: DaySpan

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: DepartmentPhone.self)
    department = try cells.code(0)
    let number = cells.raw(1).filter { $0 != " " }
    let digits = number.hasPrefix("+") ? number.dropFirst() : number[...]
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      number.hasPrefix("+") ? (7...15).contains(digits.utf8.count) : digits.utf8.count == 8
    else { throw cells.problem(.notPhone, at: 1) }
    self.number = number
    span = try cells.span(2, 3)
  }

  public var fields: [String] { [department.text, number] + span.fields }

  /// In pairs, as people read it aloud: `57 87 60 00`.
  public var danish: String {
    guard number.utf8.count == 8 else { return number }
    let digits = Array(number)
    return stride(from: 0, to: 8, by: 2).map { String(digits[$0..<$0 + 2]) }.joined(separator: " ")
  }
}

/// How many people lived in the municipality from a day on, and who says so.
public struct InhabitantCount: ReferenceLine {
  public static var kind: ReferenceKind { .inhabitants }
  public static var columns: [String] { ["indbyggere", "fra", "kilde"] }

  public let number: Int
  public let from: CivilDate
  public let source: String

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: InhabitantCount.self)
    number = try cells.number(0, in: 1...10_000_000)
    from = try cells.date(1)
    source = try cells.text(2)
  }

  public var fields: [String] { ["\(number)", from.iso, source] }
}

/// That the municipality takes part in comparisons with others, which nobody does unasked.
public struct ComparisonConsent: ReferenceLine {
  public static var kind: ReferenceKind { .comparisons }
  public static var columns: [String] { ["fra", "til"] }

  public let span: DaySpan

  public init(fields: [String]) throws(ReferenceProblem) {
    span = try ReferenceFields(fields, of: ComparisonConsent.self).span(0, 1)
  }

  public var fields: [String] { span.fields }
}
