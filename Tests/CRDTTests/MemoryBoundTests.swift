import Chance
import Testing

@testable import CRDT

/// What a merge keeps in memory follows the runs of a history and the pieces they cut each other
/// into. Were it a few bytes an event, these histories would take gigabytes: a deletion is one
/// short line to send, however long the text is.
@Suite struct `The memory of a merge` {
  private static let length = 100_000

  /// A text of so many scalars, and after it edits made without knowledge of each other.
  private func changes(
    _ count: Int, _ edit: (Int) -> (position: Int, deleted: Int, inserted: String)
  ) -> [Change] {
    let creation = change(id(1, 1), insert(Self.text, at: 0))
    return [creation]
      + (0..<count).map { number in
        let edit = edit(number)
        let splice = Splice(
          position: edit.position, deleted: edit.deleted, inserted: edit.inserted)
        return change(id(UInt64(number + 2), 1), after: [creation.id], .edit(body, [splice]))
      }
  }

  private static let text = String(repeating: "å", count: length)

  @Test func `thousands of deletions of a whole text take some bytes each`() throws {
    let changes = changes(5_000) { _ in (0, Self.length, "") }
    let walk = try TypedHistory.walked(TypedHistory(changes).history)
    #expect(walk.text == "")
    #expect(walk.byteCount < 500_000)
    #expect(try DocumentHistory(changes).state().texts[body] ?? "" == "")
  }

  @Test func `rewriting a whole text again and again costs what was written`() throws {
    let changes = changes(4_000) { (0, Self.length, String($0)) }
    let walk = try TypedHistory.walked(TypedHistory(changes).history)
    #expect(walk.text.unicodeScalars.count == (0..<4_000).reduce(0) { $0 + String($1).count })
    #expect(walk.byteCount < 5_000_000)
  }

  @Test func `deletions that cut each other cost their pieces`() throws {
    // Each begins and ends somewhere else, so the text falls into two pieces a deletion.
    let changes = changes(400) {
      ($0, Self.length - 2 * $0, "")
    }
    let walk = try TypedHistory.walked(TypedHistory(changes).history)
    #expect(walk.text == "")
    #expect(walk.byteCount < 500_000)
  }

  @Test func `who deleted what is told in ranges`() throws {
    let changes = changes(1_000) { _ in (0, Self.length, "") }
    let trace = try DocumentHistory(changes).textTrace(of: body)
    #expect(
      trace.spans == [
        TextTrace.Span(scalars: 0..<Self.length, source: 0, insertedBy: 0, deleters: 0..<1_000)
      ])
    #expect(trace.deleters == Array(1..<1_001))
  }
}

@Suite struct `An index of items` {
  @Test(arguments: 1...20)
  func `is an array`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let count = Int.random(in: 1...700, using: &random)
    let held = Int.random(in: 0...count, using: &random)
    var plain = [Int32](repeating: 7, count: held) + [Int32](repeating: 8, count: count - held)
    var index = ItemIndex()
    index.begin(900, heldBy: 4, room: 100)
    index.fill(10..<950, with: 5)
    index.begin(Int32(held), heldBy: 7, room: Int32(count - held))
    index.fill(Int32(held)..<Int32(count), with: 8)
    for span in 10..<60 as Range<Int32> {
      let start = Int.random(in: 0..<count, using: &random)
      let end = Int.random(in: start...count, using: &random)
      for item in start..<end { plain[item] = span }
      index.fill(Int32(start)..<Int32(end), with: span)
    }
    #expect(plain.indices.allSatisfy { index[Int32($0)] == plain[$0] })
  }
}
