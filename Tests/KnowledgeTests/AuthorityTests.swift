import CRDT
import Chance
import Testing

@testable import Knowledge

/// Two administrators who remove each other, thieves, and who may end whose rights. Node 1 founded
/// the base; node n writes stream n.
@Suite struct `Seniority among administrators` {
  /// An authority document under construction. Each record is one change.
  private struct Records {
    var changes: [Change] = []
    var sequences: [UInt64: UInt64] = [:]

    init() {
      let first = Grant(role: .admin, holder: .node(NodeID(rawValue: 1)), grantedBy: "A")
      _ = put(
        [.create(kind: DocumentKind.authority.rawValue), AuthorityRecord.grant(first).operation],
        by: 1, on: [])
    }

    var root: ChangeID { changes[0].id }

    @discardableResult
    mutating func put(_ operations: [Operation], by node: UInt64, on parents: [ChangeID])
      -> ChangeID
    {
      let sequence = sequences[node, default: 0] + 1
      sequences[node] = sequence
      let id = ChangeID(replica: ReplicaID(rawValue: node), sequence: sequence)
      changes.append(
        Change(
          id: id, document: changes.first?.id ?? id, parents: parents.sorted(), author: "\(node)",
          time: 0, salt: 0, operations: operations))
      return id
    }

    @discardableResult
    mutating func put(
      _ record: AuthorityRecord, by node: UInt64, on parents: [ChangeID]
    ) -> ChangeID {
      put([record.operation], by: node, on: parents)
    }

    /// Makes another node administrator.
    mutating func grant(_ node: UInt64, by giver: UInt64, on parents: [ChangeID]) -> ChangeID {
      put(
        .grant(Grant(role: .admin, holder: .node(NodeID(rawValue: node)), grantedBy: "A")),
        by: giver, on: parents)
    }

    /// Revokes a node; so many of its changes stand.
    @discardableResult
    mutating func revoke(
      _ node: UInt64, standing count: UInt64 = 0, by author: UInt64, on parents: [ChangeID]
    ) -> ChangeID {
      let marks = count == 0 ? [:] : [ReplicaID(rawValue: node): count]
      return put(
        .departure(Departure(.revoked, of: NodeID(rawValue: node), frontier: Frontier(marks))),
        by: author, on: parents)
    }

    /// The authority, and that it is the same for the changes in any causal order.
    func authority(_ location: SourceLocation = #_sourceLocation) throws -> Authority {
      let cards = Dictionary(
        uniqueKeysWithValues: (1...9 as ClosedRange<UInt64>).map { node in
          (
            ReplicaID(rawValue: node),
            Authority.Card(
              NodeCard(node: NodeID(rawValue: node), name: "N\(node)", municipality: "0340"), at: 1)
          )
        })
      let authority = try #require(Authority(changes: changes, cards: cards))
      for seed in 1...6 as ClosedRange<UInt64> {
        let other = try #require(Authority(changes: shuffled(seed), cards: cards))
        for change in changes {
          #expect(
            other.reason(against: change.id) == authority.reason(against: change.id),
            "seed \(seed), \(change.id)", sourceLocation: location)
        }
        #expect(other.departures == authority.departures, sourceLocation: location)
        #expect(Set(other.grants) == Set(authority.grants), sourceLocation: location)
      }
      return authority
    }

