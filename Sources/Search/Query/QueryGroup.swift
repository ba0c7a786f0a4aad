/// One word of a query, with all that would count as finding it.
///
/// A group is found directly, by any of `direct`, or in pieces: by the words in `parts`, where the
/// more of them occur the better.
struct QueryGroup {
  /// Words that count as one and the same.
  struct Alternative {
    var stems: [Int]

    /// How much finding it is worth, before its rarity is counted in.
    var weight: Float

    /// In how many articles it counts as occurring, where the index is not to tell.
    var documents: Int?

    /// What kind of finding it is, for telling people what was searched for instead.
    var kind = Kind.related
  }

  enum Kind {
    /// The word, or what is found by knowing Danish.
    case related

    /// Another word, taken for what was meant.
    case corrected
  }

  var direct: [Alternative] = []
  var parts: [[Alternative]] = []

  /// What all parts together are worth of a direct find.
  var partsWeight: Float = 0

  /// The word as it was typed, if the index has it: other forms of it are worth a little less.
  var typedWord: Int?

  /// The stem of the word asked for, if some article has it.
  var ownStem: Int?

  /// The words that were taken for what was meant, the best guess first.
  var corrections: [Int] = []

  /// Whether the index has neither the word nor its parts, so that all of this is a guess.
  var isGuess = false

  /// Adds a way to be found; of two with the same words the one that is worth more is kept.
  mutating func add(
    _ stems: [Int], weight: Float, documents: Int? = nil, kind: Kind = .related
  ) {
    guard !stems.isEmpty else { return }
    if let known = direct.firstIndex(where: { $0.stems == stems }) {
      if direct[known].weight < weight { direct[known].weight = weight }
    } else {
      direct.append(
        Alternative(stems: stems, weight: weight, documents: documents, kind: kind))
    }
  }

  var isEmpty: Bool { direct.isEmpty && parts.allSatisfy(\.isEmpty) }
}
