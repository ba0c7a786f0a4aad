import CRDT
import Digest
import Planted
import SQLite
import SyncProtocol

/// Healing forks: streams of which two branches are out, because a disk was copied or a backup put
/// back (DESIGN §6, Protocol/05 §9).
extension Replica {
  /// What is held at a number, said for the case that branches part there.
  ///
  /// - Parameter offers: how far this node's own streams had been offered to others before the
  ///   exchange under way began. What only this exchange offered was left aside by its peer, which
  ///   holds another branch.
  func claim(at id: ChangeID, offers: [ReplicaID: [String: UInt64]]) throws -> BranchClaim? {
    let found = try connection.first(
      """
      SELECT c.position, c.payload, c.chain FROM change AS c JOIN stream AS s ON s.id = c.stream
      WHERE s.replica = ?1 AND c.sequence = ?2
      """, [.replica(id.replica), .sequence(id.sequence)]
    ) { row in
      let removed = try removed(at: row.integer(0))
      return (
        removed?.hash ?? StreamChain.payloadHash(row.blob(1)),
        try SHA256Digest(stored: row.blob(2))
      )
    }
    guard let (payload, chain) = found else { return nil }
    let base = id.sequence > 1 ? try self.chain(at: id.predecessor) : nil
    let furthest = offers[id.replica]?.values.max() ?? 0
    return BranchClaim(
      replica: id.replica, first: id.sequence, base: base.map { ChainMark($0) },
      mark: ChainMark(chain), payload: payload,
      yields: try furthest < id.sequence && id.sequence <= written(id.replica) ?? 0)
  }

  /// The forks that were healed here by giving a branch another name.
  func healedForks() throws -> [HealedFork] {
    try connection.query("SELECT kept, lost FROM branch ORDER BY name") { row in
      HealedFork(
        kept: try BranchClaim(decoding: row.blob(0)), lost: try BranchClaim(decoding: row.blob(1)))
    }
  }

  /// Gives the own branch its other name, in one transaction over log, projections and index.
  /// Whatever was agreed with peers is forgotten: it named chain hashes that are no more.
  func rename(
    _ own: BranchClaim, beside other: BranchClaim, seenAt peer: String, at time: Int64
  ) throws {
    beginIndexing()
    try connection.immediate {
      let report = try report(of: own, seenAt: peer)
      let touched = try rulingAnew {
        let touched = try LogRenaming.perform(own.renaming, in: self)
        if let base = try base() { try set(.base, own.renaming(base).description) }
        return touched
      }
      for document in touched.sorted() { try reproject(document: document) }
      try finishIndexing()
      try connection.execute("DELETE FROM agreement")
      if let written = try written(own.replica), written >= own.first {
        try note(writer: own.replica, upTo: own.first - 1)
      }
      // What keeps the name now may have lost it in an earlier fork.
      for fork in try healedForks() where fork.lost.mark == other.mark {
        try connection.execute(
          "DELETE FROM branch WHERE name = ?1", [.replica(fork.lost.renaming.name)])
      }
      try connection.execute(
        """
        INSERT INTO branch(name, replica, first, kept, lost) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (name) DO UPDATE SET kept = excluded.kept, lost = excluded.lost,
          replica = excluded.replica, first = excluded.first
        """,
        [
          .replica(own.renaming.name), .replica(own.replica), .sequence(own.first),
          .blob(other.encoded), .blob(own.encoded),
        ])
      if try replicaID() == own.replica, !Planted.has(.sequenceReused) {
        try becomeFreshWriter(because: "navnet bruges af en anden maskine", at: time)
      }
      try record(report, at: time)
    }
  }

  /// The line that says what happened and names the machines.
  private func report(of own: BranchClaim, seenAt peer: String) throws -> String {
    let name = try identity().name
    let count = (try vector()[own.replica]?.sequence ?? 0) - own.first + 1
    let changes = count == 1 ? "1 ændring" : "\(count) ændringer"
    let outcome =
      "De hedder nu \(own.renaming.name) nr. 1-\(count) på alle noder; intet er gået tabt."
    guard try isWriter(own.replica) else {
      let authors = try authors(of: own).joined(separator: "; ")
      return "To maskiner har skrevet som \(own.replica) fra nr. \(own.first): den ene ses hos "
        + "\(peer), den anden skrev \(changes), som \(name) havde fået (\(authors)). \(outcome)"
    }
    return own.yields
      ? "\(name) er gendannet eller kopieret og havde siden skrevet \(changes) under numre, som "
        + "\(peer) kender med andet indhold (\(own.replica) fra nr. \(own.first)). \(outcome)"
      : "To maskiner har skrevet som \(own.replica) fra nr. \(own.first): \(name) og en kopi af "
        + "\(name), hvis ændringer ses hos \(peer). Her drejer det sig om \(changes). \(outcome)"
  }

  /// Who wrote a branch, as far as its changes say.
  private func authors(of claim: BranchClaim) throws -> [String] {
    let shownMax = 3
    var authors: Set<String> = []
    for sequence in claim.first..<(claim.first + 64) {
      let id = ChangeID(replica: claim.replica, sequence: sequence)
      guard let change = try change(id) else { break }
      authors.insert(change.author)
    }
    return Array(authors.sorted().prefix(shownMax))
  }
}