    private func shuffled(_ seed: UInt64) -> [Change] {
      var random = SeededRandom(seed: seed)
      var waiting = Array(changes.dropFirst())
      var order = [changes[0]]
      while !waiting.isEmpty {
        let ready = waiting.indices.filter { index in
          waiting[index].parents.allSatisfy { parent in order.contains { $0.id == parent } }
        }
        order.append(waiting.remove(at: ready[Int(random.next() % UInt64(ready.count))]))
      }
      return order
    }
  }

  private func left(_ authority: Authority) -> [UInt64] {
    authority.departures.map(\.node.rawValue)
  }

  @Test func `the founder's revocation goes before that of whom it revokes`() throws {
    var records = Records()
    let two = records.grant(2, by: 1, on: [records.root])
    let three = records.grant(3, by: 1, on: [two])
    // The thief has node 2 and revokes everybody, without knowing that it is revoked itself.
    let theft = records.revoke(3, by: 2, on: [three])
    let coup = records.revoke(1, by: 2, on: [theft])
    records.revoke(2, by: 1, on: [three])
    let authority = try records.authority()
    #expect(left(authority) == [2])
    #expect(authority.reason(against: theft) == .nodeDeparted(.revoked))
    #expect(authority.reason(against: coup) == .standsOn(theft))
    #expect(authority.administrators == ["N1", "N3"])
  }

  @Test func `nobody revokes whom their own rights come from`() throws {
    var records = Records()
    let two = records.grant(2, by: 1, on: [records.root])
    let coup = records.revoke(1, standing: 9, by: 2, on: [two])
    let end = records.put(
      .end(GrantEnd(grant: records.root, frontier: Frontier())), by: 2, on: [two])
    let authority = try records.authority()
    #expect(authority.reason(against: coup) == .againstSenior)
    #expect(authority.reason(against: end) == .againstSenior)
    #expect(left(authority) == [])
  }

  @Test func `of two equals who revoke each other both stand aside until a senior decides`()
    throws
  {
    var records = Records()
    let two = records.grant(2, by: 1, on: [records.root])
    let three = records.grant(3, by: 1, on: [two])
    let there = records.revoke(3, by: 2, on: [three])
    let back = records.revoke(2, by: 3, on: [three])
    #expect(left(try records.authority()) == [2, 3])
    // The founder decides for node 3: what node 2 did falls away, and with it node 3's departure.
    records.revoke(2, by: 1, on: [three])
    let authority = try records.authority()
    #expect(left(authority) == [2])
    #expect(authority.reason(against: there) == .nodeDeparted(.revoked))
    #expect(authority.reason(against: back) == nil)
  }

  @Test func `grants that a thief gave fall with the thief, and those from before stand`() throws {
    var records = Records()
    let two = records.grant(2, by: 1, on: [records.root])
    let honest = records.grant(4, by: 2, on: [two])
    let accomplice = records.grant(5, by: 2, on: [honest])
    let theft = records.revoke(4, by: 5, on: [accomplice])
    #expect(left(try records.authority()) == [4])
    records.revoke(2, standing: 1, by: 1, on: [honest])
    let authority = try records.authority()
    #expect(left(authority) == [2])
    #expect(authority.reason(against: honest) == nil)
    #expect(authority.reason(against: accomplice) == .nodeDeparted(.revoked))
    #expect(authority.reason(against: theft) == .standsOn(accomplice))
    #expect(authority.administrators == ["N1", "N4"])
  }

  @Test func `an ended administrator's records count up to the frontier`() throws {
    var records = Records()
    let two = records.grant(2, by: 1, on: [records.root])
    let before = records.grant(3, by: 2, on: [two])
    let after = records.grant(4, by: 2, on: [before])
    records.put(
      .end(GrantEnd(grant: two, frontier: Frontier([ReplicaID(rawValue: 2): 1]))), by: 1,
      on: [before])
    let authority = try records.authority()
    #expect(authority.reason(against: before) == nil)
    #expect(authority.reason(against: after) == .roleMissing(.admin))
  }

  @Test func `whoever retires their own node or ends their own grant may`() throws {
    var records = Records()
    let two = records.grant(2, by: 1, on: [records.root])
    let three = records.grant(3, by: 1, on: [two])
    let retired = records.revoke(2, by: 2, on: [three])
    let ended = records.put(
      .end(GrantEnd(grant: three, frontier: Frontier())), by: 3, on: [three])
    let late = records.grant(4, by: 3, on: [ended])
    let authority = try records.authority()
    #expect(authority.reason(against: retired) == nil)
    #expect(authority.reason(against: ended) == nil)
    #expect(authority.reason(against: late) == .roleMissing(.admin))
    #expect(left(authority) == [2])
    #expect(authority.administrators == ["N1"])
  }

  @Test func `a limited administrator gives what is in reach and decides nothing for all`() throws {
    var records = Records()
    let place = Area(municipality: Municipality(code: "0340"))
    let two = records.put(
      .grant(
        Grant(role: .admin, holder: .node(NodeID(rawValue: 2)), area: place, grantedBy: "A")),
      by: 1, on: [records.root])
    func editor(_ area: Area) -> AuthorityRecord {
      .grant(
        Grant(role: .editor, holder: .node(NodeID(rawValue: 3)), area: area, grantedBy: "B"))
    }
    let within = records.put(editor(place), by: 2, on: [two])
    let beyond = records.put(editor(.everything), by: 2, on: [within])
    let enforcement = records.put(.enforcement(Frontier()), by: 2, on: [within])
    let authority = try records.authority()
    #expect(authority.reason(against: within) == nil)
    #expect(authority.reason(against: beyond) == .outsideArea(.admin))
    #expect(authority.reason(against: enforcement) == .outsideArea(.admin))
    #expect(authority.isOpen)
    #expect(authority.heads == [within])
  }
}

