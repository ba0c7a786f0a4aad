/// KL's emneplan as it is published: the lines of an edition, and what was odd in the file.
///
/// The format is described by KL's schemas for `KLE-Emneplan`, versions 2.0 and 2016; real files keep
/// neither to the letter. So the reader looks for the few elements it needs, wherever their siblings
/// are missing, and what it had to make good is remarked.
public struct SubjectPlanFile: Hashable, Sendable {
  /// Something odd that did not keep the file from being read.
  public struct Remark: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      /// `[udgået]` stands in the title and nothing else says so.
      case expiredOnlyInTitle
      /// Moved, and nobody says where to.
      case movedNowhere
      /// The successor is not in the file.
      case unknownSuccessor(String)
      /// The number stands there more than once; the newest active one counts.
      case repeated(lines: [Int])
    }

    public let kind: Kind
    public let number: String
    public let line: Int
  }

  /// `UdgivelsesDato`.
  public let date: CivilDate
  /// By number.
  public let lines: [SubjectPlanLine]
  public let remarks: [Remark]

  public func count(level: Int) -> Int {
    lines.count { SubjectPlanLine.level(of: $0.number) == level }
  }

  /// Reads a file, piece by piece: no more of it is held than the lines themselves.
  ///
  /// - Parameter refill: gives the next bytes; none is the end.
  /// - Throws: `SubjectPlanFileError`, and what `refill` throws.
  public init(_ refill: @escaping () throws -> [UInt8]) throws {
    var gatherer = SubjectPlanGatherer()
    try gatherer.read(refill)
    (date, lines, remarks) = try gatherer.finish()
  }

  public init(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    try self.init {
      let chunk = rest.prefix(1 << 16)
      rest = rest.dropFirst(chunk.count)
      return Array(chunk)
    }
  }
}

/// Why a file is no emneplan, and on which line.
public struct SubjectPlanFileError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// It is no XML, or broken; see `XMLProblem`.
    case xml(XMLProblem)
    /// Another list than the emneplan.
    case otherRoot(String)
    case noDate
    case noSubjects
    /// A number that is not of the form its element has.
    case badNumber(String, element: String)
    /// A number that is not below its group's.
    case elsewhere(String, parent: String)
    case noNumber(element: String)
    case noTitle(number: String)
    case titleTooLong(number: String)
    /// Two that are in use, and nothing says which is newer.
    case twice(number: String, firstLine: Int)
    case tooMany(most: Int)
  }

  public let reason: Reason
  public let line: Int

  init(_ reason: Reason, line: Int) {
    self.reason = reason
    self.line = line
  }
}

/// What can be wrong with the XML itself, in this room's own words, so that nobody above needs the
/// reader's.
public enum XMLProblem: Hashable, Sendable {
  case notXML
  case encoding(String)
  case notUTF8
  case cut
  case mismatched(open: String, close: String)
  case documentType
  case entity(String)
  case malformed
}
