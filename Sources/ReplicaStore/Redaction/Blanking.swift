import CRDT

/// Blanks words in a change and leaves its shape: the same operations, at the same places, of the
/// same lengths in scalars, so that everything written on top of it still fits.
///
///     "Ring 010190-1234"  →  "Ring ███████████"
struct Blanking {
  static let blank: Unicode.Scalar = "█"

  /// One text in a change: an inserted one, or a value that is a text.
  struct Place: Hashable {
    var operation: Int
    var splice: Int
  }

  let change: Change
  /// Which scalars of which text are blanked.
  private(set) var marks: [Place: Set<Int>] = [:]

  init(_ change: Change) {
    self.change = change
  }

  var isEmpty: Bool { marks.isEmpty }

  mutating func mark(_ place: Place, _ offset: Int) {
    marks[place, default: []].insert(offset)
  }

  /// Marks every occurrence of some words in whatever the change itself says.
  mutating func mark(occurrencesOf words: [Unicode.Scalar]) {
    for (place, text) in Blanking.texts(of: change) {
      for start in Blanking.occurrences(of: words, in: text) {
        for offset in start..<start + words.count { mark(place, offset) }
      }
    }
  }

  /// Marks all words of the change, or of one of its fields. What is a code and no text (a status,
  /// an audience, an approval) stays.
  mutating func markAll(inField field: FieldID?, where isText: (FieldID) -> Bool) {
    for (place, text) in Blanking.texts(of: change) {
      guard let of = change.operations[place.operation].field, field == nil || field == of,
        isText(of)
      else { continue }
      for offset in text.indices { mark(place, offset) }
    }
  }

  /// The change as it stands afterwards.
  var standIn: Change {
    var operations = change.operations
    for (index, operation) in operations.enumerated() {
      func blanked(_ text: String, _ splice: Int) -> String {
        guard let marks = marks[Place(operation: index, splice: splice)] else { return text }
        var view = String.UnicodeScalarView()
        for (offset, scalar) in text.unicodeScalars.enumerated() {
          view.append(marks.contains(offset) && scalar != "\n" ? Blanking.blank : scalar)
        }
        return String(view)
      }
      func blanked(_ value: Value) -> Value { value.text.map { Value(blanked($0, 0)) } ?? value }
      switch operation {
      case .edit(let field, let splices):
        operations[index] = .edit(
          field,
          splices.enumerated().map { number, splice in
            Splice(
              position: splice.position, deleted: splice.deleted,
              inserted: blanked(splice.inserted, number))
          })
      case .assign(let field, let value): operations[index] = .assign(field, blanked(value))
      case .add(let field, let value): operations[index] = .add(field, blanked(value))
      case .remove(let field, let value): operations[index] = .remove(field, blanked(value))
      case .create, .count, .acknowledge: break
      }
    }
    return Change(
      id: change.id, document: change.document, parents: change.parents, author: change.author,
      time: change.time, salt: 0, operations: operations)
  }

  // MARK: Texts in a change

  static func texts(of change: Change) -> [(place: Place, text: [Unicode.Scalar])] {
    var texts: [(place: Place, text: [Unicode.Scalar])] = []
    for (index, operation) in change.operations.enumerated() {
      switch operation {
      case .edit(_, let splices):
        for (number, splice) in splices.enumerated() {
          texts.append(
            (Place(operation: index, splice: number), Array(splice.inserted.unicodeScalars)))
        }
      case .assign(_, let value), .add(_, let value), .remove(_, let value):
        guard let text = value.text else { continue }
        texts.append((Place(operation: index, splice: 0), Array(text.unicodeScalars)))
      case .create, .count, .acknowledge: break
      }
    }
    return texts
  }

  /// Where the words begin in a text, overlapping ones too.
  static func occurrences(of words: [Unicode.Scalar], in text: [Unicode.Scalar]) -> [Int] {
    guard !words.isEmpty, words.count <= text.count else { return [] }
    return (0...text.count - words.count).filter { start in
      text[start] == words[0] && text[start..<start + words.count].elementsEqual(words)
    }
  }
}

extension Blanking {
  /// What stands when two removals are about the same payload: what either blanked is blank. `nil`
  /// where they are not of one shape, which no sound pair is.
  static func union(_ one: Change, _ other: Change) -> Change? {
    let (mine, theirs) = (texts(of: one), texts(of: other))
    guard mine.map(\.place) == theirs.map(\.place) else { return nil }
    var blanking = Blanking(one)
    for (mine, theirs) in zip(mine, theirs) {
      guard mine.text.count == theirs.text.count else { return nil }
      for (offset, scalars) in zip(mine.text, theirs.text).enumerated()
      where scalars.0 != scalars.1 {
        blanking.mark(mine.place, offset)
      }
    }
    let union = blanking.standIn
    return union.hasShape(of: other) ? union : nil
  }
}

extension Change {
  /// Whether two changes do the same to the same places, whatever words they bring.
  fileprivate func hasShape(of other: Change) -> Bool {
    guard operations.count == other.operations.count, author == other.author, time == other.time
    else { return false }
    return zip(operations, other.operations).allSatisfy { one, other in
      switch (one, other) {
      case (.edit(_, let mine), .edit(_, let theirs)):
        one.field == other.field && mine.map(\.position) == theirs.map(\.position)
          && mine.map(\.deleted) == theirs.map(\.deleted)
      case (.assign(_, let mine), .assign(_, let theirs)), (.add(_, let mine), .add(_, let theirs)),
        (.remove(_, let mine), .remove(_, let theirs)):
        one.field == other.field && (mine.text != nil && theirs.text != nil || mine == theirs)
      default: one == other
      }
    }
  }
}

extension Operation {
  /// The field that the operation writes.
  var field: FieldID? {
    switch self {
    case .edit(let field, _), .assign(let field, _), .add(let field, _), .remove(let field, _),
      .count(let field, _, _):
      field
    case .create, .acknowledge: nil
    }
  }
}
