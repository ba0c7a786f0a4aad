import CRDT

/// A document as its editors live it: forms are opened on a version and saved as whole texts.
///
///     var story = ConflictStory("Fristen er 1. marts.")
///     let a = story.save(2, on: story.start, "Fristen er 15. april.")
///     let b = story.save(3, on: story.start, "Fristen er 1. maj.")
///     story.history.openConflicts()
struct ConflictStory {
  private(set) var history: DocumentHistory
  private var sequences: [UInt64: UInt64] = [1: 1]

  let start = [id(1, 1)]

  init(_ text: String, title value: String = "Pas") {
    do {
      history = try DocumentHistory([
        change(id(1, 1), insert(text, at: 0), .assign(title, Value(value)))
      ])
    } catch {
      fatalError("a first change always fits: \(error)")
    }
  }

  func text(at version: [ChangeID]) -> String {
    (try? history.state(at: version))?.texts[body] ?? ""
  }

  var merged: String { history.state().texts[body] ?? "" }

  /// Saves a whole text on the version the form was opened with; returns the new version.
  @discardableResult
  mutating func save(_ replica: UInt64, on version: [ChangeID], _ text: String) -> [ChangeID] {
    let splices = TextDiff.splices(from: self.text(at: version), to: text)
    return write(replica, on: version, .edit(body, splices))
  }

  /// Saves the version's text with some words replaced.
  @discardableResult
  mutating func replace(
    _ replica: UInt64, on version: [ChangeID], _ old: String, _ new: String
  ) -> [ChangeID] {
    save(replica, on: version, text(at: version).replacing(old, with: new))
  }

  @discardableResult
  mutating func write(
    _ replica: UInt64, on version: [ChangeID], _ operations: CRDT.Operation...
  ) -> [ChangeID] {
    sequences[replica, default: 0] += 1
    let name = id(replica, sequences[replica, default: 1])
    let change = Change(
      id: name, document: id(1, 1), parents: version.sorted(), author: "abc", time: 0, salt: 0,
      operations: operations)
    do {
      try history.append(change)
    } catch {
      fatalError("the story saves on versions it has: \(error)")
    }
    return [name]
  }

  /// The kinds of the open conflicts.
  var open: [Conflict.Kind] { history.openConflicts().map(\.kind) }
}
