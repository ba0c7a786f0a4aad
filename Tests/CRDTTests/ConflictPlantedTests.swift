import CRDT
import Chance
import Testing

/// Saves planted so that it is known whether a person should look: what a corpus of articles with
/// two editors each measures in the large, in the small.
@Suite struct `Planted saves` {
  private enum Plan: CaseIterable {
    case otherParagraph
    case otherSentence
    case otherWord
    case sameWord
    case bothAdded
    case deletedAndEdited

    var isConflict: Bool { self != .otherParagraph && self != .otherSentence }
  }

  private struct Planted {
    var base: [[String]]
    var left: [[String]]
    var right: [[String]]

    /// What both editors would have written together, when each changed sentences of their own.
    var ideal: String {
      var both = right
      for (p, s) in base.indices.flatMap({ p in base[p].indices.map { (p, $0) } })
      where left[p][s] != base[p][s] {
        both[p][s] = left[p][s]
      }
      return SeededRandom.render(both)
    }
  }

  private func edit(_ sentence: String, word: Int, with new: String) -> String {
    var words = sentence.split(separator: " ").map(String.init)
    let mark = words[word].hasSuffix(".") ? "." : ""
    words[word] = new + mark
    return words.joined(separator: " ")
  }

  private func plant(_ plan: Plan, _ random: inout SeededRandom) -> Planted {
    let base = random.article(paragraphs: 4, sentences: 3)
    var (left, right) = (base, base)
    let (p, s) = (random.below(4), random.below(3))
    let words = base[p][s].split(separator: " ").count
    let word = random.below(words)
    left[p][s] = edit(base[p][s], word: word, with: "venstreord")
    switch plan {
    case .otherParagraph:
      let other = (p + 1 + random.below(3)) % 4
      right[other][random.below(3)] = random.sentence(99)
    case .otherSentence:
      right[p][(s + 1 + random.below(2)) % 3] = random.sentence(99)
    case .otherWord:
      right[p][s] = edit(
        base[p][s], word: (word + 1 + random.below(words - 1)) % words, with: "højreord")
    case .sameWord:
      right[p][s] = edit(base[p][s], word: word, with: "højreord")
    case .bothAdded:
      left = base
      left[p].insert(random.sentence(97), at: s)
      right[p].insert(random.sentence(98), at: s)
    case .deletedAndEdited:
      right[p].remove(at: s)
    }
    return Planted(base: base, left: left, right: right)
  }

  @Test(arguments: 0..<50) func `are flagged when they should be, and only then`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    for plan in Plan.allCases {
      let planted = plant(plan, &random)
      var story = ConflictStory(SeededRandom.render(planted.base))
      story.save(2, on: story.start, SeededRandom.render(planted.left))
      story.save(3, on: story.start, SeededRandom.render(planted.right))
      let found = story.history.openConflicts()
      #expect(found.count == (plan.isConflict ? 1 : 0), "seed \(seed), \(plan): \(found)")
      if !plan.isConflict { #expect(story.merged == planted.ideal, "seed \(seed), \(plan)") }
      #expect(
        found.allSatisfy { $0.sides.map(\.changes) == [[id(2, 1)], [id(3, 1)]] },
        "seed \(seed), \(plan)")
    }
  }
}
