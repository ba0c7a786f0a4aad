import CRDT
import Testing

private let text = """
  # Pas og kørekort

  Du kan søge om pas hos kommunen. Fristen er 1. marts. Gebyret betales ved skranken.

  ## Frister

  Kommunen svarer inden fire uger. Husk at tage billede med.

  - Pas til børn
  - Pas til voksne

  """

@Suite struct `Who meant what` {
  @Test func `two dates in one sentence overlap and weigh`() throws {
    var story = ConflictStory(text)
    story.replace(2, on: story.start, "1. marts", "15. april")
    story.replace(3, on: story.start, "1. marts", "1. maj")
    let conflict = try #require(story.history.openConflicts().first)
    #expect(story.history.openConflicts().count == 1)
    #expect(conflict.kind == .overlap)
    #expect(conflict.severity == .high)
    #expect(conflict.ancestor == "Fristen er 1. marts.")
    #expect(conflict.sides.map(\.text) == ["Fristen er 15. april.", "Fristen er 1. maj."])
    #expect(conflict.sides.map(\.changes) == [[id(2, 1)], [id(3, 1)]])
    let range = try #require(conflict.mergedRange)
    let scalars = Array(story.merged.unicodeScalars)[range]
    #expect(scalars.elementsEqual(conflict.merged.unicodeScalars))
    #expect(conflict.merged.hasPrefix("Fristen er ") && conflict.merged.hasSuffix("."))
  }

  @Test func `different words of one sentence are the same sentence`() throws {
    var story = ConflictStory(text)
    story.replace(2, on: story.start, "Du kan", "Borgeren kan")
    story.replace(3, on: story.start, "hos kommunen", "på rådhuset")
    let conflict = try #require(story.history.openConflicts().first)
    #expect(story.open == [.sameSentence])
    #expect(conflict.severity == .low)
    #expect(conflict.ancestor == "Du kan søge om pas hos kommunen.")
    #expect(conflict.merged == "Borgeren kan søge om pas på rådhuset.")
  }

  @Test func `the same edit twice is told from two edits`() throws {
    var story = ConflictStory(text)
    story.replace(2, on: story.start, "fire uger", "seks uger")
    story.replace(3, on: story.start, "fire uger", "seks uger")
    let conflict = try #require(story.history.openConflicts().first)
    #expect(story.open == [.sameEdit])
    #expect(conflict.merged == "Kommunen svarer inden seks seks uger.")
    #expect(Set(conflict.sides.map(\.text)) == ["Kommunen svarer inden seks uger."])
  }

  @Test func `what both deleted is gone without a word`() {
    var story = ConflictStory(text)
    story.replace(2, on: story.start, " Gebyret betales ved skranken.", "")
    story.replace(3, on: story.start, " Gebyret betales ved skranken.", "")
    #expect(story.open == [])
    #expect(!story.merged.contains("Gebyret"))
  }

  @Test func `an edit in a deleted paragraph keeps both wordings`() throws {
    var story = ConflictStory(text)
    story.replace(
      2, on: story.start, "Kommunen svarer inden fire uger. Husk at tage billede med.\n\n", "")
    story.replace(3, on: story.start, "fire uger", "seks uger")
    let conflict = try #require(story.history.openConflicts().first)
    #expect(story.open == [.editInDeleted])
    #expect(conflict.severity == .high)
    #expect(conflict.ancestor == "Kommunen svarer inden fire uger.")
    #expect(conflict.sides.map(\.text) == ["", "Kommunen svarer inden seks uger."])
  }

