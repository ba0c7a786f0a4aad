import CRDT
import Knowledge
import ReplicaStore
import SyncProtocol
import Testing

@Suite struct `Rights in a base` {
  let base = try! Base()

  @Test func `nobody founded it: it is open, and nobody can put anything on record`() throws {
    let alone = try TestReplica("Sorø", seed: 1)
    let pas = try alone.replica.create(draft(title: "Pas"), by: mette)
    try alone.replica.approve(pas, by: kim)
    #expect(try alone.replica.changeCount() == 2)
    #expect(try alone.replica.authority() == nil)
    #expect(try alone.replica.holds(.admin, "MKJ", on: .init(iso: "2026-01-01")!))
    #expect(throws: ReplicaError.noAuthority) { try alone.replica.enforceRights(by: niels) }
  }

  @Test func `a base is founded once, and its founder can give grants`() throws {
    #expect(throws: ReplicaError.self) { try base.hub.replica.foundBase(by: niels) }
    let soroe = try base.node("Sorø", seed: 1)
    try base.grant(.editor, to: soroe)
    let authority = try #require(try base.hub.replica.authority())
    #expect(authority.grants.map(\.grant.role) == [.admin, .editor])
    #expect(authority.grants.first?.grant.holder == .node(try base.hub.id))
    #expect(authority.isOpen)
    #expect(authority.administrators == ["Hub"])
  }

  @Test func `until rights are enforced everybody may write, but only an administrator decide`()
    throws
  {
    let soroe = try base.node("Sorø", seed: 1)
    let pas = try soroe.replica.create(draft(title: "Pas"), by: mette)
    try soroe.replica.approve(pas, by: kim)
    #expect(throws: AuthorityRefusal.self) { try soroe.replica.enforceRights(by: mette) }
    try base.meet()
    #expect(try base.hub.quarantine() == [])
    try base.expectEqual()
  }

