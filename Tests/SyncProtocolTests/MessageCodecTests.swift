import CRDT
import Chance
import Digest
import Testing

@testable import SyncProtocol

@Suite struct MessageCodecTests {
  private static let digest = SHA256.hash("d".utf8)

  private func mark(_ replica: UInt64, _ sequence: UInt64) -> StreamMark {
    StreamMark(
      replica: ReplicaID(rawValue: replica), sequence: sequence,
      chain: ChainMark(SHA256.hash("\(replica).\(sequence)".utf8)))
  }

  /// Three streams, every operation, a merge of two heads, and one entry of each kind of remains.
  private func fullBatch() throws -> Batch {
    let (one, other) = (ReplicaID(rawValue: 7), Samples.replica)
    let first = try SealedChange(sealing: Samples.creation, after: nil)
    let second = try SealedChange(sealing: Samples.edit(2), after: first.chain)
    let foreign = try SealedChange(sealing: Samples.edit(1, of: one), after: nil)
    let merge = try SealedChange(
      sealing: Samples.edit(3, parents: [ChangeID(replica: one, sequence: 1), Samples.id(2)]),
      after: second.chain)
    let fourth = try SealedChange(
      sealing: Samples.edit(4, document: ChangeID(replica: ReplicaID(rawValue: 9), sequence: 5)),
      after: merge.chain)
    let header = ChangeHeader(of: second.change)
    let hash = StreamChain.payloadHash(second.payload)
    let log: [LogEntry] = [
      .whole(first),
      .redacted(header, payloadHash: hash, remaining: [1, 2, 3], chain: second.chain),
      .whole(foreign), .whole(merge), LogEntry.whole(fourth).withheld,
    ]
    #expect(log.map(\.id.replica) == [other, other, one, other, other])
    return try Batch(log) { _ in nil }
  }

  private func fullMessage() throws -> SyncMessage {
    SyncMessage(
      kind: .request, digest: Self.digest, agreed: SHA256.hash("a".utf8),
      vector: .delta([mark(1, 300), mark(4, 1)]), batch: try fullBatch(), hasMore: true,
      agreedUnknown: true, batchLeftAside: true, stateMark: ChainMark(Self.digest),
      answerBytesMax: 32_768, probes: [Samples.id(1), Samples.id(2)],
      probed: [mark(2, 1), mark(2, 9)])
  }

  @Test func `every part of a message comes back`() throws {
    let message = try fullMessage()
    #expect(try MessageCodec.decode(MessageCodec.encode(message)) == message)
    for kind in [SyncMessage.Kind.request, .answer] {
      for vector in [SyncMessage.Vector.unchanged, .delta([]), .full([mark(3, 3)])] {
        let small = SyncMessage(kind: kind, digest: Self.digest, vector: vector)
        #expect(try MessageCodec.decode(MessageCodec.encode(small)) == small)
      }
    }
  }

