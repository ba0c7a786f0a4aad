import CRDT
import Knowledge
import SyncProtocol

/// Rights in a transaction: what may be written here, and what a stream says before it writes.
extension Writing {
  /// Refuses what the author may not write.
  ///
  /// - Throws: `AuthorityRefusal`.
  mutating func permit(_ prospective: Change, by authorship: Authorship) throws {
    let governance = try governance()
    guard let authority = governance.authority else { return }
    let person = Person(name: authorship.author, node: NodeID(rawValue: try identity().node))
    let day = CivilDate(millisecondsSince1970: authorship.time)
    if prospective.document == authority.root {
      try authority.permit(prospective, by: person, on: day)
      return
    }
    let replica = replica
    let document = prospective.document
    try authority.permit(
      prospective, by: person, on: day,
      in: DocumentContext(
        kind: {
          if let kind = prospective.createdKind { return kind }
          return try replica.change(document)?.createdKind ?? .article
        },
        before: {
          guard !prospective.parents.isEmpty,
            let row = try Replica.documentRow(
              of: document, on: replica.connection)
          else { return nil }
          return try replica.state(asSeenBy: prospective.parents, documentRow: row)
        }))
  }

  /// Writes on the stream's card what this replica has learnt about rights since its last change, so
  /// that everybody can judge the next one by it.
  mutating func sayWhatIsKnown(by authorship: Authorship) throws {
    guard !hasSaidWhatIsKnown else { return }
    if try governance().root == nil, try replica.foundsBase() { try found(by: authorship) }
    let governance = try governance()
    guard let authority = governance.authority else { return }
    try say(authority.heads, governance, by: authorship)
    hasSaidWhatIsKnown = true
  }

  /// Founds a base: everybody at this node holds the first admin grant.
  @discardableResult
  mutating func found(by authorship: Authorship) throws -> ChangeID {
    let node = NodeID(rawValue: try identity().node)
    let first = Grant(role: .admin, holder: .node(node), grantedBy: authorship.author)
    return try put(
      document: nil, parents: [], by: authorship,
      operations: [
        .create(kind: DocumentKind.authority.rawValue), AuthorityRecord.grant(first).operation,
      ]
    ).id
  }

  private mutating func say(
    _ heads: [ChangeID], _ governance: Governance, by authorship: Authorship
  ) throws {
    let identity = try identity()
    guard let card = governance.card(ofStream: identity.replica) else {
      let card = NodeCard(
        node: NodeID(rawValue: identity.node), name: identity.name,
        municipality: identity.municipality)
      _ = try put(
        document: nil, parents: [], by: authorship, operations: card.creation(knowing: heads))
      return
    }
    let known = try replica.knownHeads(ofStream: identity.replica, in: governance)
    guard known.last?.heads != heads else { return }
    let latest = try replica.changes(ofDocumentRow: card.row).last {
      $0.change.id.replica == identity.replica
    }
    _ = try put(
      document: card.id, parents: [latest?.change.id ?? card.id], by: authorship,
      operations: [NodeCard.knows(heads)])
  }

  /// Who writes here.
  private mutating func identity() throws -> Replica.Identity {
    if let knownIdentity { return knownIdentity }
    let identity = try replica.identity()
    knownIdentity = identity
    return identity
  }
}

extension CivilDate {
  /// The day it was in Greenwich: within two hours of the Danish one, for grants that begin and end
  /// by the day. Far times are the calendar's ends.
  init(millisecondsSince1970 milliseconds: Int64) {
    self = CivilDate(nearestToDaysSince1970: Int(milliseconds / 86_400_000))
  }
}
