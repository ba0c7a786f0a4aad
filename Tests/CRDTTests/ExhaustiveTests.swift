import Testing

@testable import CRDT

/// Every history of three people and three operations on a text of two scalars.
///
/// Each operation is one of four edits, by one of three people, who has either read everything
/// before or knows only the start and their own edits.
@Suite struct `Every small history` {
  private static let edits = [
    Splice(position: 0, deleted: 0, inserted: "å"),
    Splice(position: 1, deleted: 0, inserted: "xy"),
    Splice(position: 0, deleted: 1, inserted: ""),
    Splice(position: 1, deleted: 1, inserted: "z"),
  ]

  @Test(arguments: 0..<24) func `equals the slow twin`(first: Int) throws {
    for second in 0..<24 {
      for third in 0..<24 {
        try check([first, second, third])
      }
    }
  }

  private func check(_ choices: [Int]) throws {
    var twin = PlainHistory([change(id(1, 1), insert("ab", at: 0))])
    var known = [[id(1, 1)], [id(1, 1)], [id(1, 1)]]
    for (index, choice) in choices.enumerated() {
      let person = choice % 3
      if choice / 3 % 2 == 1 { known[person] = twin.heads }
      let length = twin.state(at: known[person]).texts[body]?.unicodeScalars.count ?? 0
      var splice = Self.edits[choice / 6]
      let position = min(splice.position, length)
      splice = Splice(
        position: position, deleted: min(splice.deleted, length - position),
        inserted: splice.inserted)
      let name = id(UInt64(person) + 2, UInt64(index) + 1)
      twin.append(change(name, after: known[person], .edit(body, [splice])))
      known[person] = [name]
    }
    let history = try DocumentHistory(twin.changes)
    #expect(history.state() == twin.state(at: twin.heads), "choices \(choices)")
    let trace = PlainTrace(history.textTrace(of: body), of: body, in: history)
    #expect(trace == twin.trace(of: body), "choices \(choices)")
  }
}