  @Test func `a message with nothing new is 38 bytes`() {
    let message = SyncMessage(
      kind: .request, digest: Self.digest, agreed: Self.digest, vector: .unchanged)
    #expect(
      Hex.encode(MessageCodec.encode(message)) == "465601010004" + Self.digest.description)
  }

  @Test func `a message cut anywhere is refused`() throws {
    let bytes = MessageCodec.encode(try fullMessage())
    for count in 0..<bytes.count {
      #expect(throws: ProtocolError.self) { try MessageCodec.decode(Array(bytes[..<count])) }
    }
    #expect(throws: ProtocolError.self) { try MessageCodec.decode(bytes + [0]) }
  }

  @Test(arguments: [
    ("", ProtocolError.Reason.malformed), ("<html>", .unknownFormat),
    ("465602010000", .unknownFormat),
    ("465601040000", .unknownFormat), ("4656010180000000", .unknownFormat),
    ("465601010006", .unknownFormat), ("465601010018", .unknownFormat),
    ("465601010001ffffffff7f", .overLimit), ("4656010100010507", .malformed),
  ])
  func `what is not a message is refused for the right reason`(
    text: String, reason: ProtocolError.Reason
  ) {
    let bytes = Hex.decode(text) ?? Array(text.utf8)
    #expect {
      try MessageCodec.decode(bytes)
    } throws: {
      ($0 as? ProtocolError)?.reason == reason
    }
  }

  /// Flips in the uncompressed columns reach every reader; whatever is accepted is a message that
  /// can be encoded again.
  @Test func `flipped bytes never do more than change or end a message`() throws {
    let bytes = MessageCodec.encode(try fullMessage(), deflating: false)
    var random = SeededRandom(seed: 17)
    var refused = 0
    for _ in 0..<2000 {
      var mutant = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        mutant[Int.random(in: 6..<mutant.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      do {
        let decoded = try MessageCodec.decode(mutant)
        #expect(try MessageCodec.decode(MessageCodec.encode(decoded)) == decoded)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 500)
  }

  @Test func `a hundred small edits are short`() throws {
    var random = SeededRandom(seed: 8)
    var log: [LogEntry] = []
    var chain: SHA256Digest?
    for number in 1...UInt64(100) {
      let document = ChangeID(
        replica: ReplicaID(rawValue: 99), sequence: UInt64.random(in: 1...10_000, using: &random))
      let text = String(
        (0..<8).compactMap { _ in "abcdefghijklmnopqrstuvwxyzæøå".randomElement(using: &random) })
      let change = Change(
        id: Samples.id(number), document: document, parents: [document], author: "abc",
        time: 1_774_000_000_000 + Int64(number) * 61_234, salt: random.next(),
        operations: [
          .edit(
            FieldID(rawValue: 2),
            [
              Splice(
                position: Int.random(in: 0...3000, using: &random), deleted: 7, inserted: text)
            ])
        ])
      let sealed = try SealedChange(sealing: change, after: chain)
      chain = sealed.chain
      log.append(.whole(sealed))
    }
    let message = SyncMessage(
      kind: .request, digest: Self.digest, agreed: SHA256.hash("a".utf8),
      vector: .delta([mark(1, 300)]), batch: try Batch(log) { _ in nil })
    // 800 bytes of salts that follow from no secret and some 600 of random letters cannot be made
    // shorter.
    #expect(MessageCodec.encode(message).count < 2500)
  }

  @Test func `a refusal comes back`() throws {
    for refusal in [
      Refusal(reason: .invalidChange, change: Samples.id(9)), Refusal(reason: .busy),
    ] {
      #expect(try MessageCodec.decodeRefusal(MessageCodec.encode(refusal)) == refusal)
    }
    #expect(throws: ProtocolError.self) {
      try MessageCodec.decode(MessageCodec.encode(Refusal(reason: .busy)))
    }
  }

  /// The same for streams as they travel, and for noise behind a sound frame.
  @Test func `damaged compressed messages and noise are refused or bounded`() throws {
    var message = try fullMessage()
    message.batch = try Batch(
      (1...UInt64(60)).map { number in
        let id = ChangeID(replica: Samples.replica, sequence: number)
        return Change(
          id: id, document: id, parents: [], author: "abc", time: 9, salt: 1,
          operations: [.create(kind: 1), .assign(FieldID(rawValue: 1), Value("titel \(number)"))])
      }.reduce(into: [LogEntry]()) { log, change in
        log.append(.whole(try SealedChange(sealing: change, after: log.last?.chain)))
      }
    ) { _ in nil }
    let bytes = MessageCodec.encode(message)
    #expect(bytes[5] & 1 == 1)
    var random = SeededRandom(seed: 23)
    var refused = 0
    for round in 0..<1500 {
      var mutant = bytes
      if round % 3 == 0 {
        for place in 6..<mutant.count { mutant[place] = UInt8.random(in: 0...255, using: &random) }
      } else {
        mutant[Int.random(in: 4..<mutant.count, using: &random)] ^=
          1 << UInt8.random(in: 0...7, using: &random)
      }
      do {
        _ = try MessageCodec.decode(mutant)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 1000)
  }
}
