internal import Glibc

/// A query made ready for one index: the FTS5 expression that finds candidates, and the ranker
/// that judges them.
struct QueryPlan {
  let expression: String
  let ranker: Ranker

  /// A phrase of the expression in the making.
  private struct Phrase {
    let alternative: QueryGroup.Alternative
    let slot: Int
    let documents: Int
    let weight: Float
  }

  /// Nil when there is nothing to look for.
  init?(_ groups: [QueryGroup], _ vocabulary: Vocabulary) {
    var phrases: [Phrase] = []
    var rankedGroups: [Ranker.Group] = []
    var slotCount = 0
    for group in groups {
      let first = slotCount
      var rarest: Float = 0
      for alternatives in [group.direct] + group.parts {
        let added = alternatives.map { QueryPlan.phrase($0, slot: slotCount, vocabulary) }
        rarest = max(rarest, added.map(\.weight).max() ?? 0)
        phrases += added
        slotCount += 1
      }
      rankedGroups.append(
        Ranker.Group(
          direct: first, parts: (first + 1)..<slotCount, partsWeight: group.partsWeight,
          rarity: rarest))
    }
    guard !phrases.isEmpty else { return nil }
    let (anchors, others) = QueryPlan.divide(phrases)
    expression = QueryPlan.expression(anchors, others)
    // Where others are named, the anchors stand in the expression twice; once is enough to score.
    let silent = others.isEmpty ? [] : anchors.map { Ranker.Phrase(slot: $0.slot, weight: 0) }
    let scoring = (anchors + others).map { Ranker.Phrase(slot: $0.slot, weight: $0.weight) }
    ranker = Ranker(
      vocabulary: vocabulary, phrases: silent + scoring, groups: rankedGroups,
      slotCount: slotCount)
  }

  private static func phrase(
    _ alternative: QueryGroup.Alternative, slot: Int, _ vocabulary: Vocabulary
  ) -> Phrase {
    let documents = alternative.documents ?? vocabulary.documentCount(of: alternative)
    return Phrase(
      alternative: alternative, slot: slot, documents: documents,
      weight: alternative.weight * vocabulary.rarity(ofDocuments: documents))
  }

  /// The rare phrases find the candidates; the common ones only help to order them, because going
  /// through half of all documents for the word *kommune* finds nothing that matters.
  private static func divide(_ phrases: [Phrase]) -> (anchors: [Phrase], others: [Phrase]) {
    let byRarity = phrases.sorted { $0.documents < $1.documents }
    var total = 0
    var count = 0
    for phrase in byRarity {
      total += phrase.documents
      guard count == 0 || total <= RankingWeights.anchorDocumentsMax else { break }
      count += 1
    }
    return (Array(byRarity.prefix(count)), Array(byRarity.dropFirst(count)))
  }

  private static func expression(_ anchors: [Phrase], _ others: [Phrase]) -> String {
    let candidates = disjunction(anchors)
    return others.isEmpty ? candidates : "(\(candidates)) AND (\(disjunction(anchors + others)))"
  }

  /// Tokens hold letters, digits and our own marks, so nothing in them ends the quotes.
  private static func disjunction(_ phrases: [Phrase]) -> String {
    phrases.map { phrase in
      let token = String(decoding: phrase.alternative.token, as: UTF8.self)
      return "\"\u{2}\(token)\"" + (phrase.alternative.isPrefix ? "*" : "")
    }.joined(separator: " OR ")
  }
}

extension Vocabulary {
  /// About how many documents an alternative finds.
  fileprivate func documentCount(of alternative: QueryGroup.Alternative) -> Int {
    guard alternative.isPrefix else { return documentCount(of: alternative.token) }
    let sum = stems.numbers(withPrefix: alternative.token).reduce(0) {
      $0 + documentCount(ofStem: $1)
    }
    return min(sum, documentCount)
  }

  /// BM25's inverse document frequency, never below 0.
  fileprivate func rarity(ofDocuments count: Int) -> Float {
    let all = Float(max(documentCount, count))
    return logf(1 + (all - Float(count) + 0.5) / (Float(count) + 0.5))
  }
}