@Suite struct `Records of authority` {
  @Test func `come back from the wire as they were`() throws {
    let person = Person(name: "MKJ, Sorø", node: NodeID(rawValue: 0xa))
    let area = Area(municipality: Municipality(code: "0340"), mainGroups: ["38", "23"])
    let grant = Grant(
      role: .editor, holder: .person(person), area: area, validFrom: CivilDate(iso: "2026-01-01"),
      validTo: CivilDate(iso: "2026-12-31"), grantedBy: "NIS, Hub")
    #expect(
      grant.encoded == """
        editor
        person 000000000000000a MKJ, Sorø
        0340
        23 38
        2026-01-01
        2026-12-31
        NIS, Hub
        """)
    let id = ChangeID(replica: ReplicaID(rawValue: 7), sequence: 3)
    let frontier = Frontier([ReplicaID(rawValue: 9): 4, ReplicaID(rawValue: 2): 1])
    let records: [AuthorityRecord] = [
      .grant(grant), .grant(Grant(role: .admin, holder: .node(NodeID(rawValue: 1)), grantedBy: "")),
      .end(GrantEnd(grant: id, frontier: nil)), .end(GrantEnd(grant: id, frontier: frontier)),
      .end(GrantEnd(grant: id, frontier: Frontier())),
      .departure(Departure(.revoked, of: NodeID(rawValue: 5), frontier: frontier)),
      .departure(Departure(.retired, of: NodeID(rawValue: 5), frontier: Frontier())),
      .enforcement(frontier), .enforcement(Frontier()), .release(id), .drop(id),
    ]
    for record in records { #expect(AuthorityRecord(record.operation) == record) }
  }

  @Test(arguments: [
    "", "editor", "king\nnode 000000000000000a\nnational\n*\n\n\nA",
    "editor\nnode A\nnational\n*\n\n\nA", "editor\nnode 000000000000000a\n9999\n*\n\n\nA",
    "editor\nnode 000000000000000a\nnational\n38 23\n\n\nA",
    "editor\nnode 000000000000000a\nnational\n3\n\n\nA",
    "editor\nnode 000000000000000a\nnational\n*\n2026-13-01\n\nA",
    "editor\nnode 000000000000000a x\nnational\n*\n\n\nA",
    "editor\nperson 000000000000000a \nnational\n*\n\n\nA",
    "editor\nnode 000000000000000a\nnational\n*\n\n\nA\nB",
  ])
  func `that cannot be read are nobody's rights`(_ text: String) {
    #expect(Grant(encoded: text) == nil)
    #expect(AuthorityRecord(.add(.grants, Value(text))) == nil)
  }

  @Test func `reasons come back from the table as they were`() {
    let id = ChangeID(replica: ReplicaID(rawValue: 7), sequence: 3)
    let reasons: [QuarantineReason] = [
      .nodeDeparted(.revoked), .nodeDeparted(.retired), .nodeUnknown, .authorityUnknown,
      .roleMissing(.editor), .grantEnded(.editor), .outsideArea(.approver), .againstSenior,
      .foreignCard, .standsOn(id),
      .doesNotFit("positionPastEnd"), .dropped,
    ]
    for reason in reasons { #expect(QuarantineReason(encoded: reason.encoded) == reason) }
  }
}
