import CRDT
import Digest

/// Writes a bundle file piece by piece; the caller appends what it returns (Protocol/07).
///
///     file   = "FVBUNDLE" version block* 0 seals checksum
///     block  = length, deflated content; the first one is the header, the others are batches
///     seals  = count, then for each a key's name and a code
public struct BundleWriter {
  private var hash = SHA256()

  public init() {}

  /// The beginning of the file.
  public mutating func start(_ header: BundleHeader) -> [UInt8] {
    var content = ByteWriter()
    content.bytes(header.digest.bytes)
    content.marks(header.from.marks)
    content.marks(header.to.marks)
    var writer = ByteWriter()
    writer.bytes(BundleFormat.magic)
    writer.byte(BundleFormat.version)
    writer.lengthPrefixed(MessageCodec.deflate(content.bytes))
    return taken(writer.bytes)
  }

  public mutating func append(_ batch: Batch) -> [UInt8] {
    var content = ByteWriter()
    BatchEncoder.encode(batch, into: &content)
    var writer = ByteWriter()
    writer.lengthPrefixed(MessageCodec.deflate(content.bytes))
    return taken(writer.bytes)
  }

  /// The end of the file, with a seal for each key.
  public mutating func finish(keys: [(name: String, key: [UInt8])]) -> [UInt8] {
    let end = taken([0])
    let content = hash.finalize()
    var writer = ByteWriter()
    writer.seals(keys, over: content)
    let seals = taken(writer.bytes)
    return end + seals + hash.finalize().bytes
  }

  private mutating func taken(_ bytes: [UInt8]) -> [UInt8] {
    hash.update(bytes)
    return bytes
  }

  /// Writes all that a replica holds and the reader lacks, in batches of the usual size.
  public static func write(
    from access: ReplicaAccess, lackedBy reader: PeerVector,
    keys: [(name: String, key: [UInt8])], limits: SyncLimits = .standard,
    to sink: ([UInt8]) throws -> Void
  ) throws {
    let held = try access.vector()
    var writer = BundleWriter()
    try sink(
      writer.start(BundleHeader(from: reader, to: PeerVector(held), digest: held.digest)))
    let collector = BatchCollector(access: access, limits: limits)
    let frame = SyncMessage(kind: .answer, digest: held.digest, vector: .unchanged)
    var known = reader
    var hasMore = true
    while hasMore {
      let filled = try collector.fill(frame, for: known, bytesMax: SyncSession.batchBytesMax)
      hasMore = filled.message.hasMore
      let batch = filled.message.batch
      guard !batch.isEmpty else { break }
      try access.offered(batch.spans)
      try sink(writer.append(batch))
      known = known.advanced(over: batch)
    }
    try sink(writer.finish(keys: keys))
  }
}
