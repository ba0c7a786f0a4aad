/// One word of a query, with all that would count as finding it.
///
/// A group is found directly, by any of `direct`, or in pieces: by the words in `parts`, where the
/// more of them occur the better.
struct QueryGroup {
  /// One token to look for.
  struct Alternative {
    var token: [UInt8]
    var isPrefix = false

    /// How much finding it is worth, before its rarity is counted in.
    var weight: Float

    /// In how many articles it counts as occurring, where it is one of many that mean the same;
    /// otherwise the index tells.
    var documents: Int?
  }

  var direct: [Alternative] = []
  var parts: [[Alternative]] = []

  /// What all parts together are worth of a direct find.
  var partsWeight: Float = 0

  /// Adds a way to be found; of two with the same token the one that is worth more is kept.
  mutating func add(_ alternative: Alternative) {
    let known = direct.firstIndex {
      $0.token == alternative.token && $0.isPrefix == alternative.isPrefix
    }
    if let known {
      if direct[known].weight < alternative.weight { direct[known] = alternative }
    } else {
      direct.append(alternative)
    }
  }

  /// Whether nothing of this stands in any document that the statistics know.
  func finds(nothingIn vocabulary: Vocabulary) -> Bool {
    ([direct] + parts).allSatisfy { alternatives in
      alternatives.allSatisfy { vocabulary.documentCount(of: $0.token) == 0 }
    }
  }
}
