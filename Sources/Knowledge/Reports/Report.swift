/// A report as a value: figures and tables, each with the definition that a stranger needs to read
/// it. How it looks on a page, in a terminal, in a spreadsheet or in a program is decided elsewhere,
/// so all four say the same.
public struct Report: Hashable, Sendable {
  public var name: String
  public var title: String
  /// What was assumed: the days, the prices with their source, what was left out.
  public var assumptions: [String]
  public var figures: [Figure]
  public var tables: [Table]

  public init(
    _ name: String, _ title: String, assumptions: [String] = [], figures: [Figure] = [],
    tables: [Table] = []
  ) {
    self.name = name
    self.title = title
    self.assumptions = assumptions
    self.figures = figures
    self.tables = tables
  }

  public struct Figure: Hashable, Sendable {
    public var label: String
    public var value: Cell
    public var definition: String

    public init(_ label: String, _ value: Cell, _ definition: String) {
      self.label = label
      self.value = value
      self.definition = definition
    }
  }

  public struct Table: Hashable, Sendable {
    public var title: String
    public var columns: [String]
    public var rows: [[Cell]]
    public var definition: String
    /// The column that a chart of bars shows beside the table, if any.
    public var charted: Int?

    public init(
      _ title: String, columns: [String], rows: [[Cell]], definition: String, charted: Int? = nil
    ) {
      self.title = title
      self.columns = columns
      self.rows = rows
      self.definition = definition
      self.charted = charted
    }
  }

  public enum Cell: Hashable, Sendable {
    case text(String)
    case count(Int)
    /// Hundredths of something counted, as a baseline that was scaled.
    case hundredths(Int)
    /// Hundredths of a krone.
    case ore(Int)
    /// So many of so many.
    case share(Int, of: Int)
    /// So many, where there were so many before.
    case change(Int, from: Int)
    /// There is none: no price, no denominator.
    case none
    /// One to four, or what would give one to four away.
    case suppressed
  }
}

extension Report.Cell {
  /// As people read it.
  public var danish: String {
    switch self {
    case .text(let text): text
    case .count(let count): DanishNumber.grouped(count)
    case .hundredths(let number): DanishNumber.hundredths(number)
    case .ore(let ore): "\(DanishNumber.hundredths(ore)) kr."
    case .share(let part, let whole):
      whole == 0
        ? "0 af 0"
        : "\(DanishNumber.hundredths(Report.Cell.tenths(part, of: whole))) % "
          + "(\(DanishNumber.grouped(part)) af \(DanishNumber.grouped(whole)))"
    case .change(let now, let before):
      Report.Cell.change(now, from: before).map {
        "\($0 > 0 ? "+" : "")\(DanishNumber.hundredths($0)) %"
      } ?? "–"
    case .none: "–"
    case .suppressed: "•"
    }
  }

  /// As spreadsheets take it: numbers without anything around them.
  public var plain: String {
    switch self {
    case .text(let text): text
    case .count(let count): "\(count)"
    case .hundredths(let number), .ore(let number):
      DanishNumber.hundredths(number).filter { $0 != "." }
    case .share(let part, let whole):
      whole == 0
        ? "" : DanishNumber.hundredths(Report.Cell.tenths(part, of: whole)).filter { $0 != "." }
    case .change(let now, let before):
      Report.Cell.change(now, from: before).map {
        DanishNumber.hundredths($0).filter { $0 != "." }
      } ?? ""
    case .none, .suppressed: ""
    }
  }

  /// How long a bar is; `nil` for what is no number.
  public var size: Int? {
    switch self {
    case .count(let count): count * 100
    case .hundredths(let number), .ore(let number): number
    case .share(let part, let whole): whole == 0 ? nil : Report.Cell.tenths(part, of: whole)
    case .change(let now, let before): Report.Cell.change(now, from: before)
    case .text, .none, .suppressed: nil
    }
  }

  /// By how many per cent it grew, below nought when it shrank, as `tenths`; `nil` from nothing.
  static func change(_ now: Int, from before: Int) -> Int? {
    before == 0 ? nil : tenths(now - before, of: before)
  }

  /// Per cent with one decimal, in hundredths, rounded half away from nought.
  static func tenths(_ part: Int, of whole: Int) -> Int {
    let doubled = 2_000 * part / whole
    return (doubled + (doubled < 0 ? -1 : 1)) / 2 * 10
  }
}
