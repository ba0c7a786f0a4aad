import CRDT
import Knowledge
import ReplicaStore
import Testing

@Suite struct `Quarantine` {
  let base = try! Base()
  let text = "Du skal søge senest 1. marts.\n\nDu får svar på fire uger."

  /// An article at the hub, a laptop and Sorø that may edit it, and rights that count.
  private func laptopAndSoroe() throws -> (laptop: TestReplica, soroe: TestReplica, pas: ChangeID) {
    let laptop = try base.node("Bus", seed: 1)
    let soroe = try base.node("Sorø", seed: 2)
    try base.grant(.editor, to: laptop)
    try base.grant(.editor, to: soroe)
    let pas = try base.hub.replica.create(draft(title: "Pas", body: text), by: niels)
    try base.hub.replica.approve(
      base.hub.replica.create(draft(title: "Anden"), by: mette), by: niels)
    try base.enforce()
    try base.meet()
    return (laptop, soroe, pas)
  }

  @Test func `a stolen laptop's changes up to the frontier stay and later ones wait`() throws {
    let (laptop, soroe, pas) = try laptopAndSoroe()
    try laptop.replica.edit(
      pas, toward: draft(body: text.replacing("1. marts", with: "1. maj")), by: mette)
    try base.meet()
    try base.hub.replica.depart(laptop.id, as: .revoked, by: niels)
    // The thief goes on, and does not ask.
    let theft = try laptop.replica.create(draft(title: "Send penge"), by: mette)
    let edit = text.replacing("1. marts", with: "1. maj").replacing("fire", with: "nul")
    try laptop.replica.edit(pas, toward: draft(body: edit), by: mette)
    try soroe.pull(from: laptop)
    #expect(try soroe.body(pas).contains("nul uger"))
    // Sorø hears of it, and takes back what it showed; it wrote on top meanwhile.
    try soroe.replica.edit(pas, toward: draft(title: "Pas og kørekort"), by: kim)
    try soroe.pull(from: base.hub)
    #expect(try soroe.body(pas).contains("fire uger"))
    #expect(try soroe.body(pas).contains("1. maj"))
    #expect(throws: ReplicaError.self) { try soroe.replica.state(of: theft) }
    #expect(try soroe.replica.searchAll("penge", limit: 5).found.isEmpty)
    #expect(try soroe.reasons().count { $0 == .nodeDeparted(.revoked) } == 2)
    #expect(try soroe.replica.hasDeparted(node: laptop.id.rawValue))
    // Sound work after it goes on, in this document and in others.
    try soroe.replica.edit(pas, toward: draft(short: "Søg i maj."), by: kim)
    try soroe.replica.create(draft(title: "Ny"), by: kim)
    try base.meet()
    #expect(Article(try base.hub.replica.state(of: pas)).shortAnswer == "Søg i maj.")
    // The laptop knows by now, and says so to whoever sits at it.
    #expect(throws: AuthorityRefusal.self) {
      try laptop.replica.create(draft(title: "Mere"), by: mette)
    }
    try base.expectEqual()
  }

  @Test func `what stands on a quarantined change comes back with it`() throws {
    let (laptop, soroe, pas) = try laptopAndSoroe()
    try base.hub.replica.depart(laptop.id, as: .revoked, by: niels)
    let edit = text.replacing("fire", with: "to")
    try laptop.replica.edit(pas, toward: draft(body: edit), by: mette)
    try soroe.pull(from: laptop)
    try soroe.replica.edit(pas, toward: draft(short: "To uger."), by: kim)
    try base.meet()
    let waiting = try base.hub.replica.quarantine()
    let first = try #require(waiting.first { $0.isReleasable })
    #expect(Set(waiting.map(\.reason)) == [.nodeDeparted(.revoked), .standsOn(first.id)])
    #expect(try base.hub.body(pas) == text)
    let shown = try base.hub.replica.comparisons(ofQuarantined: first.id)
    #expect(shown.map(\.field) == [.body])
    #expect(shown.first?.marked.contains("{+to") == true)
    let other = try #require(waiting.first { !$0.isReleasable })
    #expect(throws: ReplicaError.notReleasable(other.id)) {
      try base.hub.replica.release([other.id], by: niels)
    }
    #expect(throws: AuthorityRefusal.self) { try soroe.replica.release([first.id], by: kim) }

    try base.hub.replica.release([first.id], by: niels)
    try base.meet()
    #expect(try soroe.replica.quarantineCount() == 0)
    #expect(try base.hub.body(pas) == edit)
    #expect(Article(try base.hub.replica.state(of: pas)).shortAnswer == "To uger.")
    try base.expectEqual()
  }

  @Test func `what a person dropped stays out for good, stays in the log and is counted no more`()
    throws
  {
    let (laptop, _, pas) = try laptopAndSoroe()
    try base.hub.replica.depart(laptop.id, as: .retired, by: niels)
    try laptop.replica.edit(pas, toward: draft(title: "Forkert"), by: mette)
    try base.meet()
    let item = try #require(base.hub.replica.quarantine().first)
    #expect(item.reason == .nodeDeparted(.retired))
    #expect(item.title == "Pas")
    #expect(item.nodeName == "Bus")
    try base.hub.replica.drop([item.id], by: niels)
    try base.meet()
    #expect(try base.hub.replica.quarantineCount() == 0)
    #expect(try base.hub.replica.quarantine(includingDropped: true).map(\.reason) == [.dropped])
    #expect(throws: ReplicaError.notReleasable(item.id)) {
      try base.hub.replica.release([item.id], by: niels)
    }
    #expect(try base.hub.replica.chain(at: item.id) != nil)
    #expect(try laptop.replica.quarantineCount() == 0)
    try base.expectEqual()
  }

  @Test func `an editor whose grant ended while offline is set aside and not lost`() throws {
    let laptop = try base.node("Bus", seed: 1)
    let grant = try base.grant(.editor, to: laptop)
    try base.enforce()
    try base.meet()
    let before = try laptop.replica.create(draft(title: "Før"), by: mette)
    try base.meet()
    try base.hub.replica.endGrant(grant, by: niels)
    let offline = try laptop.replica.create(draft(title: "Uden net"), by: mette)
    try base.meet()
    #expect(try base.hub.replica.summary(of: before).title == "Før")
    #expect(try base.hub.replica.quarantine().map(\.title) == ["Uden net"])
    #expect(try base.hub.reasons() == [.grantEnded(.editor)])
    // By now the laptop knows, and refuses.
    #expect(throws: AuthorityRefusal.self) {
      try laptop.replica.create(draft(title: "Efter"), by: mette)
    }
    try base.hub.replica.release([offline], by: niels)
    try base.meet()
    #expect(try laptop.replica.summary(of: offline).title == "Uden net")
    #expect(throws: ReplicaError.unknownGrant(grant.description)) {
      try base.hub.replica.endGrant(grant, by: niels)
    }
    try base.expectEqual()
  }

  @Test func `a grant may end so that work done without knowing of it stands`() throws {
    let laptop = try base.node("Bus", seed: 1)
    let grant = try base.grant(.editor, to: laptop)
    try base.enforce()
    try base.meet()
    try base.hub.replica.endGrant(grant, lettingUnknowingWorkStand: true, by: niels)
    try laptop.replica.create(draft(title: "Uden net"), by: mette)
    try base.meet()
    #expect(try base.hub.quarantine() == [])
    // What comes after knowing is refused here, and set aside elsewhere.
    var stranger = Stranger(0xbad)
    let heads = try #require(try base.hub.replica.authority()).heads
    _ = try stranger.makeCard(as: laptop.id, knowing: heads)
    try stranger.write(Article.creation(of: draft(title: "Efter")))
    try base.hub.replica.apply(stranger.entries)
    #expect(try base.hub.reasons() == [.grantEnded(.editor)])
  }

  @Test func `a node that makes itself administrator makes nothing of it`() throws {
    let (_, soroe, pas) = try laptopAndSoroe()
    let authority = try #require(try base.hub.replica.authority())
    let me = NodeID(rawValue: 0x666)
    var stranger = Stranger(0xbad)
    _ = try stranger.makeCard(as: me, knowing: authority.heads)
    let grant = Grant(role: .admin, holder: .node(me), grantedBy: "NIS, Hub")
    let claim = try stranger.write(
      [AuthorityRecord.grant(grant).operation], to: authority.root, on: authority.heads,
      as: "NIS, Hub")
    let amnesty = AuthorityRecord.enforcement(Frontier([stranger.stream: 1_000]))
    try stranger.write([amnesty.operation], to: authority.root, on: [claim])
    let revocation = AuthorityRecord.departure(
      Departure(.revoked, of: try base.hub.id, frontier: Frontier()))
    try stranger.write([revocation.operation], to: authority.root, on: authority.heads)
    try stranger.write(
      [NodeCard.knows([claim])], to: ChangeID(replica: stranger.stream, sequence: 1),
      on: [ChangeID(replica: stranger.stream, sequence: 1)])
    try stranger.write(
      Article.operations(toward: draft(title: "Mit"), from: soroe.replica.state(of: pas)),
      to: pas, on: soroe.replica.state(of: pas).heads)
    // A base of its own is nobody's business here.
    let own = try stranger.write([
      .create(kind: DocumentKind.authority.rawValue), AuthorityRecord.grant(grant).operation,
    ])
    try soroe.replica.apply(stranger.entries)
    #expect(
      try soroe.reasons() == [
        .roleMissing(.admin), .standsOn(claim), .roleMissing(.admin), .roleMissing(.editor),
      ])
    #expect(try soroe.replica.authority()?.administrators == ["Hub"])
    #expect(try soroe.replica.summary(of: pas).title == "Pas")
    #expect(try soroe.replica.base() == authority.root)
    #expect(own != authority.root)
    // The hub goes on giving grants.
    try base.grant(.staff, to: soroe)
    try base.meet()
    try base.expectEqual()
  }

  @Test func `a stranger who has heard of nothing writes nothing into a base with rights`() throws {
    let (_, soroe, pas) = try laptopAndSoroe()
    var stranger = Stranger(0xbad)
    try stranger.write(Article.creation(of: draft(title: "Reklame")))
    var forger = Stranger(0xbee)
    _ = try forger.makeCard(as: soroe.id, knowing: [ChangeID(replica: forger.stream, sequence: 99)])
    try forger.write(
      [.assign(.title, Value("Mit"))], to: pas, on: soroe.replica.state(of: pas).heads)
    try soroe.replica.apply(stranger.entries + forger.entries)
    #expect(try soroe.reasons() == [.nodeUnknown, .authorityUnknown])
    #expect(try soroe.replica.articleCount() == 2)
    #expect(try soroe.replica.summary(of: pas).title == "Pas")
  }

  @Test func `nobody writes on another node's card`() throws {
    let (laptop, soroe, _) = try laptopAndSoroe()
    try laptop.replica.create(draft(title: "Mit"), by: mette)
    try soroe.pull(from: laptop)
    let stream = try laptop.replica.identity().replica
    let authority = try #require(try soroe.replica.authority())
    #expect(authority.node(ofStream: stream) == (try laptop.id))
    let card = try #require(authority.cards[stream] as Authority.Card?)
    var stranger = Stranger(0xbad)
    let id = ChangeID(replica: stream, sequence: card.sequence)
    try stranger.write([.assign(.nodeID, Value("0000000000000666"))], to: id, on: [id])
    try soroe.replica.apply(stranger.entries)
    #expect(try soroe.reasons() == [.foreignCard])
    #expect(try soroe.replica.authority()?.node(ofStream: stream) == (try laptop.id))
  }
}
