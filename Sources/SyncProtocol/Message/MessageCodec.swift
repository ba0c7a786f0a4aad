import CRDT
import Deflate
import Digest

/// Messages as bytes (Protocol/05 §3).
///
///     message = "FV" version kind flags content
///     content = digest [agreed] [state mark] [answer limit] [marks] [probes] [probed] [branches] [batch]
///
/// `flags` are two bytes that say which parts follow and whether the content is DEFLATE, preceded
/// by its inflated length. A message with nothing new is 38 bytes.
public enum MessageCodec {
  static let magic: [UInt8] = Array("FV".utf8)
  static let version: UInt8 = 1
  static let refusalKind: UInt8 = 3

  /// Below this, DEFLATE never wins over its own overhead.
  private static let deflatedBytesMin = 96

  public static func encode(_ message: SyncMessage) -> [UInt8] {
    encode(message, deflating: true)
  }

  static func encode(_ message: SyncMessage, deflating: Bool) -> [UInt8] {
    var flags = MessageFlags(of: message)
    var content = ByteWriter()
    write(message, flags, to: &content)
    return frame(
      kind: message.kind.rawValue, flags: &flags, content: content.bytes, deflating: deflating)
  }

  public static func decode(
    _ bytes: [UInt8], limits: SyncLimits = .standard
  ) throws(ProtocolError) -> SyncMessage {
    let (kindByte, flags, content) = try open(bytes, limits)
    guard let kind = SyncMessage.Kind(rawValue: kindByte) else {
      throw ProtocolError(.unknownFormat, at: 3)
    }
    var reader = ByteReader(content)
    var message = try ProtocolError.reading { () throws(ByteError) in
      try readParts(kind, flags, from: &reader, limits)
    }
    if flags.contains(.batch) {
      message.batch = try BatchDecoder.decode(from: &reader, limits: limits)
    }
    guard reader.isAtEnd else { throw ProtocolError(.malformed, at: reader.position) }
    return message
  }

  public static func encode(_ refusal: Refusal) -> [UInt8] {
    var content = ByteWriter()
    content.byte(refusal.reason.rawValue)
    if let change = refusal.change { content.changeID(change) }
    var flags = MessageFlags()
    return frame(kind: refusalKind, flags: &flags, content: content.bytes, deflating: false)
  }

  public static func decodeRefusal(_ bytes: [UInt8]) throws(ProtocolError) -> Refusal {
    let (kind, flags, content) = try open(bytes, .standard)
    guard kind == refusalKind, flags.isEmpty else { throw ProtocolError(.unknownFormat, at: 3) }
    return try ProtocolError.reading { () throws(ByteError) in
      var reader = ByteReader(content)
      guard let reason = ProtocolError.Reason(rawValue: try reader.byte()) else {
        throw ByteError(.unknownFormat, at: 0)
      }
      let change = reader.isAtEnd ? nil : try reader.changeID()
      guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
      return Refusal(reason: reason, change: change)
    }
  }

  static func frame(
    kind: UInt8, flags: inout MessageFlags, content: [UInt8], deflating: Bool
  ) -> [UInt8] {
    var body = content
    if deflating, content.count >= deflatedBytesMin {
      let packed = deflate(content)
      if packed.count < content.count {
        flags.insert(.deflated)
        body = packed
      }
    }
    var writer = ByteWriter()
    writer.bytes(magic)
    writer.byte(version)
    writer.byte(kind)
    writer.byte(UInt8(flags.rawValue >> 8))
    writer.byte(UInt8(flags.rawValue & 0xff))
    writer.bytes(body)
    return writer.bytes
  }

  /// The inflated length, then the stream.
  static func deflate(_ content: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.varint(UInt64(content.count))
    writer.bytes(Deflater.compress(content))
    return writer.bytes
  }

  /// Checks the frame and inflates the content.
  static func open(
    _ bytes: [UInt8], _ limits: SyncLimits
  ) throws(ProtocolError) -> (kind: UInt8, flags: MessageFlags, content: [UInt8]) {
    guard bytes.count <= limits.messageBytesMax else { throw ProtocolError(.overLimit, at: 0) }
    guard bytes.count >= 6 else { throw ProtocolError(.malformed, at: bytes.count) }
    guard bytes.starts(with: magic), bytes[2] == version else {
      throw ProtocolError(.unknownFormat, at: 0)
    }
    var flags = MessageFlags(rawValue: UInt16(bytes[4]) << 8 | UInt16(bytes[5]))
    guard flags.isSubset(of: .known), !flags.isContradictory else {
      throw ProtocolError(.unknownFormat, at: 4)
    }
    guard flags.remove(.deflated) != nil else { return (bytes[3], flags, Array(bytes[6...])) }
    return (bytes[3], flags, try inflate(bytes[6...], limits))
  }

