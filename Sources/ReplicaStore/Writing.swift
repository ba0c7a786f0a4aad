import CRDT
import Digest
import Planted
import SQLite
import SyncProtocol

/// One transaction of a replica: changes go into the log, and before the commit every document
/// they touched is projected anew.
///
/// Example: an import of ten thousand files is one `Writing`; so is one form that was saved, and
/// so is one batch from a peer.
struct Writing {
  let replica: Replica
  var log: Log
  private var touched: [Int64: [(position: Int64, change: Change)]] = [:]
  private var touchedOrder: [Int64] = []
  private var lastAuthored: ChangeID?
  private var saltRoot: SaltNode?

  /// Who may do what, read when it is first asked for and again when a record has come.
  private var knownGovernance: Governance?
  /// The documents that say so.
  private var knownGoverned: Set<ChangeID>?
  /// What judged the changes so far, with what it has read for that.
  private var knownJudge: Judge?
  /// As it was before records came that are not projected yet.
  private var governanceBefore: Governance?
  /// Who writes here, read once.
  var knownIdentity: Replica.Identity?
  /// Whether this stream's card says all that is known here.
  var hasSaidWhatIsKnown = false
  /// The payloads that are to be removed, read when something came from elsewhere.
  var knownRemovals: Set<SHA256Digest>?

  init(_ replica: Replica) throws {
    self.replica = replica
    self.log = try Log(replica.connection)
  }

  /// Makes a change of this replica's own, if its author may, and puts it in the log.
  ///
  /// - Throws: `AuthorityRefusal`.
  mutating func author(
    document: ChangeID?, parents: [ChangeID], by authorship: Authorship, operations: [Operation]
  ) throws -> Change {
    // If that is not permitted, none of this is kept.
    try sayWhatIsKnown(by: authorship)
    let next = try nextID()
    try permit(
      Change(
        id: next, document: document ?? next, parents: parents.sorted(),
        author: authorship.author, time: authorship.time, salt: 0, operations: operations),
      by: authorship)
    return try put(document: document, parents: parents, by: authorship, operations: operations)
  }

  private func nextID() throws -> ChangeID {
    let replicaID = try replica.replicaID()
    let sequence = (log.streams[replicaID]?.position.sequence ?? 0) + 1
    return ChangeID(replica: replicaID, sequence: sequence)
  }

  /// Makes a change of this replica's own and puts it in the log.
  mutating func put(
    document: ChangeID?, parents: [ChangeID], by authorship: Authorship, operations: [Operation]
  ) throws -> Change {
    let id = try nextID()
    let change = Change(
      id: id, document: document ?? id, parents: parents.sorted(), author: authorship.author,
      time: authorship.time, salt: try salt(for: id), operations: operations)
    try accept(
      SealedChange(sealing: change, after: log.streams[id.replica]?.position.chain))
    lastAuthored = id
    return change
  }

  private mutating func salt(for id: ChangeID) throws -> UInt64 {
    if let root = saltRoot, root.replica == id.replica, root.numbers.contains(id.sequence) {
      return root.salt(of: id.sequence)
    }
    let root = try replica.saltRoot(for: id)
    saltRoot = root
    return root.salt(of: id.sequence)
  }

  /// Puts a change in the log, wherever it came from.
  mutating func accept(
    _ sealed: SealedChange, insteadOf removed: RemovedPayload? = nil
  ) throws {
    let change = sealed.change
    if try concernsAuthority(change) {
      governanceBefore = try governanceBefore ?? governance()
      knownGovernance = nil
      knownJudge = nil
      hasSaidWhatIsKnown = false
    }
    let (position, document) = try log.append(sealed, insteadOf: removed)
    try replica.enter(governanceDocument: document, createdBy: change)
    if change.createdKind?.isGovernance == true { knownGoverned?.insert(change.document) }
    if touched[document] == nil { touchedOrder.append(document) }
    touched[document, default: []].append((position, change))
  }

  /// Who may do what, as far as this transaction has brought it.
  mutating func governance() throws -> Governance {
    if let knownGovernance { return knownGovernance }
    let governance = try replica.governance()
    knownGovernance = governance
    return governance
  }

  mutating func concernsAuthority(_ change: Change) throws -> Bool {
    if let kind = change.createdKind { return kind.isGovernance }
    return try isGoverned(change.document)
  }

  /// Whether a document says who may do what. A batch with a thousand records asks a thousand times,
  /// and the records are not read again for that.
  mutating func isGoverned(_ document: ChangeID) throws -> Bool {
    let governed = try knownGoverned ?? Set(governance().documents.keys)
    knownGoverned = governed
    return governed.contains(document)
  }

  /// Brings the rulings on the changes taken so far, and the projections of all documents that
  /// those concern, up to date.
  mutating func project() throws {
    guard !touchedOrder.isEmpty else { return }
    let governance = try governance()
    let isReconsidered = governanceBefore != nil
    var altered =
      try governanceBefore.map { try replica.reconsider(from: $0, to: governance) } ?? []
    governanceBefore = nil
    let redacted = isReconsidered ? try replica.takeRedactions(governance) : []
    knownRemovals = isReconsidered ? nil : knownRemovals
    var judge = knownJudge ?? Judge(replica, governance)
    for document in redacted.sorted() {
      _ = try replica.rule(
        on: replica.changes(ofDocumentRow: document), areNew: false, documentRow: document, &judge)
    }
    altered.formUnion(redacted)
    for document in touchedOrder {
      guard let changes = touched[document] else { continue }
      if try governance.authority != nil && !redacted.contains(document)
        && replica.rule(
          on: changes, areNew: !isReconsidered, documentRow: document, &judge)
      {
        altered.insert(document)
      }
      if altered.remove(document) != nil {
        try replica.reproject(document: document)
      } else {
        try replica.project(document: document, newChanges: changes)
      }
    }
    for document in altered.sorted() { try replica.reproject(document: document) }
    knownJudge = judge
    touched.removeAll(keepingCapacity: true)
    touchedOrder.removeAll(keepingCapacity: true)
  }

  mutating func finish() throws {
    if !Planted.has(.projectionAfterCommit) { try project() }
    try replica.finishIndexing()
    if !Planted.has(.vectorAfterCommit) { try log.flush() }
    if let id = lastAuthored { try replica.note(writer: id.replica, upTo: id.sequence) }
  }
}

extension Replica {
  /// Runs `body` as one transaction. If it throws, the replica is as it was.
  ///
  /// - Throws: `ReplicaError.mirrorIsReadOnly` before `body` looks for a history that a mirror has
  ///   not got.
  func write<T>(_ body: (inout Writing) throws -> T) throws -> T {
    beginIndexing()
    if Planted.has(.noTransaction) { return try perform(body).result }
    let (result, done) = try connection.immediate { try perform(body) }
    if Planted.has(.vectorAfterCommit) || Planted.has(.projectionAfterCommit) {
      var writing = done
      try writing.project()
      try finishIndexing()
      try writing.log.flush()
    }
    return result
  }

  private func perform<T>(
    _ body: (inout Writing) throws -> T
  ) throws -> (result: T, done: Writing) {
    guard try !isMirror() else { throw ReplicaError.mirrorIsReadOnly }
    var writing = try Writing(self)
    let result = try body(&writing)
    try writing.finish()
    return (result, writing)
  }
}
