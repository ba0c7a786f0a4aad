import CRDT
import Digest
import Knowledge
import SQLite
public import SyncProtocol

/// A public mirror: a replica that holds of every change its commitment and nothing else, and of
/// the articles what was let out to citizens (Protocol/10). It may stand where anybody can break
/// into it.
extension Replica {
  /// Whether this replica is a public mirror.
  public func isMirror() throws -> Bool {
    try connection.first(
      "SELECT value FROM setting WHERE name = ?1", [.text(Setting.isMirror.rawValue)]
    ) { row in row.text(0) == "yes" } ?? false
  }

  /// Makes a mirror of a replica that holds nothing yet.
  ///
  /// - Throws: `ReplicaError.notEmpty`.
  public func becomeMirror() throws {
    try connection.immediate {
      guard try Log(connection).streams.isEmpty else { throw ReplicaError.notEmpty }
      try set(.isMirror, "yes")
    }
  }

  // MARK: Its log

  /// Stores what came of streams: commitments. Whole changes are not for it.
  func applyWithheld(_ entries: [LogEntry]) throws {
    guard !entries.isEmpty else { return }
    try connection.immediate {
      var log = try Log(connection)
      for entry in entries where !log.holds(entry.id) {
        guard case .withheld(let id, let commitment, let chain) = entry else {
          throw ProtocolError(.outOfScope, change: entry.id)
        }
        try log.append(withheld: id, commitment: commitment, chain: chain)
      }
      try log.flush()
    }
  }

  /// Visits what a holder of `vector` lacks. Commitments stand on nothing but their predecessors.
  func visitWithheld(
    lackedBy vector: PeerVector, _ visit: (LogEntry) throws -> Bool
  ) throws {
    for (replica, stream) in try Log(connection).streams.sorted(by: { $0.key < $1.key }) {
      var goesOn = true
      try connection.forEach(
        """
        SELECT sequence, commitment, chain FROM withheld
        WHERE stream = ?1 AND sequence > ?2 ORDER BY sequence
        """, [.integer(stream.row), .sequence(vector[replica]?.sequence ?? 0)]
      ) { row in
        let id = ChangeID(replica: replica, sequence: UInt64(bitPattern: row.integer(0)))
        goesOn = try visit(
          .withheld(
            id, commitment: SHA256Digest(stored: row.blob(1)),
            chain: SHA256Digest(stored: row.blob(2))))
        return goesOn
      }
      guard goesOn else { return }
    }
  }

  func withheldChain(at id: ChangeID) throws -> SHA256Digest? {
    try withheld(at: id)?.chain
  }

  private func withheld(
    at id: ChangeID
  ) throws -> (commitment: SHA256Digest, chain: SHA256Digest)? {
    try connection.first(
      """
      SELECT w.commitment, w.chain FROM withheld AS w JOIN stream AS s ON s.id = w.stream
      WHERE s.replica = ?1 AND w.sequence = ?2
      """, [.replica(id.replica), .sequence(id.sequence)]
    ) { row in
      (try SHA256Digest(stored: row.blob(0)), try SHA256Digest(stored: row.blob(1)))
    }
  }

  // MARK: Forks

  /// A mirror wrote nothing and cannot rename what it does not know, so it gives up its branch and
  /// asks for the other.
  func mirrorClaim(at id: ChangeID) throws -> BranchClaim? {
    guard let (commitment, chain) = try withheld(at: id) else { return nil }
    let base = id.sequence > 1 ? try withheldChain(at: id.predecessor) : nil
    return BranchClaim(
      replica: id.replica, first: id.sequence, base: base.map { ChainMark($0) },
      mark: ChainMark(chain), payload: commitment, yields: true)
  }

  /// Forgets streams from these numbers on, with what was let out of documents that begin there,
  /// because a peer holds other changes there or none. What was let out of other documents stays
  /// until the peer's view says otherwise.
  func forget(from numbers: [ChangeID], seenAt peer: String, at time: Int64) throws {
    indexUpdates.removeAll()
    try connection.immediate {
      for id in numbers { try forget(from: id) }
      try performIndexUpdates()
      try connection.execute("DELETE FROM agreement")
      let places = numbers.prefix(3).map { "\($0.replica) fra nr. \($0.sequence)" }
      let others = numbers.count > 3 ? " og \(numbers.count - 3) andre" : ""
      try record(
        "\(peer) har ikke de ændringer, spejlet kendte (\(places.joined(separator: ", "))\(others)). "
          + "Spejlet har glemt dem og følger \(peer).", at: time)
    }
  }