  static func inflate(
    _ bytes: ArraySlice<UInt8>, _ limits: SyncLimits
  ) throws(ProtocolError) -> [UInt8] {
    var reader = ByteReader(bytes)
    let count = try ProtocolError.reading { () throws(ByteError) in
      try reader.count(upTo: limits.inflatedBytesMax)
    }
    let content: [UInt8]
    do {
      content = try Inflater.expand(Array(bytes.dropFirst(reader.position)), bytesMax: count)
    } catch {
      throw ProtocolError(error == .tooLong ? .overLimit : .malformed)
    }
    guard content.count == count else { throw ProtocolError(.malformed) }
    return content
  }

  private static func write(
    _ message: SyncMessage, _ flags: MessageFlags, to writer: inout ByteWriter
  ) {
    writer.bytes(message.digest.bytes)
    if flags.contains(.agreed), let agreed = message.agreed { writer.bytes(agreed.bytes) }
    if let mark = message.stateMark { writer.mark(mark) }
    if let limit = message.answerBytesMax { writer.varint(UInt64(max(0, limit))) }
    switch message.vector {
    case .unchanged: break
    case .delta(let marks), .full(let marks): writer.marks(marks)
    }
    if flags.contains(.probes) {
      writer.varint(UInt64(message.probes.count))
      for probe in message.probes { writer.changeID(probe) }
    }
    if flags.contains(.probed) { writer.marks(message.probed) }
    if flags.contains(.branches) { writer.branches(message.branches) }
    if flags.contains(.batch) { BatchEncoder.encode(message.batch, into: &writer) }
  }

  private static func readParts(
    _ kind: SyncMessage.Kind, _ flags: MessageFlags, from reader: inout ByteReader,
    _ limits: SyncLimits
  ) throws(ByteError) -> SyncMessage {
    let digest = try reader.digest()
    var agreed = flags.contains(.agreedIsDigest) ? digest : nil
    if flags.contains(.agreed) { agreed = try reader.digest() }
    let stateMark = flags.contains(.stateMark) ? try reader.mark() : nil
    let answerBytesMax =
      flags.contains(.answerLimit) ? try reader.count(upTo: limits.messageBytesMax) : nil
    var vector = SyncMessage.Vector.unchanged
    if flags.contains(.delta) { vector = .delta(try reader.marks(upTo: limits.streamsMax)) }
    if flags.contains(.full) { vector = .full(try reader.marks(upTo: limits.streamsMax)) }
    let probes = flags.contains(.probes) ? try reader.probes(upTo: limits.probesMax) : []
    let probed =
      flags.contains(.probed)
      ? try reader.marks(upTo: limits.probesMax, oncePerStream: false) : []
    let branches =
      flags.contains(.branches) ? try reader.branches(upTo: limits.branchesMax) : []
    return SyncMessage(
      kind: kind, digest: digest, agreed: agreed, vector: vector,
      hasMore: flags.contains(.more), agreedUnknown: flags.contains(.agreedUnknown),
      batchLeftAside: flags.contains(.leftAside), stateMark: stateMark,
      answerBytesMax: answerBytesMax, probes: probes, probed: probed, branches: branches)
  }
}

extension ByteWriter {
  mutating func marks(_ marks: [StreamMark]) {
    varint(UInt64(marks.count))
    for mark in marks {
      fixed64(mark.replica.rawValue)
      varint(mark.sequence)
      self.mark(mark.chain)
    }
  }
}

extension ByteReader {
  /// Marks in ascending order; one for each stream, unless they answer probes.
  mutating func marks(
    upTo limit: Int, oncePerStream: Bool = true
  ) throws(ByteError) -> [StreamMark] {
    let count = try count(upTo: min(limit, remaining / 25))
    var marks: [StreamMark] = []
    marks.reserveCapacity(count)
    for _ in 0..<count {
      let start = position
      let replica = ReplicaID(rawValue: try fixed64())
      let sequence = try varint()
      let chain = try mark()
      guard sequence > 0, sequence < 1 << 62 else { throw ByteError(.invalidValue, at: start) }
      if let last = marks.last {
        let ascends =
          last.replica < replica
          || (!oncePerStream && last.replica == replica && last.sequence < sequence)
        guard ascends else { throw ByteError(.notCanonical, at: start) }
      }
      marks.append(StreamMark(replica: replica, sequence: sequence, chain: chain))
    }
    return marks
  }

  fileprivate mutating func probes(upTo limit: Int) throws(ByteError) -> [ChangeID] {
    let count = try count(upTo: min(limit, remaining / 16))
    var probes: [ChangeID] = []
    probes.reserveCapacity(count)
    for _ in 0..<count {
      let start = position
      let probe = try changeID()
      if let last = probes.last, last >= probe { throw ByteError(.notCanonical, at: start) }
      probes.append(probe)
    }
    return probes
  }

  mutating func changeID() throws(ByteError) -> ChangeID {
    ChangeID(replica: ReplicaID(rawValue: try fixed64()), sequence: try fixed64())
  }
}
