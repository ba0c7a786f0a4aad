import CRDT
import Digest
import Knowledge
import ReplicaStore
import SQLite
import SyncProtocol
import Testing

@testable import Simulation

/// Bugs that the simulator found, each as the shortest story that shows it.
@Suite struct FoundBugTests {
  private let author = Authorship(author: "MKJ, Sorø", time: 1_800_000_000_000)

  private func machine(_ number: Int) throws -> Machine {
    let machine = Machine(number: number, kind: .municipality, seed: UInt64(number) + 1)
    try machine.perform(at: 0) { replica in
      _ = try replica.found(municipality: "0340", name: machine.name)
    }
    return machine
  }

  private func draft(_ title: String) -> ArticleDraft {
    var draft = ArticleDraft()
    draft.title = title
    return draft
  }

  /// Seed 21: the linear path stored "nothing is set aside" over what was.
  @Test func `a sound edit does not empty a document's quarantine`() throws {
    let machine = try machine(1)
    try machine.perform(at: 0) { replica in
      let pas = try replica.create(draft("Pas"), by: author)
      let stranger = ReplicaID(rawValue: 0xbad)
      let change = Change(
        id: ChangeID(replica: stranger, sequence: 1), document: pas, parents: [pas],
        author: "Fremmed", time: 0, salt: 1,
        operations: [.edit(.body, [Splice(position: 900, deleted: 0, inserted: "uden for")])])
      try replica.apply([.whole(SealedChange(sealing: change, after: nil))])
      #expect(try replica.quarantineCount() == 1)
      try replica.edit(pas, toward: draft("Pas til børn"), by: author)
      #expect(try replica.quarantineCount() == 1)
    }
  }

  /// Seeds 4 and 20: requests counted as made before the node's start, for as long as its clock
  /// needed to come where it had been.
  @Test func `a node whose clock was set back goes on answering`() throws {
    func request(_ created: Int64, _ nonce: UInt128) -> RequestSignature {
      RequestSignature(
        signing: "POST", path: "/sync", query: nil, bodyDigest: SHA256.hash([1]), from: "a",
        to: "b", keyID: "k", key: [1, 2, 3], created: created, nonce: Nonce(bits: nonce))
    }
    var memory = NonceMemory(started: 2_000_000)
    try memory.admit(request(2_000_010, 1), now: 2_000_010)
    let yearBack: Int64 = 1_000_000
    try memory.admit(request(yearBack, 2), now: yearBack)
    #expect(throws: SignatureError.replayed) {
      try memory.admit(request(yearBack, 2), now: yearBack + 1)
    }
    #expect(throws: SignatureError.replayed) {
      try memory.admit(request(2_000_010, 1), now: yearBack + 2)
    }
  }

  /// Seed 17: the answer said "I hold what you held when you asked", and the caller held more by
  /// then.
  @Test func `what an editor saves while an answer is on its way goes with the next request`()
    throws
  {
    let (caller, peer) = (try machine(1), try machine(2))
    for (one, other) in [(caller, peer), (peer, caller)] {
      try one.perform(at: 0) {
        try $0.addPeer(name: other.name, url: nil, keyID: "k\(other.number)", node: nil)
      }
    }
    let callers = try caller.perform(at: 0) { try $0.access(forPeer: peer.name, at: 0) }
    let peers = try peer.perform(at: 0) { try $0.access(forPeer: caller.name, at: 0) }
    var session = try SyncSession(access: callers, agreed: nil)
    var action = try session.start()
    var hasSaved = false
    while case .send(let request) = action {
      let answer = try SyncAnswerer(access: peers).answer(to: request.message)
      if !hasSaved { try caller.perform(at: 0) { _ = try $0.create(draft("Ny"), by: author) } }
      hasSaved = true
      action = try session.receive(MessageCodec.decode(answer.bytes))
    }
    guard case .finish(let outcome) = action else { return }
    #expect(outcome.equal == (try caller.perform(at: 0) { try $0.vector().digest }))
    #expect(outcome.equal == (try peer.perform(at: 0) { try $0.vector().digest }))
    #expect(try peer.perform(at: 0) { try $0.articleCount() } == 1)
  }

  /// Seed 14: the search index never takes a word off its list.
  @Test func `a number that was removed is not in the index's list of words`() throws {
    let machine = try machine(1)
    try machine.perform(at: 0) { replica in
      try replica.foundBase(by: author)
      var pas = draft("Pas")
      pas.body = "Ring til Hans (sag 384401) om pas."
      let document = try replica.create(pas, by: author)
      #expect(try replica.searchAll("384401", limit: 5).found.count == 1)
      try replica.redact(
        replica.redactionPlan(ofWords: "384401", in: document), because: "Det er et menneske",
        by: author)
      let known = try machine.connection?.query(
        "SELECT word FROM index_staff_word UNION SELECT word FROM index_public_word"
      ) { String(decoding: $0.blob(0), as: UTF8.self) }
      #expect(known?.contains("ring") == true)
      #expect(known?.contains("384401") == false)
      #expect(try replica.searchAll("ring til hans", limit: 5).found.count == 1)
      #expect(try replica.check() == [])
    }
  }

  /// Seed 15: totals kept a row of nothing where a correction was set aside again.
  @Test func `a correction that is set aside leaves nothing in the totals`() throws {
    let (hub, laptop) = (try machine(1), try machine(2))
    try laptop.perform(at: 0) { replica in
      let correction = ContactKey(
        date: try #require(CivilDate(year: 2027, month: 1, day: 4)),
        municipality: try #require(Municipality(code: "0101")), channel: .phone,
        event: Code("borgerbus"), origin: .countedWrongly)
      try replica.count(correction, amount: -1, session: laptop.session)
      try replica.sealContacts(at: 0)
    }
    var records: [LogEntry] = []
    try hub.perform(at: 0) { replica in
      try replica.foundBase(by: author)
      try replica.enforceRights(by: author)
      try replica.visitEntries(lackedBy: PeerVector()) {
        records.append($0)
        return true
      }
    }
    try laptop.perform(at: 0) { replica in
      try replica.apply(records)
      #expect(try replica.quarantineCount() == 1)
      #expect(try replica.check() == [])
    }
  }
}
