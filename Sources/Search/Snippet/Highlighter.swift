internal import DanishText
public import SQLite

/// Recognises in a text the words a query asked for.
///
/// Made from the query alone it knows the words' own forms; made with the index
/// (`SearchIndex.highlighter`) it also knows what else the search took for them: compounds, parts,
/// corrected slips.
public struct Highlighter: Sendable {
  private var stems: [[UInt8]: Int] = [:]
  private var beginning: (letters: [UInt8], term: Int)?
  private var count = 0

  public init(_ query: String) {
    for word in QueryReader.words(of: query) {
      for letters in [word.letters] + word.pieces {
        stems[StemToken.token(of: letters)] = count
        if let unfolded = Folding.unfold(letters) { stems[StemToken.token(of: unfolded)] = count }
        count += 1
      }
      if word.isUnfinished { beginning = (StemToken.fold(word.letters), count - 1) }
    }
  }

  /// Every way of being found that the groups name, by the group it belongs to.
  init(_ words: [QueryWord], _ groups: [QueryGroup]) {
    count = groups.count
    for (term, group) in groups.enumerated() {
      for alternative in group.direct + group.parts.flatMap(\.self)
      where stems[alternative.token] == nil {
        stems[alternative.token] = term
      }
    }
    if let last = words.last, last.isUnfinished {
      beginning = (StemToken.fold(last.letters), count - 1)
    }
  }

  /// Which word of the query a word of a text answers, if any.
  func term(of letters: [UInt8]) -> Int? {
    guard count > 0 else { return nil }
    if let term = stems[StemToken.token(of: letters)] { return term }
    guard let beginning, StemToken.fold(letters).starts(with: beginning.letters) else { return nil }
    return beginning.term
  }
}

extension SearchIndex {
  /// Recognises what `search` with the same query looked for.
  public static func highlighter(
    for query: String, in scope: SearchScope, on connection: Connection
  ) throws -> Highlighter {
    let context = context(of: connection)
    let words = QueryReader.words(of: query)
    guard
      let vocabulary = try VocabularyShelf.vocabulary(of: scope, for: context, on: connection)
    else { return Highlighter(query) }
    return Highlighter(words, QueryExpander(vocabulary).groups(for: words))
  }
}
