public import CRDT

/// Who speaks when two nodes pair, alike in the request and the answer (Protocol/09 §3).
public struct Introduction: Hashable, Sendable {
  /// Chance of the speaker's own. Who asks keeps it until the answer came, so that the same request
  /// can be sent again.
  public let nonce: [UInt8]
  public let node: UInt64
  /// The stream that the node writes now.
  public let replica: ReplicaID
  /// What people call the node.
  public let name: String

  public init(nonce: [UInt8], node: UInt64, replica: ReplicaID, name: String) {
    precondition(nonce.count == PairingMessage.nonceBytes)
    self.nonce = nonce
    self.node = node
    self.replica = replica
    self.name = name
  }

  fileprivate func write(to writer: inout ByteWriter) {
    writer.bytes(nonce)
    writer.fixed64(node)
    writer.fixed64(replica.rawValue)
    writer.string(name)
  }

  fileprivate init(from reader: inout ByteReader) throws(ByteError) {
    self.init(
      nonce: try reader.nonce(), node: try reader.fixed64(), replica: try reader.replicaID(),
      name: try reader.shortText())
  }
}

/// What a node says that wants to pair (Protocol/09 §3). Signed with the invitation's key.
public struct JoinRequest: Hashable, Sendable {
  public let sender: Introduction
  /// Where it can be called; empty when it cannot.
  public let address: String

  public init(from sender: Introduction, address: String) {
    self.sender = sender
    self.address = address
  }

  public var encoded: [UInt8] {
    var writer = ByteWriter()
    sender.write(to: &writer)
    writer.string(address)
    return PairingMessage.framed(.join, writer.bytes)
  }

  public init(decoding bytes: [UInt8]) throws(ProtocolError) {
    self = try PairingMessage.reading(.join, bytes) { reader throws(ByteError) in
      JoinRequest(from: try Introduction(from: &reader), address: try reader.shortText())
    }
  }
}

/// What the node that invited answers.
public struct JoinAnswer: Hashable, Sendable {
  public let sender: Introduction
  /// What the new peer may have and bring here.
  public let scopes: PeerScopes

  public init(from sender: Introduction, scopes: PeerScopes) {
    self.sender = sender
    self.scopes = scopes
  }

  public var encoded: [UInt8] {
    var writer = ByteWriter()
    sender.write(to: &writer)
    writer.byte(scopes.rawValue)
    return PairingMessage.framed(.joined, writer.bytes)
  }

  public init(decoding bytes: [UInt8]) throws(ProtocolError) {
    self = try PairingMessage.reading(.joined, bytes) { reader throws(ByteError) in
      JoinAnswer(
        from: try Introduction(from: &reader), scopes: PeerScopes(rawValue: try reader.byte()))
    }
  }
}

/// One half of changing the key of a pair (Protocol/09 §5): a nonce, signed with the old key.
public struct KeyChange: Hashable, Sendable {
  public let nonce: [UInt8]

  public init(nonce: [UInt8]) {
    precondition(nonce.count == PairingMessage.nonceBytes)
    self.nonce = nonce
  }

  public var encodedRequest: [UInt8] { PairingMessage.framed(.changeKey, nonce) }
  public var encodedAnswer: [UInt8] { PairingMessage.framed(.keyChanged, nonce) }

  public init(decodingRequest bytes: [UInt8]) throws(ProtocolError) {
    try self.init(.changeKey, bytes)
  }

  public init(decodingAnswer bytes: [UInt8]) throws(ProtocolError) {
    try self.init(.keyChanged, bytes)
  }

  private init(_ kind: PairingMessage.Kind, _ bytes: [UInt8]) throws(ProtocolError) {
    self = try PairingMessage.reading(kind, bytes) { reader throws(ByteError) in
      KeyChange(nonce: try reader.nonce())
    }
  }
}

/// One node tells the other which stream it writes (Protocol/09 §6), and hears the same.
public struct WriterName: Hashable, Sendable {
  public let replica: ReplicaID

  public init(replica: ReplicaID) {
    self.replica = replica
  }

  public var encodedRequest: [UInt8] { encoded(.writer) }
  public var encodedAnswer: [UInt8] { encoded(.writerToo) }

  public init(decodingRequest bytes: [UInt8]) throws(ProtocolError) {
    try self.init(.writer, bytes)
  }

  public init(decodingAnswer bytes: [UInt8]) throws(ProtocolError) {
    try self.init(.writerToo, bytes)
  }

  private func encoded(_ kind: PairingMessage.Kind) -> [UInt8] {
    var writer = ByteWriter()
    writer.fixed64(replica.rawValue)
    return PairingMessage.framed(kind, writer.bytes)
  }

  private init(_ kind: PairingMessage.Kind, _ bytes: [UInt8]) throws(ProtocolError) {
    self = try PairingMessage.reading(kind, bytes) { reader throws(ByteError) in
      WriterName(replica: try reader.replicaID())
    }
  }
}

/// The frame that the messages of pairing share with those of an exchange (Protocol/05 §3).
public enum PairingMessage {
  public static let nonceBytes = 32
  static let textBytesMax = 512

  enum Kind: UInt8 {
    case join = 4
    case joined = 5
    case changeKey = 6
    case keyChanged = 7
    case writer = 8
    case writerToo = 9
  }

  static func framed(_ kind: Kind, _ content: [UInt8]) -> [UInt8] {
    MessageCodec.magic + [MessageCodec.version, kind.rawValue, 0, 0] + content
  }

  static func reading<Message>(
    _ kind: Kind, _ bytes: [UInt8],
    _ body: (inout ByteReader) throws(ByteError) -> Message
  ) throws(ProtocolError) -> Message {
    let head = framed(kind, [])
    guard bytes.count >= head.count else { throw ProtocolError(.malformed, at: bytes.count) }
    guard bytes.starts(with: head) else { throw ProtocolError(.unknownFormat, at: 0) }
    return try ProtocolError.reading { () throws(ByteError) in
      var reader = ByteReader(bytes.dropFirst(head.count))
      let message = try body(&reader)
      guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
      return message
    }
  }
}

extension ByteReader {
  fileprivate mutating func nonce() throws(ByteError) -> [UInt8] {
    Array(try bytes(count: PairingMessage.nonceBytes))
  }

  fileprivate mutating func replicaID() throws(ByteError) -> ReplicaID {
    ReplicaID(rawValue: try fixed64())
  }

  /// A text that is no longer than a name or an address can be.
  fileprivate mutating func shortText() throws(ByteError) -> String {
    let start = position
    let text = try string()
    guard text.utf8.count <= PairingMessage.textBytesMax else {
      throw ByteError(.tooMany, at: start)
    }
    return text
  }
}
