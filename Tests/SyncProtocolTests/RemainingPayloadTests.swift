import CRDT
import Chance
import Testing

@testable import SyncProtocol

/// What is left of a payload proves itself, whoever it comes from and whatever went first
/// (Protocol/02 §6).
@Suite struct `What is left of a payload` {
  private static let text = "Ring 010190-1234\ni dag 🏠 og æd 020202-4321 å"

  private let payload: [UInt8]
  private let header: ChangeHeader

  init() {
    let id = Samples.id(1)
    let change = Change(
      id: id, document: id, parents: [], author: "MKJ", time: 3, salt: 0x1234_5678_9abc_def0,
      operations: [
        .create(kind: 5),
        .edit(
          FieldID(rawValue: 2),
          [
            Splice(position: 0, deleted: 0, inserted: Self.text),
            Splice(position: 3, deleted: 1, inserted: ""),
          ]),
        .add(FieldID(rawValue: 6), Value("Hansen")),
        .assign(FieldID(rawValue: 300), Value(bytes: [0, 0xff])),
      ])
    payload = PayloadCodec.encode(change)
    header = ChangeHeader(of: change)
  }

  private func whole() throws -> RemainingPayload {
    try #require(try RemainingPayload(whole: payload, of: header))
  }

  @Test func `is blank where words went, and nowhere else`() throws {
    let name = Self.text.unicodeScalars.count
    let rest = try whole().removing(WordMask(runs: [5..<22, name + 2..<name + 90]))
    guard case .edit(_, let splices) = rest.change.operations[1] else {
      Issue.record("the edit is gone")
      return
    }
    #expect(splices[0].inserted == "Ring ███████████\n█████ 🏠 og æd 020202-4321 å")
    #expect(rest.change.operations[2] == .add(FieldID(rawValue: 6), Value("Ha████")))
    #expect(rest.change.operations[3] == .assign(FieldID(rawValue: 300), Value(bytes: [0, 0xff])))
    #expect(rest.change.salt == 0)
    // The line end is told still.
    #expect(rest.gone == WordMask(runs: [5..<16, 17..<22, name + 2..<name + 6]))
    #expect(try rest.root == whole().root)
  }

  @Test(arguments: UInt64(1)...20)
  func `is the same whatever went first, and comes back from its bytes`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let count = try whole().change.words.count
    let masks = (0..<4).map { _ in
      let start = Int.random(in: 0..<count, using: &random)
      return WordMask(runs: [start..<start + Int.random(in: 1...12, using: &random)])
    }
    let all = try whole().removing(masks.reduce(WordMask()) { $0.union($1) })
    let inTurn = try masks.shuffled(using: &random).reduce(whole()) { $0.removing($1) }
    #expect(inTurn == all)
    #expect(try all.root == whole().root)
    #expect(try RemainingPayload(encoded: all.encoded, of: header) == all)
  }

  @Test func `proves nothing when a single byte is another`() throws {
    let rest = try whole().removing(WordMask(runs: [5..<16]))
    let (bytes, root) = (rest.encoded, rest.root)
    for place in bytes.indices {
      var altered = bytes
      altered[place] ^= 1
      let read = try? RemainingPayload(encoded: altered, of: header)
      #expect(read?.root != root, "byte \(place)")
    }
    for length in bytes.indices {
      #expect(throws: ProtocolError.self) {
        try RemainingPayload(encoded: Array(bytes.prefix(length)), of: header)
      }
    }
  }

  @Test func `has no secret of a word that went`() throws {
    let tree = WordTree(ofWhole: payload)
    let words = try whole().change.words
    var removed = [Bool](repeating: false, count: words.count)
    removed[7] = true
    let without = tree.removing(removed[...], of: words[...])
    var writer = ByteWriter()
    without.write(to: &writer)
    // On the way down to the word there are the nodes beside it, one a level, and its hash.
    let levels = (0...).first { 1 << $0 >= words.count } ?? 0
    #expect(writer.bytes.count <= levels * 18 + 33)
    #expect(without.gone(from: 0, count: words.count) == [7..<8])
    // With another word in its place, whoever tries finds the same hash: it hangs on the secret.
    var other = words
    other[7] = "x"
    #expect(without.root(other, skeleton: []) == tree.root(words, skeleton: []))
  }

  @Test func `of nothing but codes and numbers is not there`() throws {
    let change = Samples.creation
    let payload = PayloadCodec.encode(
      Change(
        id: change.id, document: change.id, parents: [], author: "", time: 0, salt: 1,
        operations: [.create(kind: 1)]))
    #expect(try RemainingPayload(whole: payload, of: ChangeHeader(of: change)) == nil)
  }
}
