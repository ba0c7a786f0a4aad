public import CRDT
public import Knowledge
import SQLite
import SyncProtocol

/// Founding a base, and the records that say who may do what in it. Each is an ordinary change of
/// the base's authority document and travels like any other.
extension Replica {
  /// Founds a base here and now: its first change gives everybody at this node the admin grant. The
  /// base is open until `enforceRights`.
  ///
  /// - Returns: the base's name.
  /// - Throws: `ReplicaError.belongsToBase` in a replica that belongs to one already.
  @discardableResult
  public func foundBase(by authorship: Authorship) throws -> ChangeID {
    if let base = try base() { throw ReplicaError.belongsToBase(base) }
    return try write { writing in
      let base = try writing.found(by: authorship)
      try writing.sayWhatIsKnown(by: authorship)
      return base
    }
  }

  /// Says which base this replica belongs to. A new one may be told before it holds anything; one
  /// that founded a base, or has heard of one, can be moved to another that it holds: a local
  /// decision, for a person, after which everything is judged anew.
  ///
  /// - Throws: `ReplicaError.unknownBase` for a move to a base whose founding change is not held.
  public func adoptBase(_ base: ChangeID) throws {
    let governance = try governance()
    guard governance.root == nil || governance.documents[base]?.kind == .authority else {
      throw ReplicaError.unknownBase(base)
    }
    try connection.immediate { try set(.base, base.description) }
    try rebuild()
  }

  /// Puts something on record.
  ///
  /// - Returns: the change, which for a grant is its name.
  /// - Throws: `AuthorityRefusal` when its author may not; `ReplicaError.noAuthority` in a base that
  ///   nobody founded.
  @discardableResult
  public func put(
    onRecord records: [AuthorityRecord], by authorship: Authorship
  ) throws -> ChangeID {
    try write { writing in
      try writing.sayWhatIsKnown(by: authorship)
      try writing.project()
      guard let authority = try writing.governance().authority else {
        throw ReplicaError.noAuthority
      }
      return try writing.author(
        document: authority.root, parents: authority.heads, by: authorship,
        operations: records.map(\.operation)
      ).id
    }
  }

  /// From here on rights count: what is held now stands, and everything later needs a grant.
  @discardableResult
  public func enforceRights(by authorship: Authorship) throws -> ChangeID {
    try put(onRecord: [.enforcement(heldFrontier())], by: authorship)
  }

  /// Ends a grant.
  ///
  /// - Parameter lettingUnknowingWorkStand: whether what its holder writes without knowing of the end
  ///   counts; otherwise what is not held here now waits for a person.
  @discardableResult
  public func endGrant(
    _ id: ChangeID, lettingUnknowingWorkStand: Bool = false, by authorship: Authorship
  ) throws -> ChangeID {
    guard let grant = try authority()?.grants.first(where: { $0.id == id }), !grant.isEnded else {
      throw ReplicaError.unknownGrant(id.description)
    }
    let frontier =
      lettingUnknowingWorkStand ? nil : try heldFrontier(ofNode: grant.grant.holder.node)
    return try put(
      onRecord: [.end(GrantEnd(grant: id, frontier: frontier))], by: authorship)
  }

  /// Retires or revokes a node: what is held of its streams now stands, and the rest waits for a
  /// person, on every node that has the record.
  ///
  /// - Parameter streams: streams that are the node's though they do not say so: those from before
  ///   nodes had cards.
  @discardableResult
  public func depart(
    _ node: NodeID, as kind: Departure.Kind, withStreams streams: [ReplicaID] = [],
    by authorship: Authorship
  ) throws -> ChangeID {
    let frontier = try heldFrontier(ofNode: node, and: streams)
    return try put(
      onRecord: [.departure(Departure(kind, of: node, frontier: frontier))], by: authorship)
  }

  /// Lets quarantined changes count.
  ///
  /// - Throws: `ReplicaError.notQuarantined`, `ReplicaError.notReleasable`.
  @discardableResult
  public func release(_ ids: [ChangeID], by authorship: Authorship) throws -> ChangeID {
    for id in ids where try !quarantineItem(id).isReleasable {
      throw ReplicaError.notReleasable(id)
    }
    return try put(onRecord: ids.map(AuthorityRecord.release), by: authorship)
  }

  /// Leaves quarantined changes out for good. They stay in the log.
  ///
  /// - Throws: `ReplicaError.notQuarantined`.
  @discardableResult
  public func drop(_ ids: [ChangeID], by authorship: Authorship) throws -> ChangeID {
    for id in ids where try !quarantineItem(id).isDroppable {
      throw ReplicaError.notQuarantined(id.description)
    }
    return try put(onRecord: ids.map(AuthorityRecord.drop), by: authorship)
  }

  /// How far every stream is held.
  private func heldFrontier() throws -> Frontier {
    Frontier(try Log(connection).streams.mapValues(\.position.sequence))
  }

  private func heldFrontier(
    ofNode node: NodeID, and more: [ReplicaID] = []
  ) throws -> Frontier {
    let authority = try authority()
    let held = try Log(connection).streams
    return Frontier(
      held.filter { authority?.node(ofStream: $0.key) == node || more.contains($0.key) }
        .mapValues(\.position.sequence))
  }
}

// MARK: - Reading

extension Replica {
  /// Who may do what; `nil` in a base that nobody founded, which is open.
  public func authority() throws -> Authority? { try governance().authority }

  /// What somebody at this node may do on a day, by the name that changes carry.
  ///
  /// - Parameter ownOnly: only what that person was given by name, as for somebody who logged in;
  ///   without it also what everybody at this node may.
  /// - Returns: `nil` in an open base, where rights do not count.
  public func grants(
    ofPerson name: String, on day: CivilDate, ownOnly: Bool = false
  ) throws -> [Grant]? {
    guard let authority = try authority(), !authority.isOpen else { return nil }
    let person = Person(name: name, node: NodeID(rawValue: try identity().node))
    return authority.grants(of: person, on: day, ownOnly: ownOnly)
  }

  /// Whether somebody here holds at least a role today, for everything or for some area; always in an
  /// open base.
  public func holds(
    _ role: Role, _ name: String, on day: CivilDate, ownOnly: Bool = false
  ) throws -> Bool {
    guard let grants = try grants(ofPerson: name, on: day, ownOnly: ownOnly) else { return true }
    return grants.contains { $0.role >= role }
  }

  /// What somebody who logged in with a name of their own may read here; `nil` in an open base, where
  /// whoever keeps the logins decides.
  public func audience(
    ofPerson name: String, on day: CivilDate
  ) throws -> AudienceFilter? {
    try grants(ofPerson: name, on: day, ownOnly: true).map { AudienceFilter(roles: $0.map(\.role)) }
  }

  /// Whether a node was revoked or retired: then its key opens nothing here.
  public func hasDeparted(node: UInt64) throws -> Bool {
    try authority()?.departure(of: NodeID(rawValue: node)) != nil
  }

  /// The node that writes a stream, as far as it has said.
  public func node(ofStream replica: ReplicaID) throws -> UInt64? {
    let governance = try governance()
    if let authority = governance.authority {
      return authority.node(ofStream: replica)?.rawValue
    }
    guard let card = governance.card(ofStream: replica), let creation = try change(card.id) else {
      return nil
    }
    return NodeCard(creation)?.node.rawValue
  }
}
