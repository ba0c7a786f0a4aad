public import CRDT
import Digest

/// View messages as bytes (Protocol/10 §3), in the frame of all messages.
///
///     request = digest since:varint
///     answer  = digest view digest revision:varint items
///     items   = list of (document:(u64 u64) payload:bytes)     an empty payload: not to be seen
public enum ViewCodec {
  static let requestKind: UInt8 = 16
  static let answerKind: UInt8 = 17

  /// Whether a message asks for a view: what decides who reads it.
  public static func isRequest(_ bytes: [UInt8]) -> Bool {
    bytes.count > 3 && bytes.starts(with: MessageCodec.magic) && bytes[3] == requestKind
  }

  public static func encode(_ request: ViewRequest) -> [UInt8] {
    var content = ByteWriter()
    content.bytes(request.digest.bytes)
    content.varint(request.since)
    var flags = MessageFlags()
    return MessageCodec.frame(
      kind: requestKind, flags: &flags, content: content.bytes, deflating: false)
  }

  public static func decodeRequest(_ bytes: [UInt8]) throws(ProtocolError) -> ViewRequest {
    let (kind, flags, content) = try MessageCodec.open(bytes, .standard)
    guard kind == requestKind, flags.isEmpty else { throw ProtocolError(.unknownFormat, at: 3) }
    return try ProtocolError.reading { () throws(ByteError) in
      var reader = ByteReader(content)
      let request = ViewRequest(digest: try reader.digest(), since: try reader.varint())
      guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
      return request
    }
  }

  public static func encode(_ answer: ViewAnswer) -> [UInt8] {
    var content = ByteWriter()
    content.bytes(answer.digest.bytes)
    content.bytes(answer.viewDigest.bytes)
    content.varint(answer.revision)
    content.varint(UInt64(answer.items.count))
    for item in answer.items {
      content.changeID(item.document)
      content.lengthPrefixed(item.payload ?? [])
    }
    var flags: MessageFlags = answer.hasMore ? .more : []
    return MessageCodec.frame(
      kind: answerKind, flags: &flags, content: content.bytes, deflating: true)
  }

  /// Every payload has been read as a change that creates its document.
  public static func decodeAnswer(
    _ bytes: [UInt8], limits: SyncLimits = .standard
  ) throws(ProtocolError) -> ViewAnswer {
    let (kind, flags, content) = try MessageCodec.open(bytes, limits)
    guard kind == answerKind, flags.isSubset(of: .more) else {
      throw ProtocolError(.unknownFormat, at: 3)
    }
    let answer = try ProtocolError.reading { () throws(ByteError) in
      var reader = ByteReader(content)
      let answer = try reader.viewAnswer(hasMore: flags.contains(.more), limits)
      guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
      return answer
    }
    for item in answer.items { _ = try item.change() }
    return answer
  }
}

extension ByteReader {
  /// The fewest bytes an item takes: an id, and a length of 0.
  private static let itemBytesMin = 17

  fileprivate mutating func viewAnswer(
    hasMore: Bool, _ limits: SyncLimits
  ) throws(ByteError) -> ViewAnswer {
    let digest = try digest()
    let viewDigest = try self.digest()
    let revision = try varint()
    let count = try count(upTo: min(limits.changesPerBatchMax, remaining / Self.itemBytesMin))
    var items: [ViewItem] = []
    items.reserveCapacity(count)
    for _ in 0..<count {
      let document = try changeID()
      let payload = Array(try lengthPrefixed())
      items.append(ViewItem(document: document, payload: payload.isEmpty ? nil : payload))
    }
    return ViewAnswer(
      digest: digest, viewDigest: viewDigest, revision: revision, hasMore: hasMore, items: items)
  }
}

extension ViewItem {
  /// The change that would create the document as readers may see it; `nil` for one they may not
  /// see.
  public func change() throws(ProtocolError) -> Change? {
    guard let payload else {
      guard document.sequence > 0 else { throw ProtocolError(.invalidChange, change: document) }
      return nil
    }
    return try PayloadCodec.decode(
      id: document, document: document, parents: [], payload: payload)
  }
}
