import Chance
import Testing

@testable import CRDT

/// The short cut past most merges, judged by the long way: where it says that nothing can clash,
/// looking at every line must find nothing.
@Suite struct `Saves that are told apart at once` {
  private static let lines = [
    "Fristen er 1. marts. Ansøg i god tid, jf. § 12.", "Du skal søge om dette.", "## Frister", "",
    "- Husk pas", "1. Ring først", "- [x] Klar", "- [ ] a", "| Pris | 50 kr. |", "|---|---|",
    "```swift", "```", "~~~", "---", "> Citat her", "a", "1.", "Åbent (hver dag. Også",
  ]

  private static let additions = [
    "x", " ord", "\n", "```", "- ", ". Nyt", "\n\n", "Et nyt afsnit.\n", "\n~~~\n", " (se. ",
  ]

  private func text(_ random: inout SeededRandom) -> String {
    (0..<3 + random.below(6)).map { _ in Self.lines[random.below(Self.lines.count)] }
      .joined(separator: random.chance(50) ? "\n" : "\n\n")
  }

  private func edited(_ text: String, _ random: inout SeededRandom) -> [Splice] {
    let count = text.unicodeScalars.count
    let position = random.below(count + 1)
    let deleted = random.chance(50) ? 0 : min(count - position, random.below(12))
    return [
      Splice(
        position: position, deleted: deleted,
        inserted: random.chance(80) ? Self.additions[random.below(Self.additions.count)] : "")
    ]
  }

  /// Two or three people who write beside each other, and sometimes on what two of them did.
  private func history(_ random: inout SeededRandom) -> DocumentHistory {
    var story = ConflictStory(text(&random))
    var versions = [story.start]
    for step in 0..<2 + random.below(3) {
      var version = versions[random.below(versions.count)]
      if random.chance(20) { version = story.history.heads }
      let splices = edited(story.text(at: version), &random)
      versions.append(
        story.write(UInt64(2 + step % 3), on: version, .edit(body, splices)))
    }
    return story.history
  }

  @Test func `have no conflict that a look at every line would find`() throws {
    var (apart, clashing) = (0, 0)
    for seed in 0..<6_000 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      let history = history(&random)
      let trace = history.textTrace(of: body)
      let inserted = try #require(history.logs[body]).scalars
      for zone in ConflictZone.zones(of: history.graph) {
        var drafts: [ConflictDraft] = []
        TextConflicts(body, TracedText(trace, inserted: inserted), in: zone)
          .append(worded: true, to: &drafts)
        if trace.keepsApart(zone, inserted) {
          apart += 1
          #expect(drafts.isEmpty, "seed \(seed)")
        } else if !drafts.isEmpty {
          clashing += 1
        }
      }
    }
    #expect(apart > 500)
    #expect(clashing > 500)
  }
}
