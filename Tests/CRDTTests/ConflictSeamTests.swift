import CRDT
import Testing

/// Where what one person added meets what another did beside it. Every story is told twice, with
/// the authors' names exchanged, for names decide who comes first.
@Suite struct `Text added beside other work` {
  private static func stories(
    _ base: String, adding: String, beside: String
  ) -> [ConflictStory] {
    [(2, 3), (3, 2)].map { (adder: UInt64, other: UInt64) in
      var story = ConflictStory(base)
      story.save(adder, on: story.start, adding)
      story.save(other, on: story.start, beside)
      return story
    }
  }

  /// Found by the simulator (seed 274): the full stop of the second paragraph stayed, the new text
  /// came before the heading, and both stood on one line.
  @Test func `a heading moved to where another replaces all paragraphs keeps its line`() {
    let (one, two, three, four) = (
      "Bestil tid til plads i dagpleje (sag 590507)?", "Vi afgør sager om pas (sag 99154)!",
      "Kommunen behandler kørekort (sag 130068).", "Husk altid hjælpemidler (sag 542457)."
    )
    let heading = "## Sådan gør du"
    let (new, legitimation, pension) = (
      "Husk altid byggetilladelse (sag 518886).", "Medbring sygedagpenge (sag 742304).",
      "Vi afgør folkepension i åbningstiden (sag 860544)."
    )
    for story in Self.stories(
      "\(heading)\n\n\(one)\n\n\(two)\n\n\(three)\n\n\(four)\n",
      adding: "\(one)\n\n\(heading)\n\n\(two)\n\n\(three)\n\n\(four)\n",
      beside: "\(heading)\n\n\(new)\n\n\(legitimation)\n\n\(pension)\n")
    {
      #expect(story.merged == "\(new)\n\n\(heading)\n\n\(legitimation)\n\n\(pension)\n")
      #expect(story.open == [])
    }
  }

  @Test func `a sentence stays before the one whose beginning another replaces`() {
    for story in Self.stories(
      "Fristen er 1. marts. Gebyret betales ved skranken.\n",
      adding: "Fristen er 1. marts. Husk bilag. Gebyret betales ved skranken.\n",
      beside: "Fristen er 1. marts. Betal ved skranken.\n")
    {
      #expect(story.merged == "Fristen er 1. marts. Husk bilag. Betal ved skranken.\n")
      #expect(story.open == [])
    }
  }

  @Test func `an item stays before the one that another replaces`() {
    for story in Self.stories(
      "- Pas til børn\n- Bil\n", adding: "- Pas til børn\n- Fly\n- Bil\n",
      beside: "- Pas til børn\n- Cykel med kurv\n")
    {
      #expect(story.merged == "- Pas til børn\n- Fly\n- Cykel med kurv\n")
      #expect(story.open == [])
    }
  }

  @Test func `what stands in the middle of replaced paragraphs is shown to somebody`() throws {
    for story in Self.stories(
      "Først.\n\nEn ting her.\n\nEn ting der.\n\nSidst.\n",
      adding: "Først.\n\nEn ting her.\n\n## Frister\n\nEn ting der.\n\nSidst.\n",
      beside: "Først.\n\nNoget helt nyt.\n\nSidst.\n")
    {
      let conflict = try #require(story.history.openConflicts().first)
      #expect(story.open == [.editInDeleted])
      #expect(conflict.ancestor == "En ting her.\n\nEn ting der.")
      #expect(
        Set(conflict.sides.map(\.text)) == [
          "En ting her.\n\n## Frister\n\nEn ting der.", "Noget helt nyt.",
        ])
    }
  }

  @Test func `a sentence put before one that another removes with its blank is shown`() {
    for story in Self.stories(
      "Kom her. Vent lidt.\n", adding: "Kom her. Ring først. Vent lidt.\n", beside: "Kom her.\n")
    {
      #expect(story.open == [.editInDeleted])
    }
  }

  @Test func `a heading put where another joins two paragraphs is shown`() {
    for story in Self.stories(
      "Kom her.\n\nVent lidt.\n", adding: "Kom her.\n\n## Ventetid\n\nVent lidt.\n",
      beside: "Kom her. Vent lidt.\n")
    {
      #expect(story.open == [.editInDeleted])
      let sides = story.history.openConflicts().first?.sides.map(\.text) ?? []
      #expect(Set(sides) == ["Kom her.\n\n## Ventetid\n\nVent lidt.", "Kom her. Vent lidt."])
    }
  }

  /// No form makes such splices: the replacement goes before what it replaces.
  @Test func `a replacement that comes to stand before what was put there is shown`() {
    for (adder, other, kinds) in [
      (2, 3, []), (3, 2, [Conflict.Kind.sameGap]),
    ] as [(UInt64, UInt64, [Conflict.Kind])] {
      var story = ConflictStory("Kom her. Gebyret er nul.\n")
      story.replace(adder, on: story.start, "Gebyret", "Husk bilag. Gebyret")
      let splice = Splice(position: 9, deleted: 8, inserted: "Prisen ")
      story.write(other, on: story.start, .edit(body, [splice]))
      #expect(story.open == kinds)
    }
  }

  @Test func `what is added behind a removed neighbour is nobody's trouble`() {
    for story in Self.stories(
      "Kom her. Vent lidt. Gå hjem.\n", adding: "Kom her. Vent lidt. Ring først. Gå hjem.\n",
      beside: "Kom her. Gå hjem.\n")
    {
      #expect(story.merged == "Kom her. Ring først. Gå hjem.\n")
      #expect(story.open == [])
    }
    for story in Self.stories(
      "Et.\n\nTo.\n\nTre.\n", adding: "Et.\n\nTo.\n\nNyt.\n\nTre.\n",
      beside: "Et.\n\nTre.\n")
    {
      #expect(story.merged == "Et.\n\nNyt.\n\nTre.\n")
      #expect(story.open == [])
    }
  }

  @Test func `a sentence added at the end of a paragraph that another joins is nobody's trouble`() {
    for story in Self.stories(
      "Kom her.\n\nVent lidt.\n", adding: "Kom her. Ring først.\n\nVent lidt.\n",
      beside: "Kom her. Vent lidt.\n")
    {
      #expect(story.open == [])
    }
  }
}
