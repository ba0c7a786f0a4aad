import CRDT

/// Finds which changes brought some words into a document, whether one typed them or several did a
/// part each.
///
/// Each version is written out as its author saw it, every scalar with the place in a change that it
/// came from. Where the words stand in a version, those places are blanked. A version that joins
/// branches has no such list; what stands in it alone is `leftover`.
struct WordFinder {
  private let history: DocumentHistory
  private let words: [Unicode.Scalar]
  /// What is to be blanked, in the order of the history.
  private(set) var blankings: [Blanking] = []

  /// Where a scalar came from.
  private struct Origin {
    var change: Int
    var place: Blanking.Place
    var offset: Int
  }

  private struct Letter {
    var scalar: Unicode.Scalar
    var origin: Origin?
  }

  init(_ history: DocumentHistory, words: [Unicode.Scalar]) {
    self.history = history
    self.words = words
    var marked = history.changes.map { Blanking($0) }
    for index in marked.indices { marked[index].mark(occurrencesOf: words) }
    // A version is kept until everything that was written on it alone has been seen.
    var waiting: [ChangeID: Int] = [:]
    for parents in history.changes.map(\.parents) where parents.count == 1 {
      waiting[parents[0], default: 0] += 1
    }
    var versions: [ChangeID: [FieldID: [Letter]]] = [:]
    for (index, change) in history.changes.enumerated() {
      var texts: [FieldID: [Letter]] = [:]
      if change.parents.count > 1 {
        texts = WordFinder.joined(at: change.parents, in: history)
      } else if let parent = change.parents.first {
        texts = versions[parent] ?? [:]
        waiting[parent, default: 0] -= 1
        if waiting[parent] == 0 { versions[parent] = nil }
      }
      WordFinder.perform(change, at: index, on: &texts)
      for letters in texts.values {
        for start in Blanking.occurrences(of: words, in: letters.map(\.scalar)) {
          for letter in letters[start..<start + words.count] {
            guard let origin = letter.origin else { continue }
            marked[origin.change].mark(origin.place, origin.offset)
          }
        }
      }
      if waiting[change.id] != nil { versions[change.id] = texts }
    }
    blankings = marked.filter { !$0.isEmpty }
  }

  /// A version that joins branches: its words, and of none where they came from.
  private static func joined(
    at parents: [ChangeID], in history: DocumentHistory
  ) -> [FieldID: [Letter]] {
    guard let state = try? history.state(at: parents) else { return [:] }  // parents are held
    return state.texts.mapValues { text in
      text.unicodeScalars.map { Letter(scalar: $0, origin: nil) }
    }
  }

  private static func perform(
    _ change: Change, at index: Int, on texts: inout [FieldID: [Letter]]
  ) {
    for (number, operation) in change.operations.enumerated() {
      guard case .edit(let field, let splices) = operation else { continue }
      for (place, splice) in splices.enumerated() {
        let inserted = splice.inserted.unicodeScalars.enumerated().map { offset, scalar in
          Letter(
            scalar: scalar,
            origin: Origin(
              change: index, place: Blanking.Place(operation: number, splice: place),
              offset: offset))
        }
        texts[field, default: []].replaceSubrange(
          splice.position..<splice.position + splice.deleted, with: inserted)
      }
    }
  }

  /// The versions in which the words would still stand.
  func leftover(after standIns: [Change]) throws -> [ChangeID] {
    let byID = Dictionary(uniqueKeysWithValues: standIns.map { ($0.id, $0) })
    let after = try DocumentHistory(history.changes.map { byID[$0.id] ?? $0 })
    return try after.changes.map(\.id).filter { id in
      try after.state(at: [id]).texts.values.contains { text in
        !Blanking.occurrences(of: words, in: Array(text.unicodeScalars)).isEmpty
      }
    }
  }
}
