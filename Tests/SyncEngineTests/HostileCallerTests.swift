import CRDT
import Chance
import Digest
import Foundation
import Knowledge
import Loopback
import ReplicaStore
import Testing

@testable import SyncEngine
@testable import SyncProtocol

extension OverHTTP {
  /// What the holder of a sound key can do with it: whatever he sends, the hub refuses it whole and
  /// says why, holds what it held, and serves everybody else.
  @Suite struct `A hostile caller` {
    let hub: TestHub
    let caller: TestNode
    let key: PeerKey
    let article: ChangeID
    let stream = ReplicaID(rawValue: 0x0bad_0bad_0bad_0bad)

    init() throws {
      hub = try TestHub()
      caller = try TestNode("soroe")
      key = try caller.pair(with: hub.node, at: hub.port)
      article = try hub.node.write("Flytning", "Meld flytning senest fem dage efter.")
    }

    // MARK: Speaking

    func post(_ body: [UInt8]) throws -> HTTPBytes {
      let signature = RequestSignature(
        signing: "POST", path: "/sync", query: nil, bodyDigest: SHA256.hash(body),
        from: try caller.replica.identity().nodeName,
        to: try hub.node.replica.identity().nodeName, keyID: key.id, key: key.secret,
        created: Clock.now / 1000, nonce: Nonce(bits: UInt128.random(in: 0...(.max))))
      let head =
        ["POST /sync HTTP/1.1", "Host: hub", "Content-Length: \(body.count)", "Connection: close"]
        + signature.fields.map { "\($0.name): \($0.value)" }
      return try Wire.exchange(
        Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body, port: hub.port)
    }

    func request(_ batch: Batch) throws -> SyncMessage {
      SyncMessage(
        kind: .request, digest: SHA256.hash("egen".utf8),
        agreed: try hub.node.replica.vector().digest, vector: .unchanged, batch: batch)
    }

    func change(
      _ number: UInt64, _ operations: [CRDT.Operation], on document: ChangeID? = nil,
      parents: [ChangeID]? = nil, time: Int64 = 9
    ) -> Change {
      let id = ChangeID(replica: stream, sequence: number)
      return Change(
        id: id, document: document ?? id, parents: parents ?? document.map { [$0] } ?? [],
        author: "X", time: time, salt: number,
        operations: document == nil ? [.create(kind: 1)] + operations : operations)
    }

    /// The batch as its sender would seal it, sound or not.
    func batch(_ changes: [Change], end: ChainMark? = nil) throws -> Batch {
      var chain: SHA256Digest?
      for change in changes {
        chain = StreamChain.next(
          after: chain, header: ChangeHeader(of: change),
          payloadHash: StreamChain.payloadHash(PayloadCodec.encode(change)))
      }
      let mark = try #require(chain.map { ChainMark($0) })
      let span = Batch.Span(
        replica: stream, first: changes[0].id.sequence, count: UInt64(changes.count), base: nil,
        end: end ?? mark)
      return Batch(spans: [span], entries: changes.map { .whole($0) })
    }