  @Test func `an edit in a moved paragraph shows where it belongs`() throws {
    let moved = "Kommunen svarer inden fire uger. Husk at tage billede med.\n\n"
    var story = ConflictStory(text)
    story.save(2, on: story.start, text.replacing(moved, with: "") + "\n" + moved)
    story.replace(3, on: story.start, "fire uger", "seks uger")
    let conflict = try #require(story.history.openConflicts().first)
    #expect(story.open == [.movedAndEdited])
    #expect(
      conflict.sides.map(\.text) == [
        "Kommunen svarer inden fire uger.", "Kommunen svarer inden seks uger.",
      ])
  }

  @Test func `two sentences added in one gap are shown together`() throws {
    var story = ConflictStory(text)
    story.replace(2, on: story.start, "1. marts.", "1. marts. Husk bilag.")
    story.replace(3, on: story.start, "1. marts.", "1. marts. Ring først.")
    let conflict = try #require(story.history.openConflicts().first)
    #expect(story.open == [.sameGap])
    #expect(conflict.ancestor == "")
    #expect(conflict.sides.map(\.text) == ["Husk bilag.", "Ring først."])
    #expect(["Husk bilag. Ring først.", "Ring først. Husk bilag."].contains(conflict.merged))
  }

  @Test func `paragraphs added in one gap meet even across the blank line`() {
    var story = ConflictStory("Et er sagt.\n\nTre er sagt.\n")
    story.save(2, on: story.start, "Et er sagt. Og mere til.\n\nTre er sagt.\n")
    story.save(3, on: story.start, "Et er sagt.\n\nTo er nyt.\n\nTre er sagt.\n")
    #expect(story.open == [.sameGap])
  }

  @Test func `headings, items and cells are units`() {
    var story = ConflictStory(
      "## Frister\n\n- Pas\n- Bil\n\n| Kanal | Pris |\n|---|---|\n| Web | 5 |\n")
    story.replace(2, on: story.start, "Frister", "Frister og gebyrer")
    story.replace(3, on: story.start, "Frister", "Svarfrister")
    story.replace(4, on: story.start, "- Pas", "- Pas til børn")
    story.replace(5, on: story.start, "- Pas", "- Dansk pas")
    story.replace(6, on: story.start, "| 5 |", "| 6 |")
    story.replace(7, on: story.start, "| 5 |", "| 7 |")
    story.replace(8, on: story.start, "- Bil", "- Bil og båd")
    story.replace(9, on: story.start, "Kanal", "Vej")
    let conflicts = story.history.openConflicts()
    #expect(conflicts.map(\.ancestor) == ["Frister", "Pas", "5"])
    #expect(conflicts.map(\.severity) == [.low, .low, .high])
  }

  @Test func `a sentence rewritten by one and corrected by the other overlaps`() throws {
    var story = ConflictStory(text)
    story.replace(
      2, on: story.start, "Kommunen svarer inden fire uger.",
      "Du får svar i din digitale post, når sagen er afgjort.")
    story.replace(3, on: story.start, "fire uger", "seks uger")
    let conflict = try #require(story.history.openConflicts().first)
    #expect(story.open == [.overlap])
    #expect(
      conflict.sides.map(\.text) == [
        "Du får svar i din digitale post, når sagen er afgjort.",
        "Kommunen svarer inden seks uger.",
      ])
  }

  @Test func `three people are three sides`() throws {
    var story = ConflictStory(text)
    for (replica, weeks) in [(2, "to uger"), (3, "tre uger"), (4, "seks uger")] {
      story.replace(UInt64(replica), on: story.start, "fire uger", weeks)
    }
    let conflict = try #require(story.history.openConflicts().first)
    #expect(story.open.count == 1)
    #expect(
      conflict.sides.map(\.text) == [
        "Kommunen svarer inden to uger.", "Kommunen svarer inden tre uger.",
        "Kommunen svarer inden seks uger.",
      ])
  }

  @Test func `several saves of one editor are one side`() throws {
    var story = ConflictStory(text)
    var mine = story.replace(2, on: story.start, "fire uger", "seks uger")
    mine = story.replace(2, on: mine, "Gebyret", "Beløbet")
    mine = story.replace(2, on: mine, "seks uger", "otte uger")
    story.replace(3, on: story.start, "fire uger", "tre uger")
    let conflict = try #require(story.history.openConflicts().first)
    #expect(story.open == [.overlap])
    #expect(conflict.sides.map(\.changes) == [[id(2, 1), id(2, 3)], [id(3, 1)]])
    #expect(
      conflict.sides.map(\.text) == [
        "Kommunen svarer inden otte uger.", "Kommunen svarer inden tre uger.",
      ])
  }

  @Test func `a form saved on an old version conflicts with its own author`() {
    var story = ConflictStory(text)
    story.replace(2, on: story.start, "fire uger", "seks uger")
    story.replace(2, on: story.start, "fire uger", "tre uger")
    #expect(story.open == [.overlap])
  }

  @Test func `a line put in the midst of another's sentence makes all of it doubtful`() throws {
    var story = ConflictStory("Spørg os. Hent pas her. Ring i dag.")
    let line = Splice(position: 10, deleted: 13, inserted: "Hent det nu!\n\n")
    story.write(2, on: story.start, .edit(body, [line]))
    story.write(3, on: story.start, .edit(body, [Splice(position: 6, deleted: 27, inserted: "")]))
    #expect(story.merged == "Spørg Hent det nu!\n\ng.")
    let conflict = try #require(story.history.openConflicts().first)
    #expect(story.open == [.editInDeleted])
    #expect(conflict.merged == story.merged)
    #expect(conflict.mergedRange == 0..<story.merged.unicodeScalars.count)
  }

  @Test func `so does a line end that another left there`() throws {
    var story = ConflictStory("Spørg os.")
    let line = story.write(
      2, on: story.start, .edit(body, [Splice(position: 5, deleted: 0, inserted: " nu!\n\n")]))
    story.write(
      3, on: story.start, .edit(body, [Splice(position: 0, deleted: 5, inserted: "Ring til")]))
    story.write(2, on: line, .edit(body, [Splice(position: 5, deleted: 4, inserted: " i dag!")]))
    #expect(story.merged == "Ring til i dag!\n\n os.")
    let conflict = try #require(story.history.openConflicts().first)
    #expect(story.open == [.overlap])
    #expect(conflict.sides.map(\.text) == ["Spørg i dag!\n\n os.", "Ring til os."])
    #expect(conflict.mergedRange == 0..<story.merged.unicodeScalars.count)
  }
}

