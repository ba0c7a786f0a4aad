public import CRDT
public import Digest
import Knowledge
import SQLite
import Search

/// Looking after a replica: is it sound, and making the derived part anew.
extension Replica {
  /// What `check` found wrong, each with its cure.
  public enum Finding: Hashable, Sendable {
    /// SQLite finds the file damaged. Cure: restore a backup, then sync.
    case damagedFile(String)
    /// A stream has a gap or its chain does not verify. Cure: restore a backup, then sync.
    case brokenStream(ReplicaID, StreamFault)
    /// A document's state is not what its changes make it. Cure: rebuild.
    case staleProjection(ChangeID)
    /// The index does not match the articles. Cure: rebuild.
    case staleIndex(String)
    /// The words of a change are gone and no record says why. Cure: sync; if that brings no record,
    /// read a bundle from a node that has the words.
    case unexplainedRemoval(ChangeID)
    /// The totals of contacts are not what was counted. Cure: rebuild.
    case staleContacts
  }

  /// Compares everything with everything that it must agree with: the file with itself, the
  /// streams with their hashes, the projections and the index with the log.
  public func check() throws -> [Finding] {
    try connection.read {
      let damage = try connection.integrityCheck().map(Finding.damagedFile)
      guard damage.isEmpty else { return damage }
      return try checkStreams() + checkProjections() + checkIndex()
        + (contactTotalsAreSound() ? [] : [.staleContacts])
        + unexplainedRemovals().map(Finding.unexplainedRemoval)
    }
  }

  /// Drops everything derived and makes it again from the log, in one transaction.
  ///
  /// - Returns: the number of documents, without those that say who may do what.
  @discardableResult
  public func rebuild() throws -> Int {
    beginIndexing()
    return try connection.immediate {
      for table in Schema.projectionTables { try connection.execute("DELETE FROM \(table)") }
      for scope in SearchScope.allCases { try SearchIndex.clear(scope, on: connection) }
      try enterGovernanceDocuments()
      _ = try takeRedactions(governance())
      try ruleAnew()
      let documents = try documentRows()
      for document in documents { try rebuild(document: document) }
      // The index is new whatever was removed.
      try performIndexUpdates()
      try refreshSynonyms()
      return documents.count - (try governance().documents.count)
    }
  }

  /// The digest of what people see here: equal on all replicas that hold the same changes, and if
  /// it is not, the fault is ours and not the network's.
  public func stateDigest() throws -> SHA256Digest {
    var hash = SHA256()
    try connection.forEach("SELECT hash FROM state ORDER BY hash", []) { row in
      hash.update(row.blob(0))
      return true
    }
    return hash.finalize()
  }

  func documentRows() throws -> [Int64] {
    try connection.query("SELECT id FROM document ORDER BY id", []) { row in row.integer(0) }
  }

  private func checkStreams() throws -> [Finding] {
    var findings: [Finding] = []
    for (replica, stream) in try Log(connection).streams.sorted(by: { $0.key < $1.key }) {
      if let fault = try fault(inStream: stream, of: replica) {
        findings.append(.brokenStream(replica, fault))
      }
    }
    return findings
  }

  private func checkProjections() throws -> [Finding] {
    var findings: [Finding] = []
    var judge = Judge(self, try governance())
    for document in try documentRows() {
      guard try !rulingsAreStale(ofDocumentRow: document, &judge) else {
        findings.append(.staleProjection(try documentID(ofRow: document)))
        continue
      }
      let merged = try merge(documentRow: document)
      let stored = try storedState(ofDocumentRow: document)
      let open = try openConflictIDs(ofDocumentRow: document)
      if merged.state != stored || merged.conflicts.map(\.id.short) != open {
        findings.append(.staleProjection(try documentID(ofRow: document)))
      }
    }
    return findings
  }
}
