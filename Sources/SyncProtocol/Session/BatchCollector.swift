import CRDT
import Digest
import Planted

/// Chooses what to send: what the peer lacks, the urgent first and then the oldest, until the message
/// is full.
struct BatchCollector {
  /// How much longer prose is before DEFLATE. A guess that is too low wastes a request, one that
  /// is too high wastes a second compression.
  private static let expectedRatio = 3

  let access: ReplicaAccess
  let limits: SyncLimits

  /// Streams of which two branches are out, with the first number that may differ. Neither they
  /// nor anything built on them can be sent; everything else can.
  var forked: [ReplicaID: UInt64] = [:]

  /// The message with a batch of up to `bytesMax` compressed, and at least one change if there is
  /// any. A long vector does not count: it would leave no room for what it asks for.
  ///
  /// What is urgent travels alone when it would else be part of something long: it has arrived before
  /// a weak link can break under the rest.
  func fill(
    _ message: SyncMessage, for peer: PeerVector, bytesMax: Int
  ) throws -> EncodedMessage {
    let (entries, urgent, isCut) = try collect(for: peer, bytesMax: bytesMax * Self.expectedRatio)
    guard !entries.isEmpty else { return EncodedMessage(message) }
    lazy var bareBytes = EncodedMessage(message).bytes.count
    let shortMax = min(bytesMax, SyncSession.weakLinkBatchBytesMax)
    var count = entries.count
    while true {
      var filled = message
      filled.batch = try Batch(
        entries.prefix(count), salts: access.salts, chain: access.chain)
      filled.hasMore = isCut || count < entries.count
      let encoded = EncodedMessage(filled)
      // Most are short with all their parts, and nobody need know how long those are.
      if encoded.bytes.count <= min(shortMax, limits.messageBytesMax) { return encoded }
      let batchBytes = encoded.bytes.count - bareBytes
      if urgent > 0, count > urgent, batchBytes > shortMax {
        count = urgent
        continue
      }
      let limit = min(bareBytes + bytesMax, limits.messageBytesMax)
      if encoded.bytes.count <= limit || count <= 1 { return encoded }
      // A little less than in proportion, because shorter batches compress less.
      count = max(1, min(count - 1, count * (limit - bareBytes) / batchBytes * 19 / 20))
    }
  }

  private func collect(
    for peer: PeerVector, bytesMax: Int
  ) throws -> (entries: [LogEntry], urgent: Int, isCut: Bool) {
    var gathering = Gathering(bytesMax: bytesMax, limits: limits, blocked: forked)
    try access.urgent(peer) { gathering.take($0) }
    let urgent = gathering.entries.count
    guard !gathering.isCut else { return (gathering.entries, urgent, true) }
    try access.log(peer.advanced(over: gathering.entries)) { gathering.take($0) }
    return (gathering.entries, urgent, gathering.isCut)
  }

  /// What is gathered for one message.
  private struct Gathering {
    let bytesMax: Int
    let limits: SyncLimits
    var blocked: [ReplicaID: UInt64]
    var entries: [LogEntry] = []
    var isCut = false
    private var bytes = 0
    private var operations = 0

    init(bytesMax: Int, limits: SyncLimits, blocked: [ReplicaID: UInt64]) {
      self.bytesMax = bytesMax
      self.limits = limits
      self.blocked = blocked
    }

    /// `false` when there is no room for more.
    mutating func take(_ entry: LogEntry) -> Bool {
      guard BatchCollector.admits(entry.id, entry.header, &blocked) else { return true }
      let size = Size(of: entry)
      if Planted.has(.largeChangeSkipped), size.bytes > bytesMax / 2 {
        blocked[entry.id.replica] = entry.id.sequence
        return true
      }
      bytes += size.bytes
      operations += size.operations
      isCut =
        !entries.isEmpty
        && (bytes > bytesMax || operations > limits.operationsPerBatchMax
          || entries.count >= limits.changesPerBatchMax)
      if !isCut { entries.append(entry) }
      return !isCut
    }
  }

  /// Whether nothing that the entry stands on is blocked; if something is, the rest of its stream
  /// is blocked too.
  static func admits(
    _ id: ChangeID, _ header: ChangeHeader?, _ blocked: inout [ReplicaID: UInt64]
  ) -> Bool {
    func isBlocked(_ id: ChangeID) -> Bool {
      blocked[id.replica].map { id.sequence >= $0 } ?? false
    }
    guard !blocked.isEmpty else { return true }
    guard !isBlocked(id) else { return false }
    let ancestors = header.map { [$0.document] + $0.parents } ?? []
    guard ancestors.contains(where: { $0 != id && isBlocked($0) }) else { return true }
    blocked[id.replica] = id.sequence
    return false
  }

  private struct Size {
    var bytes = 64
    var operations = 0

    init(of entry: LogEntry) {
      guard case .whole(let sealed) = entry else { return }
      bytes += sealed.payload.count
      operations = sealed.change.operations.reduce(0) { total, operation in
        guard case .edit(_, let splices) = operation else { return total + 1 }
        return total + 1 + splices.count
      }
    }
  }
}

/// A message together with the bytes that travel.
public struct EncodedMessage: Sendable {
  public let message: SyncMessage
  public let bytes: [UInt8]

  init(_ message: SyncMessage) {
    self.message = message
    bytes = MessageCodec.encode(message)
  }
}
