public import CRDT

/// Why bytes or a batch from outside were refused: one reason, and the change or the byte offset
/// it concerns where there is one.
///
/// The reasons and their numbers are `Protocol/registry/errors.csv`; the sentence a person reads
/// is written further up.
public struct ProtocolError: Error, Hashable, Sendable {
  public enum Reason: UInt8, Hashable, Sendable, CaseIterable {
    /// Not this protocol, or a version, kind, flag or tag that this code does not know.
    case unknownFormat = 1
    /// The bytes end too early, have no valid meaning, or more bytes follow.
    case malformed = 2
    /// A value spelled in a way no encoder spells it.
    case notCanonical = 3
    /// A count, length or size above its limit in `Protocol/08`.
    case overLimit = 4
    /// A change that no replica may make: a creation with parents, unsorted parents …
    case invalidChange = 5
    /// A stream continues after numbers that this replica does not hold.
    case gap = 6
    /// The same numbers of a stream carry other content here.
    case fork = 7
    /// A change names a parent or a document that this replica does not hold.
    case missingParent = 8
    /// The changes do not hash to the mark that came with them.
    case chainMismatch = 9
    /// A bundle whose checksum or seal does not fit.
    case damagedBundle = 10
    /// The peer answered something that cannot be an answer to this request.
    case unexpectedAnswer = 11
    /// The peer's scope does not allow this change.
    case outOfScope = 12
    /// The node cannot take more at the moment; the same request may succeed later.
    case busy = 13
    /// The request is not signed as the profile demands by a node that is known here.
    case notAuthentic = 14
    /// Signed well, but the clocks are too far apart; the answer's own time is the peer's clock.
    case clockSkew = 15
    /// Signed before the node began to remember requests; the same, signed anew, is accepted.
    case tooEarly = 16
    /// The invitation was good, but not for so long.
    case invitationExpired = 17
    /// The invitation has been used, by this node or another.
    case invitationUsed = 18
    /// The key of the pair is to be changed before anything else (Protocol/09 §5).
    case keyChangeDue = 19
  }

  public let reason: Reason

  /// The change, or the first missing number of a stream, that the reason is about.
  public let change: ChangeID?

  /// The number of bytes before the offending ones, in the uncompressed content.
  public let offset: Int?

  public init(_ reason: Reason, change: ChangeID? = nil, at offset: Int? = nil) {
    self.reason = reason
    self.change = change
    self.offset = offset
  }
}

extension ProtocolError {
  /// What a byte reader found, in the words of this protocol.
  init(_ error: ByteError, change: ChangeID? = nil) {
    let reason: Reason =
      switch error.reason {
      case .unknownFormat: .unknownFormat
      case .overlongVarint, .notCanonical: .notCanonical
      case .tooMany: .overLimit
      case .truncated, .overflow, .invalidUTF8, .invalidValue, .trailingBytes: .malformed
      }
    self.init(reason, change: change, at: error.offset)
  }

  /// Runs a reader and puts its error into this protocol's words.
  static func reading<Result>(
    of change: ChangeID? = nil, _ body: () throws(ByteError) -> Result
  ) throws(ProtocolError) -> Result {
    do {
      return try body()
    } catch {
      throw ProtocolError(error, change: change)
    }
  }
}
