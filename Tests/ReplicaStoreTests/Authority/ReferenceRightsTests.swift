import CRDT
import Knowledge
import ReplicaStore
import Testing

/// Who may write in whose reference record.
@Suite struct `Rights to reference records` {
  let base = try! Base()

  private func price(_ kroner: String) throws -> ReferenceEdit {
    var edit = ReferenceEdit()
    edit.add(try ChannelPrice(fields: ["telefon", kroner, "2026-01-01", "prøve"]))
    return edit
  }

  private func owner(_ code: String) throws -> Owner {
    .municipality(try Municipality.withCode(code))
  }

  /// A node that may edit in its own municipality alone, with rights that count.
  private func limitedNode(mainGroups: [String] = []) throws -> TestReplica {
    let soroe = try base.node("Sorø", seed: 1)
    try base.hub.replica.edit(referenceOf: .national, price("40"), by: niels)
    try base.grant(
      .editor, to: soroe,
      Area(municipality: Municipality.withCode("0340"), mainGroups: mainGroups))
    try base.enforce()
    try base.meet()
    return soroe
  }

  @Test func `of one municipality are for its own record`() throws {
    let soroe = try limitedNode()
    try soroe.replica.edit(referenceOf: owner("0340"), price("50"), by: mette)
    try soroe.replica.edit(referenceOf: owner("0340"), price("55"), by: mette)
    for other in [try owner("0329"), .national] {
      #expect(
        throws: AuthorityRefusal(.outsideArea(.editor), person: mette.author, askFrom: ["Hub"])
      ) { try soroe.replica.edit(referenceOf: other, price("60"), by: mette) }
    }
    try base.meet()
    #expect(try base.hub.quarantine() == [])
    #expect(try base.hub.replica.reference(of: owner("0340")).rows(.prices).count == 2)
    #expect(try base.hub.replica.reference(of: owner("0329")).rows(.prices).isEmpty)
    try base.expectEqual()
  }

  @Test func `of some subjects reach no record, which has none`() throws {
    let soroe = try limitedNode(mainGroups: ["23"])
    #expect(throws: AuthorityRefusal.self) {
      try soroe.replica.edit(referenceOf: owner("0340"), price("50"), by: mette)
    }
  }

  @Test func `are judged at every replica, whoever wrote past them`() throws {
    let soroe = try limitedNode()
    let hub = base.hub.replica
    // A program that asks nobody writes as the limited node's own second stream.
    var stranger = Stranger(77)
    let heads = try #require(try hub.authority()).heads
    _ = try stranger.makeCard(as: soroe.id, knowing: heads)
    let line = try ChannelPrice(fields: ["telefon", "1", "2026-01-01", "prøve"]).value
    let own = try stranger.write(
      ReferenceRecord.creation(for: owner("0340")) + [.add(.prices, line)])
    let foreign = try stranger.write(
      ReferenceRecord.creation(for: owner("0329")) + [.add(.prices, line)])
    // Nor is a record moved out of reach, or into it.
    let moved = try stranger.write(
      [.assign(.owner, Value(Owner.national.encoded))], to: own, on: [own])
    let taken = try stranger.write(
      [.assign(.owner, Value(owner("0340").encoded))], to: foreign, on: [foreign])
    for replica in [hub, soroe.replica] { try replica.apply(stranger.entries) }
    try base.meet()
    let aside = try hub.quarantine()
    #expect(Set(aside.map(\.id)) == [foreign, moved, taken])
    #expect(aside.first { $0.id == foreign }?.reason == .outsideArea(.editor))
    #expect(aside.first { $0.id == moved }?.reason == .outsideArea(.editor))
    #expect(try hub.reference(of: owner("0340")).rows(.prices).count == 1)
    #expect(try hub.reference(of: owner("0329")).rows(.prices).isEmpty)
    try base.expectEqual()
  }
}