  @Test func `a joined node that was given no role is told which one it lacks and who has it`()
    throws
  {
    let soroe = try base.node("Sorø", seed: 1)
    let old = try soroe.replica.create(draft(title: "Gammel"), by: mette)
    try base.meet()
    try base.enforce()
    try base.meet()
    #expect(
      throws: AuthorityRefusal(.roleMissing(.editor), person: "MKJ, Sorø", askFrom: ["Hub"])
    ) { try soroe.replica.create(draft(title: "Ny"), by: mette) }
    #expect(
      throws: AuthorityRefusal(.roleMissing(.approver), person: "KKR, Slagelse", askFrom: ["Hub"])
    ) { try soroe.replica.approve(old, by: kim) }
    // What was written before stands, and a refusal leaves nothing behind.
    #expect(try soroe.replica.articleCount() == 1)
    #expect(try base.hub.quarantine() == [])
    try base.meet()
    try base.expectEqual()
  }

  @Test func `with the role everything works as before, here and elsewhere`() throws {
    let soroe = try base.node("Sorø", seed: 1)
    try base.grant(.approver, to: soroe)
    try base.enforce()
    try base.meet()
    let pas = try soroe.replica.create(draft(title: "Pas", body: "Et."), by: mette)
    try soroe.replica.approve(pas, by: kim)
    try soroe.replica.edit(pas, toward: draft(body: "To."), by: mette)
    try base.meet()
    #expect(try base.hub.quarantine() == [])
    #expect(try base.hub.replica.publication(of: pas)?.article.body == "Et.")
    #expect(try base.hub.body(pas) == "To.")
    try base.expectEqual()
  }

  @Test func `a person's grant is for that person at that node`() throws {
    let soroe = try base.node("Sorø", seed: 1)
    let person = Person(name: "mkj, sorø", node: try soroe.id)
    try base.hub.replica.put(
      onRecord: [.grant(Grant(role: .editor, holder: .person(person), grantedBy: "NIS"))],
      by: niels)
    try base.enforce()
    try base.meet()
    let pas = try soroe.replica.create(draft(title: "Pas"), by: mette)
    #expect(throws: AuthorityRefusal.self) {
      try soroe.replica.edit(pas, toward: draft(title: "Pas 2"), by: kim)
    }
    let day = try #require(CivilDate(iso: "2027-01-15"))
    #expect(try soroe.replica.holds(.editor, "MKJ, Sorø", on: day, ownOnly: true))
    #expect(try !soroe.replica.holds(.editor, "KKR, Slagelse", on: day))
    #expect(try soroe.replica.audience(ofPerson: "MKJ, Sorø", on: day) == .staff)
    #expect(try soroe.replica.audience(ofPerson: "Lars, biblioteket", on: day) == .citizen)
    #expect(try !base.hub.replica.holds(.editor, "MKJ, Sorø", on: day, ownOnly: true))
    try base.meet()
    #expect(try base.hub.quarantine() == [])
  }

  @Test func `days bound what is written here and not what others take`() throws {
    let soroe = try base.node("Sorø", seed: 1)
    try base.grant(.editor, to: soroe, to: CivilDate(iso: "2027-01-15"))
    try base.enforce()
    try base.meet()
    let lastDay = Authorship(author: "MKJ, Sorø", time: 1_800_000_000_000)
    let dayAfter = Authorship(author: "MKJ, Sorø", time: lastDay.time + 86_400_000)
    try soroe.replica.create(draft(title: "Til tiden"), by: lastDay)
    #expect(
      throws: AuthorityRefusal(.outOfTime(.editor), person: "MKJ, Sorø", askFrom: ["Hub"])
    ) { try soroe.replica.create(draft(title: "For sent"), by: dayAfter) }
    // A clock that is wrong by years decides nothing at the others.
    let wrongClock = Authorship(author: "MKJ, Sorø", time: 0)
    try soroe.replica.create(draft(title: "Uret går forkert"), by: wrongClock)
    try base.meet()
    #expect(try base.hub.quarantine() == [])
    try base.expectEqual()
  }

  @Test func `a grant for a main group reaches no other, and nothing is moved in or out by it`()
    throws
  {
    let soroe = try base.node("Sorø", seed: 1)
    var social = draft(title: "Plejehjem")
    social.subject = "27.18.00"
    var pas = draft(title: "Pas")
    pas.subject = "23.03.04"
    let passport = try base.hub.replica.create(pas, by: niels)
    try base.grant(.editor, to: soroe, Area(mainGroups: ["27"]))
    try base.enforce()
    try base.meet()
    let home = try soroe.replica.create(social, by: mette)
    try soroe.replica.edit(home, toward: draft(body: "Ring."), by: mette)
    func isOutside(_ body: () throws -> Void) {
      #expect(
        throws: AuthorityRefusal(.outsideArea(.editor), person: "MKJ, Sorø", askFrom: ["Hub"]),
        performing: body)
    }
    isOutside { try soroe.replica.edit(passport, toward: draft(body: "Nyt."), by: mette) }
    var moved = ArticleDraft()
    moved.subject = "23.03.04"
    isOutside { try soroe.replica.edit(home, toward: moved, by: mette) }
    moved.subject = "27.18.00"
    isOutside { try soroe.replica.edit(passport, toward: moved, by: mette) }
    isOutside { try soroe.replica.create(draft(title: "Uden emne"), by: mette) }
    try base.meet()
    #expect(try base.hub.quarantine() == [])
    try base.expectEqual()
  }

  @Test func `a grant for a municipality reaches what that municipality answers for`() throws {
    let soroe = try base.node("Sorø", seed: 1)
    try base.grant(.editor, to: soroe, Area(municipality: Municipality(code: "0340")))
    let national = try base.hub.replica.create(draft(title: "Fælles"), by: niels)
    try base.enforce()
    try base.meet()
    var own = draft(title: "Åbningstider")
    own.owner = "0340"
    let hours = try soroe.replica.create(own, by: mette)
    #expect(throws: AuthorityRefusal.self) {
      try soroe.replica.edit(national, toward: draft(title: "Vores"), by: mette)
    }
    own.owner = "0330"
    #expect(throws: AuthorityRefusal.self) {
      try soroe.replica.edit(hours, toward: own, by: mette)
    }
    try base.meet()
    #expect(try base.hub.quarantine() == [])
  }

  @Test func `taking back and putting back is an approver's`() throws {
    let soroe = try base.node("Sorø", seed: 1)
    let pas = try base.hub.replica.create(draft(title: "Pas"), by: niels)
    try base.grant(.editor, to: soroe)
    try base.enforce()
    try base.meet()
    let day = try #require(CivilDate(iso: "2027-01-15"))
    let withdrawal = try #require(Withdrawal(date: day, reason: "Loven er ændret."))
    #expect(throws: AuthorityRefusal.self) {
      try soroe.replica.withdraw(pas, withdrawal, by: mette)
    }
    try base.hub.replica.withdraw(pas, withdrawal, by: niels)
    try base.meet()
    // Made without asking: the others see through it.
    var stranger = Stranger(0xbad)
    let heads = try #require(try base.hub.replica.authority()).heads
    _ = try stranger.makeCard(as: soroe.id, knowing: heads)
    try stranger.write(
      Withdrawal.reinstating, to: pas, on: base.hub.replica.state(of: pas).heads)
    try base.hub.replica.apply(stranger.entries)
    #expect(try base.hub.reasons() == [.roleMissing(.approver)])
    #expect(Article(try base.hub.replica.state(of: pas)).status.isWithdrawn)
  }
}

