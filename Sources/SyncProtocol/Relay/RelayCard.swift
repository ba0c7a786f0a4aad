public import CRDT
public import Digest

/// What a node tells the others through a relay folder: who it is, under which replica id it writes
/// and what it holds (Protocol/07 §5). It takes the place of the have-vectors in an exchange.
///
///     card = "FVRELAYC" version node:u64 replica:u64 digest:32 marks seals checksum:32
public struct RelayCard: Hashable, Sendable {
  private static let magic = Array("FVRELAYC".utf8)
  private static let version: UInt8 = 1

  public let node: ReplicaID
  public let replica: ReplicaID
  public let digest: SHA256Digest
  public let held: PeerVector

  public init(node: ReplicaID, replica: ReplicaID, held: HaveVector) {
    self.node = node
    self.replica = replica
    digest = held.digest
    self.held = PeerVector(held)
  }

  /// The file, with a seal for each key.
  public func sealed(with keys: [(name: String, key: [UInt8])]) -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes(Self.magic)
    writer.byte(Self.version)
    writer.fixed64(node.rawValue)
    writer.fixed64(replica.rawValue)
    writer.bytes(digest.bytes)
    writer.marks(held.marks)
    writer.seals(keys, over: SHA256.hash(writer.bytes), in: .relay)
    writer.bytes(SHA256.hash(writer.bytes).bytes)
    return writer.bytes
  }

  /// Reads the card of a node; `nil` when it has no seal for this key, as one from before the key was
  /// shared.
  ///
  /// - Throws: `ProtocolError`: `.unknownFormat`, `.damagedBundle` for one that is cut or changed,
  ///   `.notAuthentic` for another node's and for one whose seal was made without the key.
  public init?(
    _ bytes: [UInt8], of node: ReplicaID, sealedBy name: String, key: [UInt8],
    limits: SyncLimits = .standard
  ) throws(ProtocolError) {
    guard bytes.count <= limits.messageBytesMax else { throw ProtocolError(.overLimit) }
    guard bytes.starts(with: Self.magic + [Self.version]) else {
      throw ProtocolError(.unknownFormat, at: 0)
    }
    let end = bytes.count - SHA256Digest.byteCount
    guard end > Self.magic.count,
      SHA256Digest(bytes: bytes[end...]) == SHA256.hash(bytes[..<end])
    else { throw ProtocolError(.damagedBundle) }
    let (card, seals, contentCount) = try ProtocolError.reading { () throws(ByteError) in
      try Self.parts(bytes[..<end], limits)
    }
    let code = BundleFormat.code(over: SHA256.hash(bytes[..<contentCount]), key: key, in: .relay)
    guard card.node == node else { throw ProtocolError(.notAuthentic) }
    guard let seal = seals.first(where: { $0.keyID == name }) else { return nil }
    guard ConstantTime.areEqual(seal.code, code) else { throw ProtocolError(.notAuthentic) }
    self = card
  }

  private init(node: ReplicaID, replica: ReplicaID, digest: SHA256Digest, held: PeerVector) {
    self.node = node
    self.replica = replica
    self.digest = digest
    self.held = held
  }

  private static func parts(
    _ bytes: ArraySlice<UInt8>, _ limits: SyncLimits
  ) throws(ByteError) -> (card: RelayCard, seals: [BundleSeal], contentCount: Int) {
    var reader = ByteReader(bytes)
    _ = try reader.bytes(count: magic.count + 1)
    let card = RelayCard(
      node: ReplicaID(rawValue: try reader.fixed64()),
      replica: ReplicaID(rawValue: try reader.fixed64()), digest: try reader.digest(),
      held: PeerVector(ascending: try reader.marks(upTo: limits.streamsMax)))
    let contentCount = reader.position
    let seals = try reader.seals()
    guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
    return (card, seals, contentCount)
  }
}
