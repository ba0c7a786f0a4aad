import Testing

@testable import CRDT

@Suite struct `A document's history` {
  let genesis = change(id(1, 1), insert("Blåbærgrød", at: 0))

  @Test func `two people who type at one place keep their words whole`() throws {
    let history = try DocumentHistory([
      genesis,
      change(id(2, 1), after: [id(1, 1)], insert("rød ", at: 0), insert("og ", at: 4)),
      change(id(3, 1), after: [id(1, 1)], insert("sød ", at: 0)),
    ])
    #expect(history.state().texts[body] == "rød og sød Blåbærgrød")
    #expect(history.heads == [id(2, 1), id(3, 1)])
  }

  @Test func `the order of arrival makes no difference`() throws {
    let a = change(id(2, 1), after: [id(1, 1)], delete(4, at: 0), insert("hind", at: 0))
    let b = change(id(3, 1), after: [id(1, 1)], delete(2, at: 1), insert("🫐", at: 3))
    let both = change(id(1, 2), after: [id(2, 1), id(3, 1)], insert("!", at: 0))
    let one = try DocumentHistory([genesis, a, b, both])
    let other = try DocumentHistory([genesis, b, a, a, both])
    #expect(one.state() == other.state())
    #expect(one.state().encoded() == other.state().encoded())
    #expect(try one.state(at: [id(2, 1), id(3, 1)]).texts[body] == "hindæ🫐rgrød")
  }

  @Test func `a register shows the deepest write and keeps the concurrent one`() throws {
    let history = try DocumentHistory([
      genesis,
      change(id(2, 1), after: [id(1, 1)], .assign(title, Value("Pas"))),
      change(id(3, 1), after: [id(1, 1)], .assign(title, Value("Pas og kørekort"))),
      change(id(2, 2), after: [id(2, 1)], .assign(title, Value("Pas til børn"))),
    ])
    let entries = history.state().registers[title]
    #expect(entries?.map(\.value.text) == ["Pas til børn", "Pas og kørekort"])
  }

  @Test func `a removal undoes only the additions it has seen`() throws {
    let history = try DocumentHistory([
      change(id(1, 1), .add(keywords, Value("pas"))),
      change(id(2, 1), after: [id(1, 1)], .add(keywords, Value("pas"))),
      change(id(3, 1), after: [id(1, 1)], .remove(keywords, Value("pas"))),
    ])
    #expect(history.state().sets[keywords] == [Value("pas")])
    #expect(try history.state(at: [id(3, 1)]).sets[keywords] == nil)
  }

  @Test func `a counter adds up what everybody counted`() throws {
    let history = try DocumentHistory([
      genesis,
      change(id(2, 1), after: [id(1, 1)], .count(tally, key: Value("u43"), amount: 40)),
      change(id(3, 1), after: [id(1, 1)], .count(tally, key: Value("u43"), amount: -2)),
    ])
    #expect(history.state().counters[tally] == [Value("u43"): 38])
  }

  @Test func `a change that does not fit leaves nothing behind`() throws {
    var history = try DocumentHistory([genesis])
    let before = history.state()
    let misfits: [(Change, HistoryError.Reason)] = [
      (change(id(2, 1), after: [id(9, 9)], insert("x", at: 0)), .unknownParent(id(9, 9))),
      (
        change(id(2, 1), after: [id(1, 1)], insert("x", at: 0), insert("y", at: 12)),
        .positionPastEnd
      ),
      (change(id(2, 1), after: [id(1, 1)], delete(.max, at: 10)), .positionPastEnd),
      (change(id(2, 1), after: [id(1, 1)], delete(-1, at: 0)), .negativeLength),
      (change(id(2, 1), after: [id(1, 1)], of: id(5, 1), insert("x", at: 0)), .foreignDocument),
      (change(id(2, 1), after: [id(1, 1), id(1, 1)], insert("x", at: 0)), .parentsNotHeads),
      (change(id(1, 1), insert("andet", at: 0)), .contradictsKnownChange),
      (change(id(2, 1), after: [id(1, 1)], .create(kind: 7)), .creationMisplaced),
    ]
    for (misfit, reason) in misfits {
      let error = #expect(throws: HistoryError.self) { try history.append(misfit) }
      #expect(error?.reason == reason)
      #expect(error?.change == misfit.id)
    }
    #expect(history.state() == before)
    #expect(history.changes == [genesis])
  }

  @Test func `a state applies what follows it without any history`() throws {
    let next = change(
      id(2, 1), after: [id(1, 1)], delete(3, at: 0), .assign(title, Value("Grød")),
      .add(keywords, Value("mad")), .count(tally, key: Value(""), amount: 3))
    var state = try DocumentState(creating: genesis)
    try state.apply(next)
    #expect(state == (try DocumentHistory([genesis, next])).state())
    #expect(try DocumentState(decoding: state.encoded()) == state)
    #expect(throws: HistoryError.self) { try state.apply(next) }
  }
}
