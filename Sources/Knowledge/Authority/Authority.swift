public import CRDT

/// Who may do what in a base, made from its authority document: a pure value, the same for the same
/// set of changes in whatever order they came.
///
/// The document's creation gives the founding node the first admin grant; everything else in it
/// must be by somebody who held one in that change's own causal past. Three things reach further
/// than causality, because whoever they are about may claim not to have known: the *departure* of a
/// node, the *end* of a grant with a frontier, and the *enforcement* that turns an open base into
/// one where rights count. They carry a frontier, and what lies behind it waits for a person.
///
/// While no enforcement is on record the base is **open**: everybody may write, approve and count, as
/// in bases from before there were rights. Only records of authority need an administrator, and a
/// departure holds, in an open base too.
///
/// Two administrators may revoke each other without knowing it. **Seniority** decides then: the
/// founder's rank is 0, and who has their grant from a holder of rank n has rank n + 1. A removal
/// never reaches anybody of lower rank than its author, and removals are put into effect rank by
/// rank, so that whatever an already removed node wrote behind its frontier removes nobody. Among
/// equals both stand aside, and a senior decides.
public struct Authority: Sendable {
  /// The change that founded the base and names it.
  public let root: ChangeID

  let graph: AuthorityGraph
  let ruling: AuthorityRuling

  /// What each stream says of the node that writes it, and from which number on.
  public let cards: [ReplicaID: Card]

  /// What was written before rights counted; `nil` while the base is open.
  public let enforcedSince: Frontier?
  public let released: Set<ChangeID>
  public let dropped: Set<ChangeID>
  /// The removals of payloads, in the order of the records.
  public let redactions: [RedactionEntry]

  /// A node's card and the number of the change that made it.
  public struct Card: Hashable, Sendable {
    public var card: NodeCard
    public var sequence: UInt64

    public init(_ card: NodeCard, at sequence: UInt64) {
      self.card = card
      self.sequence = sequence
    }
  }

  /// - Parameter changes: those of the authority document, its creation first, parents before their
  ///   children.
  /// - Parameter cards: of each stream the first card in it.
  /// - Returns: `nil` when the first change does not found a base.
  public init?(changes: [Change], cards: [ReplicaID: Card]) {
    guard let graph = AuthorityGraph(changes) else { return nil }
    self.graph = graph
    self.cards = cards
    root = graph.changes[0].id
    ruling = AuthorityRuling.final(graph, cards: cards)
    var enforced: Frontier?
    var released: Set<ChangeID> = []
    var dropped: Set<ChangeID> = []
    for (_, record) in ruling.soundRecords(of: graph) {
      switch record {
      case .enforcement(let frontier): enforced = enforced?.union(frontier) ?? frontier
      case .release(let id): released.insert(id)
      case .drop(let id): dropped.insert(id)
      case .grant, .end, .departure, .redaction: break
      }
    }
    enforcedSince = enforced
    self.released = released
    self.dropped = dropped
    redactions = Authority.redactions(graph, cards: cards, ruling)
  }

  /// Whether rights do not count yet.
  public var isOpen: Bool { enforcedSince == nil }

  /// The sound changes that no other sound one has in its past, ascending: what a new record stands
  /// on, and what a node that knows all of this says that it knows.
  public var heads: [ChangeID] {
    var heads: Set<ChangeID> = []
    for (index, change) in graph.changes.enumerated() where ruling.isSound(index) {
      heads.subtract(change.parents)
      heads.insert(change.id)
    }
    return heads.sorted()
  }

  /// Why a change of the authority document itself does not count; `nil` for a sound one.
  public func reason(against id: ChangeID) -> QuarantineReason? {
    graph.index(of: id).flatMap { ruling.reasons[$0] }
  }
}

// MARK: - Asking

extension Authority {
  /// A grant on record.
  public struct GrantEntry: Hashable, Sendable {
    /// The change that gave it.
    public var id: ChangeID
    public var grant: Grant
    public var isEnded: Bool
  }

  /// All sound grants in the order of the records.
  public var grants: [GrantEntry] {
    let everything = ruling.everything
    return graph.grants.compactMap { index, grant in
      guard ruling.isSound(index) else { return nil }
      let id = graph.changes[index].id
      return GrantEntry(
        id: id, grant: grant,
        isEnded: ruling.endsOfGrant(id, in: graph).contains { everything.contains($0.index) })
    }
  }

  /// The nodes that have left, each once; revoked goes before retired.
  public var departures: [Departure] {
    var byNode: [NodeID: Departure] = [:]
    for removal in ruling.removals {
      guard case .node(let departure) = removal.target else { continue }
      guard var known = byNode[departure.node] else {
        byNode[departure.node] = departure
        continue
      }
      if departure.kind == .revoked { known.kind = .revoked }
      byNode[departure.node] = known
    }
    return byNode.values.sorted { $0.node < $1.node }
  }

  /// Whether a node was revoked or retired.
  public func departure(of node: NodeID) -> Departure? {
    departures.first { $0.node == node }
  }

  /// The change that put a node's departure on record first.
  public func departureChange(of node: NodeID) -> Change? {
    graph.records.indices.first { index in
      ruling.isSound(index)
        && graph.records[index].contains { record in
          if case .departure(let departure) = record { departure.node == node } else { false }
        }
    }.map { graph.changes[$0] }
  }

  /// What a person at a node holds as far as is known here, on a day.
  ///
  /// - Parameter ownOnly: leaves out what everybody at the node holds: for a person who logs in with
  ///   a name of their own.
  public func grants(
    of person: Person, on day: CivilDate?, ownOnly: Bool = false
  ) -> [Grant] {
    guard departure(of: person.node) == nil else { return [] }
    return grants.compactMap { entry in
      guard !entry.isEnded, entry.grant.isHeld(by: person),
        day.map(entry.grant.isValid) ?? true
      else { return nil }
      if ownOnly, case .node = entry.grant.holder { return nil }
      return entry.grant
    }
  }

  /// Those who can give grants, for a person who needs one: names of people and of nodes.
  public var administrators: [String] {
    let gone = Set(departures.map(\.node))
    let held = grants.filter { entry in
      entry.grant.role == .admin && !entry.isEnded && !gone.contains(entry.grant.holder.node)
    }
    let names = held.map { entry in
      switch entry.grant.holder {
      case .person(let person): person.name
      case .node(let node): name(of: node)
      }
    }
    return Set(names).sorted()
  }

  /// What a node calls itself; its digits where it has not said.
  public func name(of node: NodeID) -> String {
    let known = cards.sorted { $0.key < $1.key }.first { $0.value.card.node == node }
    return known?.value.card.name ?? node.description
  }

  /// The node that writes a stream; `nil` where it has not said.
  public func node(ofStream replica: ReplicaID) -> NodeID? {
    if replica == root.replica, let founder = graph.founder { return founder }
    return cards[replica]?.card.node
  }
}
