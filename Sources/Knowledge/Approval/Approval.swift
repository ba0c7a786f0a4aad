public import CRDT
public import Digest

/// What an approver let out to readers: one exact version, and the hash of what it said.
///
/// The version finds the text again; the hash proves that it is the text the approver saw, and
/// tells whether a later version still says the same.
public struct Approval: Hashable, Sendable {
  /// The approved heads, ascending.
  public let version: [ChangeID]
  public let contentHash: SHA256Digest

  public init(version: [ChangeID], contentHash: SHA256Digest) {
    self.version = Set(version).sorted()
    self.contentHash = contentHash
  }

  /// An approval of what this state says.
  public init(of state: DocumentState) {
    self.init(version: state.heads, contentHash: Article(state).contentHash)
  }

  /// Whether this version says what was approved.
  public func covers(_ article: Article) -> Bool { article.contentHash == contentHash }
}

// MARK: - On the wire

extension Approval {
  private static let format: UInt8 = 1

  /// Format, the hash, the number of heads, then each head's replica (8 bytes) and sequence
  /// (varint), ascending.
  public var value: Value {
    var writer = ByteWriter()
    writer.byte(Approval.format)
    writer.bytes(contentHash.bytes)
    writer.varint(UInt64(version.count))
    for head in version {
      writer.fixed64(head.replica.rawValue)
      writer.varint(head.sequence)
    }
    return Value(bytes: writer.bytes)
  }

  public init(_ value: Value) throws(ByteError) {
    var reader = ByteReader(value.bytes)
    guard try reader.byte() == Approval.format else { throw ByteError(.unknownFormat, at: 0) }
    let start = reader.position
    guard let hash = SHA256Digest(bytes: try reader.bytes(count: SHA256Digest.byteCount)) else {
      throw ByteError(.invalidValue, at: start)
    }
    let version = try Approval.version(from: &reader)
    guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
    self.init(version: version, contentHash: hash)
  }

  private static func version(from reader: inout ByteReader) throws(ByteError) -> [ChangeID] {
    let start = reader.position
    let count = try reader.count(upTo: reader.remaining)
    guard count > 0 else { throw ByteError(.invalidValue, at: start) }
    var version: [ChangeID] = []
    for _ in 0..<count {
      let position = reader.position
      let head = ChangeID(
        replica: ReplicaID(rawValue: try reader.fixed64()), sequence: try reader.varint())
      guard version.last.map({ $0 < head }) ?? true, head.sequence > 0 else {
        throw ByteError(.notCanonical, at: position)
      }
      version.append(head)
    }
    return version
  }
}
