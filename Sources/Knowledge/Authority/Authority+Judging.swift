public import CRDT

/// Judging changes of all other documents.
extension Authority {
  /// Whether a change counts: by the grants in its own causal past, and by the departures, ends and
  /// enforcement that are known here. A pure function of those; no clock is asked.
  ///
  /// - Parameter known: the heads of the authority document that the change's stream had said it
  ///   knew by then; `nil` where it never said.
  public func judge(
    _ change: Change, knowing known: @autoclosure () throws -> [ChangeID]?,
    in document: DocumentContext
  ) throws -> Verdict {
    guard let reason = try reason(against: change, knowing: known, in: document) else {
      return .sound
    }
    if dropped.contains(change.id) { return .quarantined(.dropped) }
    return released.contains(change.id) ? .sound : .quarantined(reason)
  }

  private func reason(
    against change: Change, knowing known: () throws -> [ChangeID]?, in document: DocumentContext
  ) throws -> QuarantineReason? {
    let node = AuthorityRuling.writer(of: change.id, graph, cards)
    if let kind = ruling.departure(of: node, coveringNot: change.id) {
      return .nodeDeparted(kind)
    }
    guard let enforcedSince, !enforcedSince.covers(change.id) else { return nil }
    guard let node else { return .nodeUnknown }
    guard let past = graph.past(ofVersion: try known() ?? []) else { return .authorityUnknown }
    let writer = Person(name: change.author, node: node)
    let held = ruling.held(by: writer, knowing: past, writing: change.id, in: graph)
    let reason = try Authority.shortfall(of: held.map(\.grant), for: change, in: document)
    guard case .roleMissing(let role) = reason else { return reason }
    let given = ruling.given(to: writer, knowing: past, in: graph).map(\.grant)
    return given.contains { $0.role >= role } ? .grantEnded(role) : reason
  }

  /// What these grants lack for a change; `nil` when they are enough. Each place that the article
  /// has, before and after, must be reached by one of them.
  static func shortfall(
    of grants: [Grant], for change: Change, in document: DocumentContext
  ) throws -> QuarantineReason? {
    let role = try change.neededRole(in: document)
    let fitting = grants.filter { $0.role >= role }
    guard !fitting.isEmpty else { return .roleMissing(role) }
    if fitting.contains(where: \.area.isUnlimited) { return nil }
    let isReached = try change.places(in: document).allSatisfy { place in
      fitting.contains { $0.area.covers(place) }
    }
    return isReached ? nil : .outsideArea(role)
  }

  /// What may change the verdict on a stream's changes, to compare before and after something new
  /// was put on record.
  public struct Footing: Hashable, Sendable {
    var node: NodeID?
    var grants: [ChangeID]
    var ends: [GrantEnd]
    var departures: [Departure]
    var enforcedSince: Frontier?
  }

  public func footing(ofStream replica: ReplicaID) -> Footing {
    let node = node(ofStream: replica)
    let own = graph.grants.filter { ruling.isSound($0.index) && $0.grant.holder.node == node }
      .map { graph.changes[$0.index].id }
    return Footing(
      node: node, grants: own,
      ends: own.flatMap { ruling.endsOfGrant($0, in: graph).map(\.end) }
        + ruling.removals.compactMap { removal in
          if case .grant(let end) = removal.target, own.contains(end.grant) { end } else { nil }
        },
      departures: ruling.removals.compactMap { removal in
        guard case .node(let departure) = removal.target,
          departure.node == node || departure.frontier.marks[replica] != nil
        else { return nil }
        return departure
      },
      enforcedSince: enforcedSince)
  }
}

// MARK: - Before it is written

extension Authority {
  /// Refuses what this node's people may not write, before there is a change of it.
  ///
  /// - Parameter prospective: the change as it would be made.
  /// - Throws: `AuthorityRefusal`.
  public func permit(
    _ prospective: Change, by person: Person, on day: CivilDate, in document: DocumentContext
  ) throws {
    if ruling.departure(of: person.node, coveringNot: prospective.id) != nil {
      throw AuthorityRefusal(.nodeDeparted, person: person.name, askFrom: administrators)
    }
    guard !isOpen else { return }
    let held = grants(of: person, on: nil)
    let today = held.filter { $0.isValid(on: day) }
    switch try Authority.shortfall(of: today, for: prospective, in: document) {
    case .roleMissing(let role):
      let isOutOfTime = try Authority.shortfall(of: held, for: prospective, in: document) == nil
      throw AuthorityRefusal(
        isOutOfTime ? .outOfTime(role) : .roleMissing(role), person: person.name,
        askFrom: administrators)
    case .outsideArea(let role):
      throw AuthorityRefusal(.outsideArea(role), person: person.name, askFrom: administrators)
    default: return
    }
  }

  /// Refuses a record that the others would set aside.
  ///
  /// - Throws: `AuthorityRefusal`.
  public func permit(_ record: Change, by person: Person, on day: CivilDate) throws {
    let held = grants(of: person, on: day).filter { $0.role == .admin }
    guard !held.isEmpty else {
      throw AuthorityRefusal(.roleMissing(.admin), person: person.name, askFrom: administrators)
    }
    guard let trial = Authority(changes: graph.changes + [record], cards: cards) else { return }
    switch trial.reason(against: record.id) {
    case nil: return
    case .againstSenior:
      throw AuthorityRefusal(.againstSenior, person: person.name, askFrom: administrators)
    case .nodeDeparted:
      throw AuthorityRefusal(.nodeDeparted, person: person.name, askFrom: administrators)
    case .outsideArea:
      throw AuthorityRefusal(.outsideArea(.admin), person: person.name, askFrom: administrators)
    default:
      throw AuthorityRefusal(.roleMissing(.admin), person: person.name, askFrom: administrators)
    }
  }
}

/// Why somebody may not write something here, and who can give them the right.
public struct AuthorityRefusal: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case roleMissing(Role)
    case outsideArea(Role)
    /// There is a grant, but not today.
    case outOfTime(Role)
    case nodeDeparted
    case againstSenior
    /// The base has nobody who could give grants.
    case noAuthority
  }

  public let reason: Reason
  public let person: String
  /// Names of people and nodes with the admin grant.
  public let askFrom: [String]

  public init(_ reason: Reason, person: String, askFrom: [String]) {
    self.reason = reason
    self.person = person
    self.askFrom = askFrom
  }
}
