import CRDT
import Planted

/// Which changes of an authority document count, given the removals that are in effect.
struct AuthorityRuling: Sendable {
  /// Something that reaches changes whose authors did not know of it.
  struct Removal: Hashable, Sendable {
    enum Target: Hashable, Sendable {
      case node(Departure)
      case grant(GrantEnd)
    }

    /// The change that put it on record, which it does not reach itself: whoever retires their own
    /// node, or ends their own grant, may.
    var index: Int
    var id: ChangeID
    var target: Target
  }

  /// Why each change does not count; `nil` for a sound one.
  private(set) var reasons: [QuarantineReason?] = []
  /// How far each sound change's author is from the founder.
  private(set) var ranks: [Int] = []
  let removals: [Removal]

  func isSound(_ index: Int) -> Bool { reasons[index] == nil }

  /// Every change.
  var everything: ChangeSet {
    var all = ChangeSet()
    for index in reasons.indices { all.insert(index) }
    return all
  }

  /// What the sound changes put on record, in order.
  func soundRecords(of graph: AuthorityGraph) -> [(index: Int, record: AuthorityRecord)] {
    graph.records.enumerated().flatMap { index, records in
      isSound(index) ? records.map { (index, $0) } : []
    }
  }

  /// The ruling by causal pasts alone, which nothing that comes later can alter.
  static func withoutRemovals(
    _ graph: AuthorityGraph, cards: [ReplicaID: Authority.Card]
  ) -> AuthorityRuling {
    AuthorityRuling(graph, cards: cards, removals: [])
  }

  /// The ruling with all removals in effect that seniority lets be.
  static func final(
    _ graph: AuthorityGraph, cards: [ReplicaID: Authority.Card]
  ) -> AuthorityRuling {
    var ruling = AuthorityRuling(graph, cards: cards, removals: [])
    var rank = 0
    while true {
      let found = ruling.soundRemovals(of: graph)
      let next = found.filter { removal in
        ruling.ranks[removal.index] == rank && !ruling.removals.contains(removal)
          && ruling.rank(of: removal.target, in: graph) >= rank
      }
      guard next.isEmpty else {
        // What this does away with may have kept others of the same rank from counting.
        ruling = AuthorityRuling(graph, cards: cards, removals: ruling.removals + next)
        continue
      }
      guard found.contains(where: { ruling.ranks[$0.index] > rank }) else { return ruling }
      rank += 1
    }
  }

  private func soundRemovals(of graph: AuthorityGraph) -> [Removal] {
    soundRecords(of: graph).compactMap { index, record -> Removal? in
      let id = graph.changes[index].id
      switch record {
      case .departure(let departure): return Removal(index: index, id: id, target: .node(departure))
      case .end(let end) where end.frontier != nil:
        return Removal(index: index, id: id, target: .grant(end))
      default: return nil
      }
    }
  }

  /// One pass in causal order: each change is judged by what is sound before it.
  private init(
    _ graph: AuthorityGraph, cards: [ReplicaID: Authority.Card], removals: [Removal]
  ) {
    self.removals = removals
    for index in graph.changes.indices {
      ranks.append(0)
      reasons.append(reason(against: index, graph, cards))
    }
  }

  private mutating func reason(
    against index: Int, _ graph: AuthorityGraph, _ cards: [ReplicaID: Authority.Card]
  ) -> QuarantineReason? {
    let change = graph.changes[index]
    guard index > 0 else { return nil }
    guard let past = graph.pasts[index] else { return .authorityUnknown }
    if let parent = graph.parents[index].first(where: { !isSound($0) }) {
      return .standsOn(graph.changes[parent].id)
    }
    guard let node = AuthorityRuling.writer(of: change.id, graph, cards) else {
      return .nodeUnknown
    }
    if let kind = departure(of: node, coveringNot: change.id) { return .nodeDeparted(kind) }
    let writer = Person(name: change.author, node: node)
    let held = held(by: writer, knowing: past, writing: change.id, in: graph)
      .filter { $0.grant.role == .admin }
    guard let rank = held.map({ self.rank(ofGrant: $0.index) }).min() else {
      return .roleMissing(.admin)
    }
    ranks[index] = rank
    for record in graph.records[index] {
      if let reason = reason(against: record, by: held, rank: rank, knowing: past, in: graph) {
        return reason
      }
    }
    return nil
  }

