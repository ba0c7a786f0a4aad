internal import DanishText

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
  }

  var direct: [Alternative] = []
  var parts: [[Alternative]] = []

  /// What all parts together are worth of a direct find.
  var partsWeight: Float = 0
}

extension QueryGroup {
  /// The word as it is, its stem, and both as somebody without æ, ø and å may have meant them.
  init(word letters: [UInt8]) {
    addForms(of: letters)
    if let unfolded = Folding.unfold(letters) { addForms(of: unfolded) }
  }

  private mutating func addForms(of letters: [UInt8]) {
    var stem: [UInt8] = []
    let stemLength = DanishStemmer.stemLength(of: letters.span)
    Folding.fold(letters.span.extracting(..<stemLength), into: &stem)
    add(Alternative(token: stem, weight: RankingWeights.stem))
    guard stemLength < letters.count else { return }
    add(Alternative(token: QueryGroup.exactToken(letters), weight: RankingWeights.exact))
  }

  /// A word that is its own stem is stored as a stem only, so both kinds are completed.
  mutating func addCompletions(of letters: [UInt8]) {
    let exact = QueryGroup.exactToken(letters)
    let weight = RankingWeights.completion
    add(Alternative(token: exact, isPrefix: true, weight: weight))
    add(Alternative(token: Array(exact.dropFirst()), isPrefix: true, weight: weight))
  }

  mutating func preferSection(_ letters: [UInt8]) {
    for place in direct.indices { direct[place].weight *= RankingWeights.numberOfSection }
    add(Alternative(token: TextAnalyser.sectionToken(letters), weight: RankingWeights.exact))
  }

  mutating func add(_ alternative: Alternative) {
    let isKnown = direct.contains {
      $0.token == alternative.token && $0.isPrefix == alternative.isPrefix
    }
    if !isKnown { direct.append(alternative) }
  }

  private static func exactToken(_ letters: [UInt8]) -> [UInt8] {
    var token = [TokenSpace.exact]
    Folding.fold(letters.span, into: &token)
    return token
  }
}
