import CRDT
import Chance
import Testing

@Suite struct `A conflict is closed` {
  private static func diverged() -> ConflictStory {
    var story = ConflictStory("Først dette. Svar kommer inden fire uger. Så dette.\n")
    story.replace(2, on: story.start, "fire uger", "seks uger")
    story.replace(3, on: story.start, "fire uger", "tre uger")
    return story
  }

  @Test func `by whoever rewrites the sentence having seen both`() {
    var story = Self.diverged()
    story.save(
      4, on: story.history.heads, "Først dette. Svar kommer inden fem uger. Så dette.\n")
    #expect(story.open == [])
    #expect(story.history.conflicts().map(\.isOpen) == [false])
  }

  @Test func `by an acknowledgement, and stays closed when two acknowledge`() throws {
    var story = Self.diverged()
    let conflict = try #require(story.history.openConflicts().first)
    let both = story.history.heads
    let one = story.write(4, on: both, .acknowledge(conflict.id))
    #expect(story.open == [])
    let other = story.write(5, on: both, .acknowledge(conflict.id))
    #expect(story.open == [])
    story.save(6, on: one + other, story.merged + "Mere.\n")
    #expect(story.open == [])
    #expect(story.history.conflicts().map(\.id) == [conflict.id])
  }

  @Test func `not by a change elsewhere in the text`() {
    var story = Self.diverged()
    story.replace(4, on: story.history.heads, "Så dette", "Så noget andet")
    #expect(story.open == [.overlap])
  }

  @Test func `not by someone who had seen one side only`() throws {
    var story = Self.diverged()
    let conflict = try #require(story.history.openConflicts().first)
    story.write(4, on: [id(2, 1)], .acknowledge(conflict.id))
    #expect(story.open == [.overlap])
  }

  @Test func `until a side writes on without having seen it`() throws {
    var story = Self.diverged()
    let first = try #require(story.history.openConflicts().first)
    story.write(4, on: story.history.heads, .acknowledge(first.id))
    #expect(story.open == [])
    story.replace(3, on: [id(3, 1)], "tre uger", "otte uger")
    let again = try #require(story.history.openConflicts().first)
    #expect(again.id != first.id)
    #expect(again.sides.map(\.changes) == [[id(2, 1)], [id(3, 1), id(3, 2)]])
  }

  @Test func `and a side that writes on against the closing is asked about that`() throws {
    var story = Self.diverged()
    story.save(
      4, on: story.history.heads, "Først dette. Svar kommer inden fem uger. Så dette.\n")
    story.replace(3, on: [id(3, 1)], "tre uger", "otte uger")
    let conflict = try #require(story.history.openConflicts().first)
    #expect(story.open.count == 1)
    #expect(
      Set(conflict.sides.map(\.text)) == [
        "Svar kommer inden fem uger.", "Svar kommer inden otte uger.",
      ])
  }

  @Test func `alike on every replica, whichever closing came first`() throws {
    var story = Self.diverged()
    let conflict = try #require(story.history.openConflicts().first)
    let both = story.history.heads
    story.write(4, on: both, .acknowledge(conflict.id))
    story.save(5, on: both, "Først dette. Svar kommer inden fem uger. Så dette.\n")
    let changes = story.history.changes
    let other = try DocumentHistory(
      [0, 2, 1, 4, 3].map { changes[$0] })
    #expect(story.history.openConflicts() == [])
    #expect(other.conflicts() == story.history.conflicts())
  }

  @Test func `while others stay open`() {
    var story = ConflictStory("Svar inden fire uger. Gebyret er 100 kr. Kom selv.\n")
    story.save(2, on: story.start, "Svar inden tre uger. Gebyret er 200 kr. Kom selv.\n")
    story.save(3, on: story.start, "Svar inden seks uger. Gebyret er 300 kr. Kom selv.\n")
    #expect(story.open == [.overlap, .overlap])
    let tidied = "Svar inden to uger." + story.merged.drop { $0 != "." }.dropFirst()
    story.save(4, on: story.history.heads, tidied)
    #expect(story.history.openConflicts().map(\.ancestor) == ["Gebyret er 100 kr."])
  }
}

/// What a replica keeps of some conflicts.
private func marks(of conflicts: [Conflict]) -> [ConflictMark] {
  conflicts.map { ConflictMark(id: $0.id, field: $0.field, kind: $0.kind, isOpen: $0.isOpen) }
}

@Suite struct `The conflicts of a history` {
  /// All causal orders of a few changes.
  private func orders(_ changes: [Change]) -> [[Change]] {
    func extend(_ done: [Change], _ left: [Change]) -> [[Change]] {
      if left.isEmpty { return [done] }
      let known = Set(done.map(\.id))
      return left.indices.filter { left[$0].parents.allSatisfy(known.contains) }.flatMap { index in
        var rest = left
        let next = rest.remove(at: index)
        return extend(done + [next], rest)
      }
    }
    return extend([], changes)
  }

