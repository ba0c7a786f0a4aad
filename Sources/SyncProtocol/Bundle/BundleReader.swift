import CRDT
import Digest
import Planted

/// Reads a bundle file. The checksum is verified before anything else, so a damaged or half-copied
/// file is refused whole; batches are then decoded one at a time.
public struct BundleReader {
  public let header: BundleHeader
  public let seals: [BundleSeal]
  private let limits: SyncLimits
  private let content: SHA256Digest
  private var blocks: [ArraySlice<UInt8>]

  public init(_ bytes: [UInt8], limits: SyncLimits = .standard) throws(ProtocolError) {
    guard bytes.count <= limits.bundleBytesMax else { throw ProtocolError(.overLimit) }
    guard bytes.starts(with: BundleFormat.magic),
      bytes.count > BundleFormat.magic.count,
      bytes[BundleFormat.magic.count] == BundleFormat.version
    else { throw ProtocolError(.unknownFormat, at: 0) }
    let end = bytes.count - SHA256Digest.byteCount
    guard end > BundleFormat.magic.count,
      SHA256Digest(bytes: bytes[end...]) == SHA256.hash(bytes[..<end])
    else { throw ProtocolError(.damagedBundle) }
    let parts = try ProtocolError.reading { () throws(ByteError) in
      try Self.parts(bytes[..<end])
    }
    guard let first = parts.blocks.first else { throw ProtocolError(.malformed) }
    self.limits = limits
    seals = parts.seals
    blocks = Array(parts.blocks.dropFirst().reversed())
    content = SHA256.hash(bytes[..<parts.contentCount])
    header = try Self.header(MessageCodec.inflate(first, limits), limits)
  }

  /// Whether the bundle carries a seal made with this key.
  public func isSealed(by name: String, key: [UInt8]) -> Bool {
    let code = BundleFormat.code(over: content, key: key)
    if Planted.has(.sealUnchecked) { return seals.contains { $0.keyID == name } }
    return seals.contains { $0.keyID == name && ConstantTime.areEqual($0.code, code) }
  }

  /// The next batch, `nil` after the last one.
  public mutating func next() throws(ProtocolError) -> Batch? {
    guard let block = blocks.popLast() else { return nil }
    var reader = ByteReader(try MessageCodec.inflate(block, limits))
    let batch = try BatchDecoder.decode(from: &reader, limits: limits)
    guard reader.isAtEnd else { throw ProtocolError(.malformed, at: reader.position) }
    return batch
  }

  /// Stores what is new in the bundle, one transaction for each batch; the number of new changes.
  /// A replica that lacks what the bundle builds on is told the first missing number before
  /// anything is stored. Interrupted, it may simply be read again.
  ///
  /// If the bundle's writer held more of this replica's own stream than the replica does, that is
  /// reported before anything else, as in an exchange. So read only what a known peer has sealed.
  public mutating func store(into access: ReplicaAccess) throws -> Int {
    let held = try access.vector()
    let comparison = try StreamComparison(
      header.to.marks, with: held, own: access.own, chain: access.chain)
    if let there = comparison.ownAhead {
      try access.report(
        .ownStreamAhead(here: held[access.own]?.sequence ?? 0, there: there))
    }
    for mark in header.from.marks where !Planted.has(.gapAccepted) {
      let number = held[mark.replica]?.sequence ?? 0
      guard number >= mark.sequence else {
        throw ProtocolError(
          .gap, change: ChangeID(replica: mark.replica, sequence: number + 1))
      }
      // What follows may stand on this number, and mean this branch.
      let id = ChangeID(replica: mark.replica, sequence: mark.sequence)
      guard try access.chain(id).map({ ChainMark($0) }) == mark.chain else {
        throw ProtocolError(.fork, change: id)
      }
    }
    var stored = 0
    while let batch = try next() {
      let verified = try access.verified(batch, access.vector(), limits)
      if !verified.fresh.isEmpty || !verified.repeated.isEmpty { try access.apply(verified) }
      stored += verified.fresh.count
    }
    return stored
  }

  private struct Parts {
    var blocks: [ArraySlice<UInt8>] = []
    var contentCount = 0
    var seals: [BundleSeal] = []
  }

  private static func parts(_ bytes: ArraySlice<UInt8>) throws(ByteError) -> Parts {
    var parts = Parts()
    var reader = ByteReader(bytes)
    _ = try reader.bytes(count: BundleFormat.magic.count + 1)
    while true {
      let block = try reader.lengthPrefixed()
      guard !block.isEmpty else { break }
      parts.blocks.append(block)
    }
    parts.contentCount = reader.position
    parts.seals = try reader.seals()
    guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
    return parts
  }

  private static func header(
    _ content: [UInt8], _ limits: SyncLimits
  ) throws(ProtocolError) -> BundleHeader {
    try ProtocolError.reading { () throws(ByteError) in
      var reader = ByteReader(content)
      let digest = try reader.digest()
      let from = PeerVector(ascending: try reader.marks(upTo: limits.streamsMax))
      let to = PeerVector(ascending: try reader.marks(upTo: limits.streamsMax))
      guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
      return BundleHeader(from: from, to: to, digest: digest)
    }
  }
}
