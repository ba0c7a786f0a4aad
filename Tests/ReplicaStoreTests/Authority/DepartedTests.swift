import CRDT
import Knowledge
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite struct `A node that was revoked` {
  @Test func `is told of with what it wrote, what stands and what came later`() throws {
    let base = try Base()
    let laptop = try base.node("Borgerbus", seed: 1)
    try base.grant(.editor, to: laptop)
    try base.enforce()
    try base.meet()
    #expect(try base.hub.replica.departedNodes().isEmpty)
    try laptop.replica.create(draft(title: "Før tyveriet"), by: mette)
    try base.meet()
    try base.hub.replica.depart(laptop.id, as: .revoked, by: niels)
    try laptop.replica.create(draft(title: "Efter tyveriet"), by: mette)
    try base.hub.pull(from: laptop)

    let found = try base.hub.replica.departedNodes()
    let node = try #require(found.first)
    #expect(found.count == 1)
    #expect(node.name == "Borgerbus" && node.kind == .revoked)
    #expect(node.recordedBy == niels.author && node.recordedAt == niels.time)
    #expect(node.since != nil && node.holding == nil)
    let stream = try #require(node.streams.first)
    #expect(node.streams.count == 1 && stream.held == stream.kept + 1)
    #expect(stream.lastTime == mette.time)
    #expect(node.quarantined == 1)
  }

  @Test func `had what it was proved to hold, within what it might have`() throws {
    let base = try Base()
    let laptop = try base.node("Borgerbus", seed: 1)
    let hub = base.hub.replica
    for (audience, count) in [("borger", 2), ("medarbejder", 3)] {
      for number in 0..<count {
        let document = try hub.create(
          draft(title: "\(audience) \(number)", audience: audience), by: mette)
        if audience == "borger" { try hub.approve(document, by: niels) }
      }
    }
    try hub.addPeer(name: "bus", url: nil, keyID: "k", node: laptop.id.rawValue, scopes: .node)
    let known = try hub.vector()
    try hub.remember(agreement: known, withPeer: "bus")
    try hub.record(
      Replica.Encounter(time: 5, isEqual: true, error: nil, behind: 0, node: nil), withPeer: "bus")
    try hub.create(draft(title: "Nyt, som den ikke fik"), by: mette)
    try hub.depart(laptop.id, as: .revoked, by: niels)
    let holding = try #require(try hub.departedNodes().first?.holding)
    #expect(holding.peer == "bus" && !holding.isPublicOnly && holding.lastEqual == 5)
    #expect(holding.articles == [.citizen: 2, .staff: 3])
    #expect(holding.changes == known.entries.reduce(0) { $0 + Int($1.position.sequence) })
    try hub.set(scopes: .mirror, ofPeer: "bus")
    let less = try #require(try hub.departedNodes().first?.holding)
    #expect(less.isPublicOnly && less.articles == [.citizen: 2])
  }
}
