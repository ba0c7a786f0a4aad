import CRDT
import Knowledge
import ReplicaStore
import Testing

@Suite struct `The reach of a change` {
  private func withdraw(_ document: ChangeID, at node: TestReplica) throws -> ChangeID {
    let day = try #require(CivilDate(parsing: "01-07-2026"))
    let withdrawal = try #require(Withdrawal(date: day, reason: "Loven er ændret."))
    return try node.replica.withdraw(document, withdrawal, by: kim)
  }

  /// An exchange that ends in equal digests, as the client notes it.
  private func meet(_ node: TestReplica, _ other: TestReplica) throws {
    try node.exchange(with: other)
    #expect(try node.standing == other.standing)
    try node.replica.record(
      Replica.Encounter(time: 1, isEqual: true, error: nil, behind: 0, node: nil),
      withPeer: other.replica.identity().name)
  }

  @Test func `is told of a peer when both were proved equal, and not before`() throws {
    let (soroe, slagelse, bus) = (
      try TestReplica("Sorø", seed: 1), try TestReplica("Slagelse", seed: 2),
      try TestReplica("Bus", seed: 3)
    )
    let document = try soroe.write("Pas", "Et pas.")
    try meet(soroe, slagelse)
    try soroe.know("Bus")
    let change = try withdraw(document, at: soroe)
    func confirmed() throws -> [String] {
      try soroe.replica.reach(of: change, in: document).peers.filter(\.isConfirmed).map(\.name)
    }
    #expect(try confirmed().isEmpty)
    try soroe.exchange(with: slagelse)
    // What was sent may have been lost on the way: only equal digests count.
    #expect(try confirmed().isEmpty)
    try meet(soroe, slagelse)
    #expect(try confirmed() == ["Slagelse"])
    try meet(bus, slagelse)
    // The bus has it, and nothing that came here proves it.
    #expect(try confirmed() == ["Slagelse"])
    #expect(try soroe.replica.reach(of: change, in: document).others.isEmpty)
  }

  @Test func `is told of a node further off by what it wrote knowing the change`() throws {
    let base = try Base()
    let (near, far) = (try base.node("Nær", seed: 1), try base.node("Fjern", seed: 2))
    let document = try base.hub.write("Pas", "Et pas.")
    try base.meet()
    // Both have written, so both have cards.
    try near.add("Nær.", to: document)
    try far.add("Fjern.", to: document)
    try base.meet()
    let change = try withdraw(document, at: base.hub)
    func proved() throws -> [String] {
      let others = try base.hub.replica.reach(of: change, in: document).others
      #expect(others.map(\.name) == ["Fjern", "Nær"])
      return others.filter(\.isConfirmed).map(\.name)
    }
    #expect(try proved().isEmpty)
    try base.meet()
    #expect(try proved().isEmpty)
    try far.add("Efter.", to: document)
    try base.meet()
    #expect(try proved() == ["Fjern"])
  }
}
