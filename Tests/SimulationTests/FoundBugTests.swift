import CRDT
import Digest
import Knowledge
import ReplicaStore
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
}
