internal import Glibc
public import SQLite

extension SearchIndex {
  /// The articles that fit best, the best first.
  ///
  /// Any text is a query; one without a letter or digit finds nothing. The last word, when nothing
  /// follows it, is also taken for the beginning of a longer one, so the function serves a form and
  /// every keystroke alike.
  ///
  /// - Parameter standing: what speaks for an article beside its words; asked for the best few.
  public static func answer(
    _ query: String, in scope: SearchScope, limit: Int, on connection: Connection,
    standing: (_ rowID: Int64) throws -> ArticleStanding = { _ in ArticleStanding() }
  ) throws -> SearchAnswer {
    guard let ranked = try rank(query, in: scope, limit: limit, on: connection, standing) else {
      return SearchAnswer(highlighter: Highlighter(query))
    }
    let suggestion = suggestion(for: ranked.words, ranked.groups, ranked.memory)
    return SearchAnswer(
      hits: ranked.hits, outcome: outcome(of: ranked),
      suggestion: suggestion,
      highlighter: Highlighter(ranked.words, ranked.groups, ranked.memory))
  }

  /// `answer`'s articles alone.
  public static func search(
    _ query: String, in scope: SearchScope, limit: Int, on connection: Connection
  ) throws -> [SearchHit] {
    try rank(query, in: scope, limit: limit, on: connection) { _ in ArticleStanding() }?.hits ?? []
  }

  private struct Ranked {
    let words: [QueryWord]
    let groups: [QueryGroup]
    let memory: IndexMemory
    let hits: [SearchHit]

    /// The largest share of the query that an article has; nil when there is none.
    let coverage: Float?
  }

  private static func rank(
    _ query: String, in scope: SearchScope, limit: Int, on connection: Connection,
    _ standing: (Int64) throws -> ArticleStanding
  ) throws -> Ranked? {
    let words = QueryReader.words(of: query)
    let context = context(of: connection)
    guard !words.isEmpty, limit > 0, let memory = try context.memory(of: scope, on: connection)
    else { return nil }
    let synonyms = try context.synonyms(on: connection)
    let expander = QueryExpander(
      memory, context.expansions(of: scope, on: connection), context.lookalikes)
    let groups = expander.groups(for: words, synonyms)
    var candidates = context.scorer.search(
      groups, in: memory, limit: max(limit, RankingWeights.rerankedMax))
    candidates.sort(by: >)
    context.reranker.rerank(&candidates, for: words, in: memory)
    var hits = candidates.map {
      SearchHit(rowID: memory.articles[$0.place].rowID, score: Double($0.score))
    }
    hits = try weigh(hits, standing)
    hits.sort { ($1.score, $0.rowID) < ($0.score, $1.rowID) }
    return Ranked(
      words: words, groups: groups, memory: memory, hits: Array(hits.prefix(limit)),
      coverage: candidates.map(\.coverage).max())
  }

  private static func outcome(of ranked: Ranked) -> SearchOutcome {
    guard let coverage = ranked.coverage else { return .nothing }
    let isGuess = ranked.groups.contains(where: \.isGuess)
    return isGuess || coverage < RankingWeights.coverageOfFound ? .weak : .found
  }

  /// Among articles that fit about as well, those of the place and those that others read.
  private static func weigh(
    _ hits: [SearchHit], _ standing: (Int64) throws -> ArticleStanding
  ) rethrows -> [SearchHit] {
    var weighed = hits
    for index in hits.indices.prefix(RankingWeights.weighedMax) {
      let standing = try standing(hits[index].rowID)
      var bonus = standing.isLocal ? RankingWeights.local : 0
      let often = log1pf(Float(max(0, standing.opened))) / log1pf(RankingWeights.openedMuch)
      bonus += RankingWeights.popularity * min(1, often)
      weighed[index] = SearchHit(
        rowID: hits[index].rowID, score: hits[index].score + Double(bonus))
    }
    return weighed
  }

  /// Only words that are in no article are taken for slips, so the others stand as typed.
  private static func suggestion(
    for words: [QueryWord], _ groups: [QueryGroup], _ memory: IndexMemory
  ) -> String? {
    guard groups.contains(where: { !$0.corrections.isEmpty }) else { return nil }
    return zip(words, groups).map { word, group in
      let letters = group.corrections.first.map { Array(memory.words.letters[$0]) } ?? word.letters
      return String(decoding: letters, as: UTF8.self)
    }.joined(separator: " ")
  }
}