  /// Inside a transaction.
  private func forget(from id: ChangeID) throws {
    guard let stream = try Log(connection).streams[id.replica] else { return }
    let documents = try connection.query(
      "SELECT id FROM document WHERE stream = ?1 AND sequence >= ?2",
      [.integer(stream.row), .sequence(id.sequence)]
    ) { row in row.integer(0) }
    for document in documents {
      try takeBack(document: document)
      try connection.execute("DELETE FROM document WHERE id = ?1", [.integer(document)])
    }
    try connection.execute(
      "DELETE FROM withheld WHERE stream = ?1 AND sequence >= ?2",
      [.integer(stream.row), .sequence(id.sequence)])
    if id.sequence > 1, let chain = try withheldChain(at: id.predecessor) {
      try connection.execute(
        "UPDATE stream SET sequence = ?2, chain = ?3 WHERE id = ?1",
        [.integer(stream.row), .sequence(id.sequence - 1), .blob(chain.bytes)])
    } else {
      try connection.execute("DELETE FROM stream WHERE id = ?1", [.integer(stream.row)])
    }
  }

  // MARK: What was let out

  /// What an exchange of a peer's view needs.
  public func viewKeeper(forPeer name: String) throws -> ViewKeeper {
    ViewKeeper(
      digest: { try self.vector().digest },
      revision: { try self.following(name)?.revision ?? 0 },
      restart: {
        try self.connection.immediate {
          try self.connection.execute("UPDATE letting SET is_fresh = 0")
          try self.follow(name, revision: 0, digest: nil)
        }
      },
      store: { try self.store($0, revision: $1, ofPeer: name) },
      finish: { try self.finishView(ofPeer: name) })
  }

  /// Whether readers were proved to see here what they see there, at the set of changes held now.
  public func isViewEqual(withPeer name: String) throws -> Bool {
    try following(name)?.digest == vector().digest
  }

  /// Notes that they were.
  public func noteEqualView(withPeer name: String) throws {
    let digest = try vector().digest
    guard try following(name)?.digest != digest else { return }
    try connection.immediate {
      try follow(name, revision: following(name)?.revision ?? 0, digest: digest)
    }
  }

  private func following(
    _ name: String
  ) throws -> (revision: UInt64, digest: SHA256Digest?)? {
    try connection.first(
      "SELECT revision, digest FROM following WHERE peer = ?1", [.text(name)]
    ) { row in
      (
        UInt64(bitPattern: row.integer(0)),
        row.isNull(1) ? nil : try SHA256Digest(stored: row.blob(1))
      )
    }
  }

  private func follow(_ name: String, revision: UInt64, digest: SHA256Digest?) throws {
    try connection.execute(
      """
      INSERT INTO following(peer, revision, digest) VALUES (?1, ?2, ?3)
      ON CONFLICT (peer) DO UPDATE SET revision = excluded.revision, digest = excluded.digest
      """,
      [.text(name), .sequence(revision), digest.map { .blob($0.bytes) } ?? .null])
  }

  private func store(_ items: [ViewItem], revision: UInt64, ofPeer name: String) throws {
    indexUpdates.removeAll()
    try connection.immediate {
      let vector = try vector()
      for item in items {
        guard vector.covers(item.document) else {
          throw ProtocolError(.missingParent, change: item.document)
        }
        try store(item)
      }
      try performIndexUpdates()
      try follow(name, revision: revision, digest: nil)
    }
  }

  private func store(_ item: ViewItem) throws {
    var row = try Replica.documentRow(of: item.document, on: connection)
    guard let payload = item.payload else {
      if let row { try takeBack(document: row) }
      return
    }
    if row == nil {
      try connection.execute(
        "INSERT INTO document(stream, sequence) SELECT id, ?2 FROM stream WHERE replica = ?1",
        [.replica(item.document.replica), .sequence(item.document.sequence)])
      row = connection.lastInsertedRowID
    }
    guard let row else { return }
    try connection.execute(
      """
      INSERT INTO letting(document, payload, is_fresh) VALUES (?1, ?2, 1)
      ON CONFLICT (document) DO UPDATE SET payload = excluded.payload, is_fresh = 1
      """, [.integer(row), .blob(payload)])
    try reproject(document: row)
  }

  private func takeBack(document: Int64) throws {
    try connection.execute("DELETE FROM letting WHERE document = ?1", [.integer(document)])
    try unproject(document: document)
  }

  private func finishView(ofPeer name: String) throws -> SHA256Digest {
    indexUpdates.removeAll()
    let old = try connection.query("SELECT document FROM letting WHERE is_fresh = 0") { row in
      row.integer(0)
    }
    if !old.isEmpty {
      try connection.immediate {
        for document in old { try takeBack(document: document) }
        try performIndexUpdates()
      }
    }
    try refreshView()
    return try viewDigest()
  }

  /// What was let out of a document, as this mirror got it; `nil` where nothing was.
  func letting(ofDocumentRow document: Int64) throws -> Merged? {
    let payload = try connection.first(
      "SELECT payload FROM letting WHERE document = ?1", [.integer(document)]
    ) { row in row.blob(0) }
    guard let payload else { return nil }
    let name = try documentID(ofRow: document)
    let item = ViewItem(document: name, payload: payload)
    guard let change = try item.change() else { return nil }
    let state = try DocumentState(creating: change)
    return Merged(
      state: state, conflicts: [], history: nil, approved: nil, refused: [],
      letOut: Published(
        state: state, isWithdrawn: Article(state).status.isWithdrawn, approvedAt: change.time,
        approvedBy: change.author))
  }
}
