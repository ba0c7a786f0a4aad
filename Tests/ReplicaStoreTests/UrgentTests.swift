import CRDT
import Chance
import Knowledge
import SyncProtocol
import Testing

@testable import ReplicaStore

/// A link on the edge of the net: it dies after so many bytes, both ways together.
private struct ShortLink {
  struct Died: Error {}

  var bytesLeft: Int

  mutating func carry(_ bytes: [UInt8]) throws -> SyncMessage {
    bytesLeft -= bytes.count
    guard bytesLeft >= 0 else { throw Died() }
    return try MessageCodec.decode(bytes)
  }
}

/// What goes first over a link that will not last (Protocol/05 §10).
@Suite struct `What is urgent` {
  /// So much passes before the link dies; some hundred kB wait.
  private static let bytes = 12_000

  let base: Base
  let hub: TestReplica
  let bus: TestReplica
  let other: TestReplica

  init() throws {
    base = try Base()
    hub = base.hub
    bus = try base.node("Bus", seed: 1)
    other = try base.node("Slagelse", seed: 2)
    for node in [bus, other] { try base.grant(.editor, to: node) }
    try base.meet()
  }

  /// Text that does not compress.
  private func draft(_ number: Int) -> String {
    var random = SeededRandom(seed: UInt64(number))
    return (0..<120).map { _ in String(random.next(), radix: 36) }.joined(separator: " ")
  }

  private func writeMuch(_ node: TestReplica) throws {
    for number in 0..<120 { try node.write("Udkast \(number)", draft(number)) }
  }

  /// An exchange until the link dies.
  private func exchange(
    _ asker: TestReplica, with answerer: TestReplica, bytes: Int = bytes, hurrying: Bool = true
  ) throws -> SyncSession.Outcome? {
    let (here, there) = (try asker.replica.identity().name, try answerer.replica.identity().name)
    try asker.know(there)
    try answerer.know(here)
    func access(_ node: TestReplica, _ peer: String) throws -> ReplicaAccess {
      var access = try node.replica.access(forPeer: peer, at: 1)
      if !hurrying { access.urgent = { _, _ in } }
      return access
    }
    var link = ShortLink(bytesLeft: bytes)
    var session = try SyncSession(
      access: access(asker, there), agreed: asker.replica.agreedDigest(withPeer: there))
    var action = try session.start()
    do {
      while case .send(let request) = action {
        let answer = try SyncAnswerer(access: access(answerer, here))
          .answer(to: link.carry(request.bytes))
        action = try session.receive(link.carry(answer.bytes))
      }
    } catch is ShortLink.Died { return nil }
    guard case .finish(let outcome) = action else { return nil }
    return outcome
  }

  /// Everything that is left comes over a good link, and all is the same.
  private func expectWhole(_ asker: TestReplica, _ answerer: TestReplica) throws {
    let outcome = try exchange(asker, with: answerer, bytes: .max)
    #expect(outcome?.equal != nil)
    #expect(try asker.standing == answerer.standing)
    #expect(try asker.replica.check() == [])
  }

  /// An article that all hold and readers see.
  private func published() throws -> ChangeID {
    let document = try hub.write("Pas", "Mød op i borgerservice.")
    try hub.replica.approve(document, version: nil, by: kim)
    try base.meet()
    return document
  }

  private func withdraw(_ document: ChangeID, on node: TestReplica) throws {
    let day = try #require(CivilDate(iso: "2026-08-05"))
    let withdrawal = try #require(Withdrawal(date: day, reason: "Adressen er forkert."))
    try node.replica.withdraw(document, withdrawal, by: kim)
  }

  private func isWithdrawn(_ document: ChangeID, on node: TestReplica) throws -> Bool {
    try node.replica.publication(of: document)?.isWithdrawn == true
  }

