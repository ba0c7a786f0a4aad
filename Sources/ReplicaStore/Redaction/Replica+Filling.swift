import CRDT
import Digest
import SQLite
public import SyncProtocol

/// Putting words back where they are missing and nobody removed them: a peer left them out.
extension Replica {
  /// Takes from entries that are held already what is missing here without a record that says why:
  /// the whole payload, or the part of it that its removals leave.
  ///
  /// - Returns: how many changes had their words again.
  @discardableResult
  public func fill(from repeated: [LogEntry]) throws -> Int {
    let missing = Set(try unexplainedRemovals())
    guard !missing.isEmpty else { return 0 }
    var documents: Set<Int64> = []
    var count = 0
    beginIndexing()
    try connection.immediate {
      for entry in repeated where missing.contains(entry.id) {
        guard let document = try fill(entry) else { continue }
        documents.insert(document)
        count += 1
      }
      guard count > 0 else { return }
      documents.formUnion(try rulingAnew { documents })
      for document in documents.sorted() { try reproject(document: document) }
      try finishIndexing()
    }
    return count
  }

  private func fill(_ entry: LogEntry) throws -> Int64? {
    guard try chain(at: entry.id) == entry.chain, let header = entry.header,
      let position = try position(of: entry.id), let removed = try removed(at: position)
    else { return nil }
    switch entry {
    case .whole(let sealed):
      guard removed.hash == StreamChain.payloadHash(sealed.payload) else { return nil }
      guard let standing = try standing(of: header, removed.hash, from: .whole(sealed.payload))
      else {
        try restore(sealed.payload, at: position)
        break
      }
      try put(standing, at: position)
    case .redacted(_, removed.hash, .some(let remaining), _):
      guard let standing = try standing(of: header, removed.hash, from: .remaining(remaining)),
        !standing.removed.lacks
      else { return nil }
      try put(standing, at: position)
    case .redacted, .withheld: return nil
    }
    return try self.header(at: position).document
  }

  private func standing(
    of header: ChangeHeader, _ hash: SHA256Digest, from source: PayloadSource
  ) throws -> PayloadStanding? {
    try removals(ofPayload: hash).standing(of: header, from: source)
  }

  private func restore(_ payload: [UInt8], at position: Int64) throws {
    try connection.execute(
      "UPDATE change SET payload = ?2 WHERE position = ?1", [.integer(position), .blob(payload)])
    try connection.execute(
      "DELETE FROM redacted WHERE position = ?1", [.integer(position)])
  }
}