  @Test(arguments: 0..<30) func `are the same in every order of arrival`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    var article = random.article(paragraphs: 2, sentences: 2)
    var story = ConflictStory(SeededRandom.render(article))
    var versions = [story.start]
    for replica in 2..<7 as Range<UInt64> {
      article[random.below(2)][random.below(2)] = random.sentence(random.below(4))
      let base = random.pick(versions)
      if random.chance(20) {
        versions.append(
          story.write(replica, on: base, .assign(title, Value(random.pick(["Pas", "Bil"])))))
      } else if random.chance(40) {
        versions.append(story.save(replica, on: story.history.heads, SeededRandom.render(article)))
      } else {
        versions.append(story.save(replica, on: base, SeededRandom.render(article)))
      }
    }
    let expected = story.history.conflicts()
    #expect(story.history.conflictMarks() == marks(of: expected), "seed \(seed)")
    for order in orders(story.history.changes) {
      #expect(try DocumentHistory(order).conflicts() == expected, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<16) func `agree on histories that no person makes`(seed: Int) throws {
    var random = RandomHistory(seed: UInt64(5000 + seed), changeCount: 10 + seed, startLength: 20)
    let history = try DocumentHistory(random.changes)
    let expected = history.conflicts()
    #expect(history.conflictMarks() == marks(of: expected), "seed \(seed)")
    #expect(Set(expected.map(\.id)).count == expected.count, "seed \(seed)")
    for conflict in expected {
      #expect(conflict.sides.count >= 2, "seed \(seed)")
      #expect(conflict.sides.allSatisfy { !$0.changes.isEmpty }, "seed \(seed)")
      if let range = conflict.mergedRange {
        let text = history.state().texts[conflict.field] ?? ""
        let merged = text.unicodeScalars.dropFirst(range.lowerBound).prefix(range.count)
        #expect(merged.elementsEqual(conflict.merged.unicodeScalars), "seed \(seed)")
      }
    }
    for _ in 0..<3 {
      #expect(try DocumentHistory(random.shuffled()).conflicts() == expected, "seed \(seed)")
    }
  }

  @Test func `stay one conflict however many people change one sentence`() throws {
    var story = ConflictStory("Svar kommer inden fire uger. Gebyret er 100 kr.\n")
    for person in 2..<82 as Range<UInt64> {
      story.replace(person, on: story.start, "fire", "omkring \(person)")
    }
    let conflicts = story.history.openConflicts()
    #expect(conflicts.map(\.sides.count) == [80])
    #expect(conflicts.map(\.ancestor) == ["Svar kommer inden fire uger."])
    let changes = story.history.changes
    let backwards = try DocumentHistory(changes.prefix(1) + changes.dropFirst().reversed())
    #expect(backwards.openConflicts() == conflicts)
  }

  /// Daily merges cut the history into zones; one editor who never came back makes it a single one.
  @Test(arguments: 0..<20) func `are found alike in one zone and in many`(seed: Int) {
    var random = SeededRandom(seed: UInt64(300 + seed))
    var story = ConflictStory(
      SeededRandom.render(random.article(paragraphs: 3, sentences: 2)))
    for day in 0..<8 {
      let morning = story.history.heads
      for replica in 2..<(random.chance(50) ? 4 : 5) as Range<UInt64> {
        let words = story.text(at: morning).split(separator: " ")
        let word = String(random.pick(words))
        story.replace(replica, on: morning, " " + word + " ", " dag\(day) ")
      }
    }
    let many = story.history.conflicts()
    story.write(99, on: story.start, .assign(FieldID(rawValue: 77), Value("x")))
    #expect(story.history.conflicts() == many, "seed \(seed)")
    #expect(story.history.conflictMarks() == marks(of: many), "seed \(seed)")
    #expect(!many.isEmpty)
  }

  @Test(arguments: 0..<20) func `keep their ids when more changes arrive`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(700 + seed))
    let article = random.article(paragraphs: 3, sentences: 3)
    var story = ConflictStory(SeededRandom.render(article))
    for replica in 2..<5 as Range<UInt64> {
      var mine = article
      mine[0][0].replace("nr.", with: "\(replica).")
      mine[random.below(2) + 1][random.below(3)] += " Ny \(replica)."
      story.save(replica, on: story.start, SeededRandom.render(mine))
    }
    let before = try #require(
      story.history.openConflicts().first { $0.ancestor == article[0][0] })
    let far = story.replace(9, on: story.start, article[2][2], "Helt andet her.")
    story.save(9, on: far, story.text(at: far) + "\nEt nyt afsnit.\n")
    story.save(8, on: story.history.heads, "Øverst.\n\n" + story.merged)
    #expect(story.history.openConflicts().contains { $0.id == before.id }, "seed \(seed)")
  }
}