@Suite struct `A node without a hub` {
  private func fresh(_ name: String, seed: UInt64) throws -> TestReplica {
    let node = try TestReplica(name, seed: seed)
    try node.replica.found(municipality: "0340", name: name, foundsBase: true)
    return node
  }

  @Test func `founds a base with its first change`() throws {
    let node = try fresh("Sorø", seed: 1)
    #expect(try node.replica.foundsBase())
    #expect(try node.replica.changeCount() == 0)
    try node.replica.create(draft(title: "Pas"), by: mette)
    #expect(try !node.replica.foundsBase())
    #expect(try node.replica.authority()?.administrators == ["Sorø"])
    // The base, the node's card, the article; the next one is alone.
    #expect(try node.replica.changeCount() == 3)
    try node.replica.create(draft(title: "To"), by: mette)
    #expect(try node.replica.changeCount() == 4)
    #expect(try node.replica.rebuild() == 2)
    #expect(try node.replica.check() == [])
  }

  @Test func `joins the base that it was filled from instead, and adds nothing to it`() throws {
    let soroe = try fresh("Sorø", seed: 1)
    let bus = try fresh("Bus", seed: 2)
    try soroe.replica.create(draft(title: "Pas"), by: mette)
    try bus.pull(from: soroe)
    #expect(try bus.replica.base() == soroe.replica.base())
    #expect(try bus.replica.vector().digest == soroe.replica.vector().digest)
    try bus.replica.create(draft(title: "Fra bussen"), by: kim)
    #expect(try bus.replica.authority()?.administrators == ["Sorø"])
  }

  @Test func `that founded a base before it met another goes on, and can be moved`() throws {
    let soroe = try fresh("Sorø", seed: 1)
    let bus = try fresh("Bus", seed: 2)
    let pas = try soroe.replica.create(draft(title: "Pas"), by: mette)
    try bus.replica.create(draft(title: "Fra bussen"), by: kim)
    try bus.pull(from: soroe)
    try soroe.pull(from: bus)
    #expect(try soroe.replica.stateDigest() == bus.replica.stateDigest())
    #expect(try soroe.replica.quarantineCount() == 0)
    #expect(try bus.replica.articleCount() == 2)
    let base = try #require(try soroe.replica.base())
    #expect(try bus.replica.base() != base)
    try bus.replica.adoptBase(base)
    #expect(try bus.replica.authority()?.administrators == ["Sorø"])
    try soroe.replica.enforceRights(by: niels)
    try bus.pull(from: soroe)
    #expect(throws: AuthorityRefusal.self) {
      try bus.replica.edit(pas, toward: draft(title: "Mit"), by: kim)
    }
    let unknown = ChangeID(replica: ReplicaID(rawValue: 9), sequence: 1)
    #expect(throws: ReplicaError.unknownBase(unknown)) { try bus.replica.adoptBase(unknown) }
  }
}