@Suite struct `Nobody is asked without reason` {
  @Test func `a history without concurrency has no conflicts`() {
    var story = ConflictStory(text)
    var version = story.start
    for weeks in ["to", "tre", "seks"] {
      version = story.save(2, on: version, text.replacing("fire", with: weeks))
      version = story.replace(3, on: version, "Gebyret", "Gebyret for \(weeks)")
    }
    #expect(story.history.conflicts() == [])
  }

  @Test func `neighbouring sentences do not clash`() {
    var story = ConflictStory(text)
    story.replace(2, on: story.start, "hos kommunen", "på rådhuset")
    story.replace(3, on: story.start, "1. marts", "1. maj")
    story.replace(4, on: story.start, "Gebyret betales", "Betal")
    #expect(story.history.conflicts() == [])
  }

  @Test func `a new sentence does not clash with an edit beside it`() {
    var story = ConflictStory(text)
    story.replace(2, on: story.start, "1. marts.", "1. marts. Husk bilag.")
    story.replace(3, on: story.start, "Gebyret betales", "Betal")
    story.replace(4, on: story.start, "Du kan søge", "Alle kan søge")
    story.replace(5, on: story.start, "1. marts", "1. maj")
    #expect(story.history.conflicts() == [])
  }

  @Test func `new paragraphs in different places do not clash`() {
    var story = ConflictStory(text)
    story.replace(2, on: story.start, "## Frister\n", "Nyt afsnit her.\n\n## Frister\n")
    story.replace(3, on: story.start, "- Pas til børn\n", "Husk dette.\n\n- Pas til børn\n")
    story.replace(4, on: story.start, "- Pas til voksne\n", "- Pas til unge\n- Pas til voksne\n")
    #expect(story.history.conflicts() == [])
  }

  @Test func `blanks alone are no edit`() {
    var story = ConflictStory(text)
    story.replace(2, on: story.start, "Du kan søge", "Du  kan søge")
    story.replace(3, on: story.start, "hos kommunen", "på rådhuset")
    #expect(story.history.conflicts() == [])
  }

  @Test func `making an item of a line does not clash with its words`() {
    var story = ConflictStory("Husk pas\nHusk billede\n")
    story.save(2, on: story.start, "- Husk pas\n- Husk billede\n")
    story.replace(3, on: story.start, "billede", "foto")
    #expect(story.history.conflicts() == [])
  }

  @Test func `a sentence removed beside an edited one does not clash`() {
    var story = ConflictStory(text)
    story.replace(2, on: story.start, " Fristen er 1. marts.", "")
    story.replace(3, on: story.start, "hos kommunen", "på rådhuset")
    story.replace(4, on: story.start, "ved skranken", "på nettet")
    #expect(story.history.conflicts() == [])
  }
}

@Suite struct `Registers` {
  @Test func `two titles at once are a conflict`() throws {
    var story = ConflictStory(text, title: "Pas")
    story.write(2, on: story.start, .assign(title, Value("Pas og kørekort")))
    story.write(3, on: story.start, .assign(title, Value("Nyt pas")))
    let conflict = try #require(story.history.openConflicts().first)
    #expect(conflict.kind == .register && conflict.field == title)
    #expect(conflict.ancestor == "Pas" && conflict.mergedRange == nil)
    #expect(conflict.sides.map(\.text) == ["Pas og kørekort", "Nyt pas"])
    #expect(conflict.merged == story.history.state().registers[title]?.first?.value.text)
  }

  @Test func `the same value twice is none, nor are different fields`() {
    var story = ConflictStory(text)
    story.write(2, on: story.start, .assign(title, Value("Nyt pas")))
    story.write(3, on: story.start, .assign(title, Value("Nyt pas")))
    story.write(4, on: story.start, .assign(FieldID(rawValue: 9), Value("x")))
    #expect(story.history.conflicts() == [])
  }

  @Test func `a later write that knows both closes it`() {
    var story = ConflictStory(text)
    let a = story.write(2, on: story.start, .assign(title, Value("Pas A")))
    let b = story.write(3, on: story.start, .assign(title, Value("Pas B")))
    story.write(2, on: a, .assign(title, Value("Pas AA")))
    #expect(story.open == [.register])
    story.write(4, on: story.history.heads, .assign(title, Value("Pas C")))
    #expect(story.open == [])
    #expect(story.history.conflicts().map(\.sides.count) == [2])
    #expect(a != b)
  }
}