  @Test(arguments: [true, false])
  func `a withdrawal arrives though the link dies under the drafts of others`(
    hurrying: Bool
  ) throws {
    let document = try published()
    _ = try exchange(bus, with: hub, bytes: .max)
    try writeMuch(other)
    try hub.pull(from: other)
    try withdraw(document, on: hub)
    #expect(try exchange(bus, with: hub, hurrying: hurrying) == nil)
    #expect(try isWithdrawn(document, on: bus) == hurrying)
    #expect(try bus.replica.articleCount() < 120)
    try expectWhole(bus, hub)
    #expect(try isWithdrawn(document, on: bus))
  }

  @Test func `a withdrawal comes down though much waits to go up`() throws {
    let document = try published()
    _ = try exchange(bus, with: hub, bytes: .max)
    try writeMuch(bus)
    try withdraw(document, on: hub)
    #expect(try exchange(bus, with: hub, bytes: 40_000) == nil)
    #expect(try isWithdrawn(document, on: bus))
    try expectWhole(bus, hub)
  }

  @Test(arguments: [true, false])
  func `contacts go up before what others wrote`(hurrying: Bool) throws {
    _ = try exchange(bus, with: hub, bytes: .max)
    // The other laptop at the stall gave its drafts to this one.
    try writeMuch(other)
    try bus.pull(from: other)
    let contact = ContactKey(
      date: try #require(CivilDate(iso: "2026-08-05")),
      municipality: try #require(Municipality(code: "0340")), department: nil, channel: .personal,
      outcome: .closedAtOnce)
    for _ in 0..<30 { try bus.replica.count(contact, session: 1) }
    try bus.replica.sealContacts(at: 0)
    #expect(try exchange(bus, with: hub, hurrying: hurrying) == nil)
    let days = ContactQuery(days: contact.date...contact.date, by: [.day])
    let total = try hub.replica.contactTallies(days).reduce(0) { $0 + $1.count }
    #expect(total == (hurrying ? 30 : 0))
    try expectWhole(bus, hub)
  }

  @Test(arguments: [true, false])
  func `words that must go are gone before the rest comes`(hurrying: Bool) throws {
    let document = try hub.write("Flytning", "Ring til 010190-1234 i dag.")
    try base.meet()
    _ = try exchange(bus, with: hub, bytes: .max)
    try writeMuch(other)
    try hub.pull(from: other)
    let plan = try hub.replica.redactionPlan(ofWords: "010190-1234", in: document)
    try hub.replica.redact(plan, because: "CPR-nummer", by: niels)
    #expect(try exchange(bus, with: hub, hurrying: hurrying) == nil)
    #expect(try bus.body(document).contains("010190") == !hurrying)
    try expectWhole(bus, hub)
  }

  @Test func `what came earlier in its own stream comes along, and nothing else`() throws {
    let document = try published()
    _ = try exchange(bus, with: hub, bytes: .max)
    let before = try bus.replica.vector()
    try writeMuch(other)
    try hub.pull(from: other)
    let early = try hub.write("Før", "Skrevet før tilbagetrækningen.")
    try withdraw(document, on: hub)
    let late = try hub.write("Efter", "Skrevet efter.")
    var first: [ChangeID] = []
    try hub.replica.visitUrgent(lackedBy: PeerVector(before)) { entry in
      first.append(entry.id)
      return true
    }
    #expect(first.contains(early))
    #expect(!first.contains(late))
    #expect(first.allSatisfy { $0.replica == early.replica })
  }

  @Test func `nothing hurries to who has nothing`() throws {
    try withdraw(published(), on: hub)
    var count = 0
    try hub.replica.visitUrgent(lackedBy: PeerVector()) { _ in
      count += 1
      return true
    }
    #expect(count == 0)
  }

  @Test func `a few kB travel in one piece, urgent or not`() throws {
    let document = try published()
    _ = try exchange(bus, with: hub, bytes: .max)
    try hub.write("Kort", "Et par ord.")
    try withdraw(document, on: hub)
    try hub.write("Kort igen", "Et par ord til.")
    #expect(try exchange(bus, with: hub, bytes: .max)?.requests == 1)
  }
}
