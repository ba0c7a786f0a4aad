import CRDT
import Digest

/// A have-vector as bytes, for remembering what was agreed on with a peer.
extension HaveVector {
  /// Count, then for each entry eight bytes of replica id, the sequence and 32 bytes of chain.
  public var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.varint(UInt64(entries.count))
    for entry in entries {
      writer.fixed64(entry.replica.rawValue)
      writer.varint(entry.position.sequence)
      writer.bytes(entry.position.chain.bytes)
    }
    return writer.bytes
  }

  public init(decoding bytes: [UInt8]) throws(ProtocolError) {
    let entries = try ProtocolError.reading { () throws(ByteError) in
      var reader = ByteReader(bytes)
      let count = try reader.count(upTo: reader.remaining / 41)
      var entries: [Entry] = []
      entries.reserveCapacity(count)
      for _ in 0..<count { entries.append(try reader.vectorEntry(after: entries.last)) }
      guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
      return entries
    }
    self.init(entries)
  }
}

extension ByteReader {
  fileprivate mutating func vectorEntry(
    after previous: HaveVector.Entry?
  ) throws(ByteError) -> HaveVector.Entry {
    let start = position
    let replica = ReplicaID(rawValue: try fixed64())
    let sequence = try varint()
    let chain = try digest()
    guard sequence > 0 else { throw ByteError(.invalidValue, at: start) }
    if let previous, previous.replica >= replica { throw ByteError(.notCanonical, at: start) }
    return HaveVector.Entry(
      replica: replica, position: StreamPosition(sequence: sequence, chain: chain))
  }

  mutating func digest() throws(ByteError) -> SHA256Digest {
    let start = position
    guard let digest = SHA256Digest(bytes: try bytes(count: SHA256Digest.byteCount)) else {
      throw ByteError(.truncated, at: start)
    }
    return digest
  }
}
