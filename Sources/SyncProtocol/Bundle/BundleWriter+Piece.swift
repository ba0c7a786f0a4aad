public import CRDT

extension BundleWriter {
  /// A bundle of limited length.
  public struct Piece {
    public let bytes: [UInt8]
    /// What it needs and what it brings.
    public let reach: RelayPlan.Reach
    /// What a reader holds afterwards that held `known`.
    public let known: PeerVector
    public let changes: Int
  }

  /// Writes what a holder of `known` lacks, as much as fits into one file of about `bytesMax`; `nil`
  /// when there is nothing.
  ///
  /// Its `from` says no more than what its changes stand on, so that it can be read by whoever has
  /// that, whatever else they lack.
  ///
  /// - Parameter forked: streams to be left out, with the first number that may differ.
  public static func piece(
    from access: ReplicaAccess, lackedBy known: PeerVector, forked: [ReplicaID: UInt64] = [:],
    keys: [(name: String, key: [UInt8])], bytesMax: Int, limits: SyncLimits = .standard
  ) throws -> Piece? {
    let held = try access.vector()
    let collector = BatchCollector(access: access, limits: limits, forked: forked)
    let frame = SyncMessage(kind: .answer, digest: held.digest, vector: .unchanged)
    let batchBytesMax = min(SyncSession.batchBytesMax, bytesMax)
    var batches: [Batch] = []
    var bytes = 0
    var after = known
    while bytes + batchBytesMax <= bytesMax {
      let filled = try collector.fill(frame, for: after, bytesMax: batchBytesMax)
      guard !filled.message.batch.isEmpty else { break }
      try access.offered(filled.message.batch.spans)
      batches.append(filled.message.batch)
      after = after.advanced(over: filled.message.batch)
      bytes += filled.bytes.count
      if !filled.message.hasMore { break }
    }
    guard !batches.isEmpty else { return nil }
    let from = try needs(of: batches, known: known, access)
    let to = batches.reduce(from) { $0.advanced(over: $1) }
    var writer = BundleWriter()
    var file = writer.start(BundleHeader(from: from, to: to, digest: held.digest))
    for batch in batches { file += writer.append(batch) }
    file += writer.finish(keys: keys)
    return Piece(
      bytes: file, reach: RelayPlan.Reach(from: from, to: to, keys: keys.map(\.name)),
      known: after,
      changes: batches.reduce(0) { $0 + $1.entries.count })
  }

  /// How far streams must be held for these batches to be read.
  private static func needs(
    of batches: [Batch], known: PeerVector, _ access: ReplicaAccess
  ) throws -> PeerVector {
    var needs: [ReplicaID: UInt64] = [:]
    func need(_ id: ChangeID) {
      guard id.sequence > 0, known.covers(id) else { return }
      needs[id.replica] = max(needs[id.replica] ?? 0, id.sequence)
    }
    for batch in batches {
      for span in batch.spans { need(ChangeID(replica: span.replica, sequence: span.first - 1)) }
      for header in batch.entries.compactMap(\.header) {
        need(header.document)
        for parent in header.parents { need(parent) }
      }
    }
    return PeerVector(
      ascending: try needs.sorted { $0.key < $1.key }.compactMap { replica, number in
        try access.chain(ChangeID(replica: replica, sequence: number)).map {
          StreamMark(replica: replica, sequence: number, chain: ChainMark($0))
        }
      })
  }
}
