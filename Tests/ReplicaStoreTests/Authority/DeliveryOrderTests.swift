import CRDT
import Chance
import Knowledge
import ReplicaStore
import SyncProtocol
import Testing

private let lars = Authorship(author: "LAR, Hub", time: 1_800_000_000_000)

/// Whatever the order in which changes arrive, the same ones are set aside and the same is shown.
@Suite struct `Delivery in any order` {
  /// A history with a revoked laptop, an ended grant, a stranger, work on top of what is set aside, a
  /// release and a drop.
  private func story() throws -> (entries: [LogEntry], base: ChangeID, hub: TestReplica) {
    let base = try Base()
    let laptop = try base.node("Bus", seed: 1)
    let soroe = try base.node("Sorø", seed: 2)
    let slagelse = try base.node("Slagelse", seed: 3)
    try base.grant(.editor, to: laptop)
    try base.grant(.editor, to: slagelse)
    let ended = try base.grant(.editor, to: soroe)
    let pas = try base.hub.replica.create(draft(title: "Pas", body: "Et. To. Tre."), by: lars)
    try base.enforce()
    try base.meet()
    try laptop.replica.edit(pas, toward: draft(body: "Et. To. Fire."), by: mette)
    // Slagelse says that it knows a record that is about somebody else.
    try base.grant(.staff, to: laptop)
    try slagelse.pull(from: base.hub)
    try slagelse.replica.create(draft(title: "Fra Slagelse"), by: kim)
    try soroe.replica.edit(pas, toward: draft(body: "En. To. Tre."), by: kim)
    try base.meet()
    try base.hub.replica.approve(pas, by: niels)
    try base.hub.replica.depart(laptop.id, as: .revoked, by: niels)
    try laptop.replica.edit(pas, toward: draft(title: "Stjålet"), by: mette)
    try laptop.replica.create(draft(title: "Også stjålet"), by: mette)
    try soroe.pull(from: laptop)
    try soroe.replica.edit(pas, toward: draft(short: "Oven på."), by: kim)
    try base.hub.replica.endGrant(ended, by: niels)
    try soroe.replica.create(draft(title: "For sent"), by: kim)
    try base.meet()
    var stranger = Stranger(0xbad)
    let authority = try #require(try base.hub.replica.authority())
    _ = try stranger.makeCard(as: NodeID(rawValue: 5), knowing: authority.heads)
    let grant = Grant(role: .admin, holder: .node(NodeID(rawValue: 5)), grantedBy: "X")
    try stranger.write(
      [AuthorityRecord.grant(grant).operation], to: authority.root, on: authority.heads)
    try stranger.write([
      .create(kind: DocumentKind.authority.rawValue), AuthorityRecord.grant(grant).operation,
    ])
    try stranger.write(Article.creation(of: draft(title: "Reklame")))
    try base.hub.replica.apply(stranger.entries)
    let waiting = try base.hub.replica.quarantine()
    let late = try #require(waiting.first { $0.title == "For sent" })
    let stolen = try #require(waiting.first { $0.title == "Også stjålet" })
    try base.hub.replica.release([late.id], by: niels)
    try base.hub.replica.drop([stolen.id], by: niels)
    return (try base.hub.entries(lackedBy: PeerVector()), authority.root, base.hub)
  }

  @Test func `gives equal quarantine and equal state`() throws {
    let (entries, root, hub) = try story()
    #expect(try hub.quarantine().count == 5)
    for seed in 0..<24 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      let node = try TestReplica("Node", seed: 1_000 + seed)
      try node.replica.adoptBase(root)
      for batch in causalOrder(of: entries, using: &random) { try node.replica.apply(batch) }
      #expect(try node.quarantine() == hub.quarantine(), "seed \(seed)")
      #expect(try node.replica.stateDigest() == hub.replica.stateDigest(), "seed \(seed)")
      #expect(try node.replica.check() == [], "seed \(seed)")
      #expect(
        try node.replica.publishedTitles(for: .staff) == hub.replica.publishedTitles(for: .staff))
    }
  }

  /// Batches in a random order in which parents come before children and streams have no gaps:
  /// records of authority may well come after what they are about.
  private func causalOrder(
    of entries: [LogEntry], using random: inout SeededRandom
  ) -> [[LogEntry]] {
    var waiting = entries
    var held: Set<ChangeID> = []
    var batches: [[LogEntry]] = []
    while !waiting.isEmpty {
      let ready = waiting.indices.filter { index in
        guard let header = waiting[index].header else { return false }
        let previous = ChangeID(replica: header.id.replica, sequence: header.id.sequence - 1)
        return (previous.sequence == 0 || held.contains(previous))
          && header.parents.allSatisfy(held.contains)
      }
      let entry = waiting.remove(at: ready[Int.random(in: 0..<ready.count, using: &random)])
      held.insert(entry.id)
      if batches.isEmpty || Bool.random(using: &random) { batches.append([]) }
      batches[batches.count - 1].append(entry)
    }
    return batches
  }
}
