/// Synonyms: what an editor has said to mean the same.
extension QueryExpander {
  /// Adds to each word what else it may be called.
  ///
  /// A synonym is no rarer than the word that was typed, where that is known: *affald* in twenty
  /// articles is not found by the one that says *renovation* before all others.
  func addSynonyms(_ meanings: [Synonyms.Meaning], to groups: inout [QueryGroup]) {
    for meaning in meanings {
      for place in meaning.words {
        for phrase in meaning.others { add(phrase, to: &groups[place]) }
      }
    }
  }

  private func add(_ phrase: Synonyms.Phrase, to group: inout QueryGroup) {
    if phrase.count == 1 {
      guard let stem = stem(of: phrase[0]) else { return }
      let count = memory.articleCount(ofStem: stem)
      group.add(
        [stem], weight: RankingWeights.synonym, documents: max(count, ownCount(of: group)))
    } else if group.parts.isEmpty {
      group.parts = phrase.map(wholePart)
      group.partsWeight = RankingWeights.synonym
    }
  }
}
