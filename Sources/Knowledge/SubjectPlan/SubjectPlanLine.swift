public import CRDT

/// One line of the *emneplan*: a main group, a group or a subject, as one element of a set
/// (Protocol/04 §4).
///
///     38.14.04 LF Fiskeri i havnen LF flyttet LF 2026-02-01 LF 38.14.05 LF 3f2a… LF 2026-04-01
public struct SubjectPlanLine: Hashable, Sendable {
  /// What became of the number.
  public enum Standing: Hashable, Sendable {
    case active
    /// Expired; not every file says when.
    case expired(CivilDate?)
    /// Others took its place; some files do not say which.
    case moved(CivilDate?, to: [String])

    public var isActive: Bool { self == .active }

    /// The numbers to use instead.
    public var successors: [String] {
      if case .moved(_, let numbers) = self { numbers } else { [] }
    }
  }

  /// `dd`, `dd.dd` or `dd.dd.dd`.
  public var number: String
  public var title: String
  public var standing: Standing
  /// What names the line when its number is given to another; empty where the file has none.
  public var uuid: String
  /// The edition that brought the line as it is.
  public var since: CivilDate

  public init(
    number: String, title: String, standing: Standing, uuid: String = "", since: CivilDate
  ) {
    self.number = number
    self.title = title
    self.standing = standing
    self.uuid = uuid
    self.since = since
  }

  public static let titleLengthMax = 400
  static let successorsMax = 200
  private static let bytesMax = 8_192

  /// 1 for a main group, 2 for a group, 3 for a subject; `nil` for what is no number.
  public static func level(of number: some StringProtocol) -> Int? {
    let bytes = Array(number.utf8)
    guard [2, 5, 8].contains(bytes.count) else { return nil }
    for (index, byte) in bytes.enumerated() {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard index % 3 == 2 ? byte == UInt8(ascii: ".") : isDigit else { return nil }
    }
    return (bytes.count + 1) / 3
  }

  /// All but the edition, which may differ where two nodes read the same line from two editions.
  var content: [String] {
    let (word, date, successors): (String, CivilDate?, [String]) =
      switch standing {
      case .active: ("gælder", nil, [])
      case .expired(let date): ("udgået", date, [])
      case .moved(let date, let numbers): ("flyttet", date, numbers)
      }
    return [number, title, word, date?.iso ?? "", successors.joined(separator: " "), uuid]
  }

  public var value: Value { Value((content + [since.iso]).joined(separator: "\n")) }

  /// Reads an element; `nil` for one that no version of this program would write.
  public init?(_ value: Value) {
    guard value.bytes.count <= SubjectPlanLine.bytesMax, let text = value.text else { return nil }
    let cells = text.components(partedBy: "\n")
    guard cells.count == 7, SubjectPlanLine.level(of: cells[0]) != nil, !cells[1].isEmpty,
      let since = CivilDate(iso: cells[6])
    else { return nil }
    let date = CivilDate(iso: cells[3])
    let successors = cells[4].split(separator: " ").map(String.init)
    guard successors.allSatisfy({ SubjectPlanLine.level(of: $0) != nil }) else { return nil }
    let standing: Standing
    switch cells[2] {
    case "gælder": standing = .active
    case "udgået": standing = .expired(date)
    case "flyttet": standing = .moved(date, to: successors)
    default: return nil
    }
    self.init(
      number: cells[0], title: cells[1], standing: standing, uuid: cells[5], since: since)
    guard self.value == value else { return nil }
  }
}

/// An edition of the plan that was taken into use: its date, how many lines it has, and a digest of
/// them, so that nobody takes half an edition, or two that were mixed, for a whole one.
public struct SubjectPlanEdition: Hashable, Sendable {
  public let date: CivilDate
  public let lineCount: Int
  /// Of the lines, in hexadecimal.
  public let digest: String

  init(date: CivilDate, lineCount: Int, digest: String) {
    self.date = date
    self.lineCount = lineCount
    self.digest = digest
  }

  public var value: Value { Value([date.iso, "\(lineCount)", digest].joined(separator: "\n")) }

  public init?(_ value: Value) {
    guard value.bytes.count <= 256, let text = value.text else { return nil }
    let cells = text.components(partedBy: "\n")
    guard cells.count == 3, let date = CivilDate(iso: cells[0]), let count = Int(cells[1]),
      cells[2].utf8.count == 64
    else { return nil }
    self.init(date: date, lineCount: count, digest: cells[2])
    guard self.value == value else { return nil }
  }
}