  /// Whether an administrator may put that on record.
  private func reason(
    against record: AuthorityRecord, by held: [(index: Int, grant: Grant)], rank: Int,
    knowing past: ChangeSet, in graph: AuthorityGraph
  ) -> QuarantineReason? {
    func reaches(_ area: Area) -> QuarantineReason? {
      held.contains { $0.grant.area.contains(area) } ? nil : .outsideArea(.admin)
    }
    switch record {
    case .grant(let grant):
      return reaches(grant.area)
    case .end(let end):
      guard let index = graph.index(of: end.grant), past.contains(index),
        let grant = graph.grants.first(where: { $0.index == index })?.grant
      else { return .authorityUnknown }
      return self.rank(ofGrant: index) < rank ? .againstSenior : reaches(grant.area)
    case .departure(let departure):
      let target = self.rank(of: departure.node, in: graph) { past.contains($0) }
      return target < rank ? .againstSenior : reaches(.everything)
    case .enforcement, .release, .drop, .redaction:
      return reaches(.everything)
    }
  }

  /// The node that a change's stream had said it is by then. The founder's own stream is known by
  /// the grant that founded the base.
  static func writer(
    of id: ChangeID, _ graph: AuthorityGraph, _ cards: [ReplicaID: Authority.Card]
  ) -> NodeID? {
    if id.replica == graph.changes[0].id.replica, let founder = graph.founder { return founder }
    guard let card = cards[id.replica], card.sequence <= id.sequence else { return nil }
    return card.card.node
  }
}

// MARK: - Who holds what

extension AuthorityRuling {
  /// The sound grants that somebody who knows `past` was given, ended or not.
  func given(
    to writer: Person, knowing past: ChangeSet, in graph: AuthorityGraph
  ) -> [(index: Int, grant: Grant)] {
    graph.grants.filter { index, grant in
      past.contains(index) && isSound(index) && grant.isHeld(by: writer)
    }
  }

  /// The sound grants that somebody holds who knows `past`, for writing a change.
  func held(
    by writer: Person, knowing past: ChangeSet, writing change: ChangeID, in graph: AuthorityGraph
  ) -> [(index: Int, grant: Grant)] {
    given(to: writer, knowing: past, in: graph).filter { index, _ in
      let ends = endsOfGrant(graph.changes[index].id, in: graph)
      let isEnded =
        ends.contains { past.contains($0.index) } || isEndedFromAfar(index, change, graph)
      return !isEnded
    }
  }

  /// The sound ends of a grant.
  func endsOfGrant(
    _ id: ChangeID, in graph: AuthorityGraph
  ) -> [(index: Int, end: GrantEnd)] {
    graph.records.enumerated().flatMap { index, records -> [(index: Int, end: GrantEnd)] in
      guard index < reasons.count, isSound(index) else { return [] }
      return records.compactMap { record in
        if case .end(let end) = record, end.grant == id { (index, end) } else { nil }
      }
    }
  }

  /// Whether a change lies behind the frontier of an end that its author may not have known.
  private func isEndedFromAfar(
    _ grant: Int, _ change: ChangeID, _ graph: AuthorityGraph
  ) -> Bool {
    removals.contains { removal in
      guard case .grant(let end) = removal.target, end.grant == graph.changes[grant].id,
        removal.id != change, let frontier = end.frontier
      else { return false }
      return !frontier.covers(change)
    }
  }

  /// How a node left, if it did and the change is not among those that stand. A stream that the
  /// record names belongs to the node, whatever it says of itself.
  func departure(of node: NodeID?, coveringNot change: ChangeID) -> Departure.Kind? {
    var found: Departure.Kind?
    if Planted.has(.departureIgnored) { return nil }
    for removal in removals {
      guard case .node(let departure) = removal.target,
        departure.node == node || departure.frontier.marks[change.replica] != nil,
        !departure.frontier.covers(change), removal.id != change
      else { continue }
      if departure.kind == .revoked { return .revoked }
      found = departure.kind
    }
    return found
  }

  // MARK: Seniority

  /// 0 for the grant that founded the base.
  private func rank(ofGrant index: Int) -> Int { index == 0 ? 0 : ranks[index] + 1 }

  /// The least rank of a node's admin grants; it has none, and anybody may remove it, at `Int.max`.
  private func rank(
    of node: NodeID, in graph: AuthorityGraph, where isKnown: (Int) -> Bool = { _ in true }
  ) -> Int {
    let ranks = graph.grants.compactMap { index, grant -> Int? in
      guard index < reasons.count, isSound(index), isKnown(index), grant.role == .admin,
        grant.holder.node == node
      else { return nil }
      return rank(ofGrant: index)
    }
    return ranks.min() ?? .max
  }

  private func rank(of target: Removal.Target, in graph: AuthorityGraph) -> Int {
    switch target {
    case .node(let departure): return rank(of: departure.node, in: graph)
    case .grant(let end):
      return graph.index(of: end.grant).map { rank(ofGrant: $0) } ?? .max
    }
  }
}