    /// Refused for that reason, in a signed answer that names the change, and noted for people;
    /// nothing has moved.
    func expectRefused(
      _ bytes: [UInt8], _ reason: ProtocolError.Reason, naming id: ChangeID? = nil,
      _ location: SourceLocation = #_sourceLocation
    ) throws {
      let before = try hub.node.standing
      let answer = try post(bytes)
      #expect((400...499).contains(answer.status), sourceLocation: location)
      #expect(answer.field("signature") != nil, sourceLocation: location)
      let refusal = try MessageCodec.decodeRefusal(answer.body)
      #expect(refusal.reason == reason, sourceLocation: location)
      if let id { #expect(refusal.change == id, sourceLocation: location) }
      #expect(try hub.node.standing == before, sourceLocation: location)
      let noted = try hub.node.replica.peer(named: "soroe").lastError
      #expect(noted?.contains(reason.inDanish) == true, sourceLocation: location)
    }

    /// The hub is sound, and another node that has done nothing wrong gets what there is.
    func expectOthersUnaffected() throws {
      #expect(try hub.node.replica.check().isEmpty)
      let other = try TestNode("slagelse")
      try other.pair(with: hub.node, at: hub.port)
      try other.write("Fra Slagelse")
      #expect(try other.sync(with: "hub").isEqual)
      #expect(try other.standing == hub.node.standing)
      #expect(try hub.node.body(of: article).hasPrefix("Meld flytning"))
    }

    // MARK: What is sent

    @Test func `with changes that no replica makes is refused with the change's name`() throws {
      let second = ChangeID(replica: stream, sequence: 2)
      let unsound: [Change] = [
        change(2, [.edit(FieldID(rawValue: 3), [])], on: article),
        change(2, [], on: article),
        change(2, [.create(kind: 1)], on: article),
        change(
          2, [.assign(FieldID(rawValue: 1), Value("x"))], on: article,
          parents: [ChangeID(replica: stream, sequence: 3)]),
        change(2, [.assign(FieldID(rawValue: 1), Value("x"))], on: article, time: -1),
        change(
          2, [.assign(FieldID(rawValue: 1), Value("x"))], on: article, time: 253_402_300_800_000),
      ]
      for unsound in unsound {
        let message = try request(try batch([change(1, []), unsound]))
        try expectRefused(MessageCodec.encode(message), .invalidChange, naming: second)
      }
      let far = Splice(position: 1 << 31, deleted: 0, inserted: "x")
      let beyond = try request(
        try batch([change(1, []), change(2, [.edit(FieldID(rawValue: 3), [far])], on: article)]))
      try expectRefused(MessageCodec.encode(beyond), .overLimit, naming: second)
      try expectOthersUnaffected()
    }

    @Test func `with a chain that does not fit is refused`() throws {
      let wrong = try batch([change(1, [])], end: ChainMark(SHA256.hash("andet".utf8)))
      try expectRefused(
        MessageCodec.encode(try request(wrong)), .chainMismatch,
        naming: ChangeID(replica: stream, sequence: 1))
      try expectOthersUnaffected()
    }

    /// A gap, another branch and missing parents are also what an honest peer sends to a hub that
    /// was restored: they are left aside, and the answer says what is held.
    @Test func `with holes, branches and orphans moves nothing`() throws {
      let own = try #require(try hub.node.replica.vector().entries.first)
      let forged = Change(
        id: ChangeID(replica: own.replica, sequence: 1),
        document: ChangeID(replica: own.replica, sequence: 1), parents: [], author: "X", time: 9,
        salt: 1, operations: [.create(kind: 1)])
      let forgedChain = StreamChain.next(
        after: nil, header: ChangeHeader(of: forged),
        payloadHash: StreamChain.payloadHash(PayloadCodec.encode(forged)))
      let fork = Batch(
        spans: [
          Batch.Span(
            replica: own.replica, first: 1, count: 1, base: nil, end: ChainMark(forgedChain))
        ], entries: [.whole(forged)])
      let mark = ChainMark(SHA256.hash("x".utf8))
      let late = change(9, [.assign(FieldID(rawValue: 1), Value("x"))], on: article)
      let hole = Batch(
        spans: [Batch.Span(replica: stream, first: 9, count: 1, base: mark, end: mark)],
        entries: [.whole(late)])
      let orphan = try batch([
        change(
          1, [.assign(FieldID(rawValue: 1), Value("x"))],
          on: ChangeID(replica: ReplicaID(rawValue: 77), sequence: 5))
      ])
      for batch in [fork, hole, orphan] {
        let before = try hub.node.standing
        let answer = try post(MessageCodec.encode(try request(batch)))
        #expect(answer.status == 200)
        #expect(try MessageCodec.decode(answer.body).batchLeftAside)
        #expect(try hub.node.standing == before)
      }
      try expectOthersUnaffected()
    }

    /// Numbers up to 2⁶² - 1 in vectors, questions and counters: no sum of them overflows.
    @Test func `with huge numbers makes the hub no richer and no poorer`() throws {
      let mark = ChainMark(SHA256.hash("x".utf8))
      let highest: UInt64 = 1 << 62 - 1
      let before = try hub.node.digest
      var message = SyncMessage(
        kind: .request, digest: SHA256.hash("y".utf8),
        vector: .full([StreamMark(replica: stream, sequence: highest, chain: mark)]),
        answerBytesMax: 1)
      message.probes = [ChangeID(replica: stream, sequence: .max)]
      #expect(try post(MessageCodec.encode(message)).status == 200)
      let late = change(highest, [.assign(FieldID(rawValue: 1), Value("x"))], on: article)
      let hole = Batch(
        spans: [Batch.Span(replica: stream, first: highest, count: 1, base: mark, end: mark)],
        entries: [.whole(late)])
      #expect(try post(MessageCodec.encode(try request(hole))).status == 200)
      #expect(try hub.node.digest == before)

      // Sound as a change, and absurd: it is stored, and nothing that anyone reads comes of it.
      let key = Value("telefon")
      let counting = (2...4).map { number in
        change(
          UInt64(number), [.count(FieldID(rawValue: 9), key: key, amount: .min)], on: article,
          parents: [number == 2 ? article : ChangeID(replica: stream, sequence: UInt64(number - 1))]
        )
      }
      let beyondTheText = change(
        5,
        [
          .edit(
            FieldID(rawValue: 3),
            [Splice(position: (1 << 31) - 1, deleted: (1 << 31) - 1, inserted: "x")])
        ], on: article, parents: [ChangeID(replica: stream, sequence: 4)])
      let absurd = try batch([change(1, [])] + counting + [beyondTheText])
      #expect(try post(MessageCodec.encode(try request(absurd))).status == 200)
      #expect(try hub.node.replica.changeCount() == 6)
      try expectOthersUnaffected()
    }

    @Test func `with a body cut anywhere is refused`() throws {
      let whole = MessageCodec.encode(
        try request(try batch([change(1, [.assign(FieldID(rawValue: 1), Value("Pas"))])])))
      let before = try hub.node.standing
      for count in 0..<whole.count {
        let answer = try post(Array(whole[..<count]))
        #expect([400, 413, 422].contains(answer.status), "after \(count) bytes")
        #expect(answer.field("signature") != nil)
      }
      #expect(try hub.node.standing == before)
      try expectOthersUnaffected()
    }

    /// The sender signs what he has damaged, so only the content can give it away.
    @Test func `with bits that fell over never leaves half a batch behind`() throws {
      let sound = try batch(
        (1...8).map { change($0, [.assign(FieldID(rawValue: 1), Value("Emne \($0)"))]) })
      let whole = MessageCodec.encode(try request(sound), deflating: false)
      let before = try hub.node.replica.changeCount()
      var random = SeededRandom(seed: 41)
      var refused = 0
      for _ in 0..<200 {
        var damaged = whole
        let place = Int.random(in: 0..<damaged.count, using: &random)
        damaged[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        let answer = try post(damaged)
        if answer.status != 200 { refused += 1 }
        let count = try hub.node.replica.changeCount()
        #expect(count == before || count == before + 8)
      }
      #expect(refused > 50)
      try expectOthersUnaffected()
    }

    @Test func `with more than a message may hold is stopped at the door`() throws {
      let answer = try? post([UInt8](repeating: 7, count: 1_100_000))
      #expect(answer == nil || answer?.status == 413)
      try expectOthersUnaffected()
    }
  }
}
