import CRDT
import SQLite
public import SyncProtocol

/// Putting words back where they are missing and nobody removed them: a peer left them out.
extension Replica {
  /// Takes from entries that are held already what is missing here without a record that says why.
  ///
  /// - Returns: how many changes were whole again.
  @discardableResult
  public func fill(from repeated: [LogEntry]) throws -> Int {
    let missing = Set(try unexplainedRemovals())
    guard !missing.isEmpty else { return 0 }
    var documents: Set<Int64> = []
    var count = 0
    beginIndexing()
    try connection.immediate {
      for case .whole(let sealed) in repeated where missing.contains(sealed.change.id) {
        guard let document = try fill(sealed) else { continue }
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

  private func fill(_ sealed: SealedChange) throws -> Int64? {
    let id = sealed.change.id
    guard try chain(at: id) == sealed.chain,
      try payloadHash(of: id) == StreamChain.payloadHash(sealed.payload),
      let document = try documentRow(ofChange: id)
    else { return nil }
    try connection.execute(
      """
      UPDATE change SET payload = ?3 WHERE sequence = ?2
        AND stream = (SELECT id FROM stream WHERE replica = ?1)
      """, [.replica(id.replica), .sequence(id.sequence), .blob(sealed.payload)])
    try connection.execute(
      """
      DELETE FROM redacted WHERE position = (SELECT position FROM change WHERE sequence = ?2
        AND stream = (SELECT id FROM stream WHERE replica = ?1))
      """, [.replica(id.replica), .sequence(id.sequence)])
    return document
  }
}
