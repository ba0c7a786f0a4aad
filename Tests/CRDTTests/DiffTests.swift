import CRDT
import Chance
import Testing

/// The one place that knows how splices are applied: each in the text the one before it left.
private func apply(_ splices: [Splice], to text: String) -> String {
  var scalars = Array(text.unicodeScalars)
  for splice in splices {
    scalars.replaceSubrange(
      splice.position..<(splice.position + splice.deleted), with: splice.inserted.unicodeScalars)
  }
  return string(scalars)
}

private func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
  var view = String.UnicodeScalarView()
  view.append(contentsOf: scalars)
  return String(view)
}

/// Swift's `==` would call å and a + U+030A the same text.
private func sameScalars(_ left: String, _ right: String) -> Bool {
  left.unicodeScalars.elementsEqual(right.unicodeScalars)
}

/// The replacements that splices are: what is inserted behind the beginning of what it replaces
/// takes two splices, and is one replacement.
private func replacements(_ splices: [Splice]) -> [Splice] {
  splices.reduce(into: []) { found, splice in
    if let last = found.last, splice.inserted.isEmpty, splice.deleted > 0,
      splice.position + splice.deleted == last.position
    {
      found[found.count - 1] = Splice(
        position: splice.position, deleted: splice.deleted + last.deleted, inserted: last.inserted)
    } else {
      found.append(splice)
    }
  }
}

/// Each replacement as `deleted→inserted`.
private func edits(from old: String, to new: String) -> [String] {
  let splices = TextDiff.splices(from: old, to: new)
  #expect(sameScalars(apply(splices, to: old), new))
  var text = old
  return replacements(splices).map { splice in
    let deleted = string(text.unicodeScalars.dropFirst(splice.position).prefix(splice.deleted))
    text = apply([splice], to: text)
    return "\(deleted)→\(splice.inserted)"
  }
}

@Suite struct `Splices say what the author did` {
  @Test func `equal texts need none`() {
    #expect(edits(from: "", to: "") == [])
    #expect(edits(from: "Frist: 1. marts.\n", to: "Frist: 1. marts.\n") == [])
  }

  @Test func `a new date is one change of whole words`() {
    let old = "Fristen er 1. marts."
    #expect(edits(from: old, to: "Fristen er 15. april.") == [" 1. marts→ 15. april"])
    #expect(edits(from: old, to: "Fristen er 1. maj.") == [" marts→ maj"])
  }

  @Test func `two replacements of the last word of a sentence do not run together`() {
    let old = "Fristen er 1. marts. Så får du svar."
    let maj = replacements(TextDiff.splices(from: old, to: "Fristen er 1. maj. Så får du svar."))
    let juni = replacements(TextDiff.splices(from: old, to: "Fristen er 1. juni. Så får du svar."))
    #expect(maj.count == 1 && juni.count == 1)
    let both = maj.map(\.inserted).joined() + juni.map(\.inserted).joined()
    #expect(both == " maj juni")
  }

  @Test func `a word is replaced with the blank behind it`() {
    let old = "Du får svar inden fire uger efter mødet."
    #expect(edits(from: old, to: "Du får svar inden seks uger efter mødet.") == ["fire →seks "])
    #expect(
      edits(from: old, to: "Du får svar inden fjorten dage efter mødet.")
        == ["fire uger →fjorten dage "])
  }

  @Test func `times, amounts and addresses are not cut`() {
    #expect(
      edits(from: "Vi åbner kl. 10.30 mandag.", to: "Vi åbner kl. 10.45 mandag.")
        == ["10.30 →10.45 "])
    #expect(
      edits(from: "Det koster 1.250,00 kr. i dag.", to: "Det koster 1.350,00 kr. i dag.")
        == ["1.250,00 →1.350,00 "])
    #expect(
      edits(from: "Se www.borger.dk/pas nu.", to: "Se www.borger.dk/bil nu.")
        == ["www.borger.dk/pas →www.borger.dk/bil "])
  }

  @Test func `a new sentence goes between its neighbours`() {
    #expect(
      edits(from: "Kom her. Gå hjem.", to: "Kom her. Vent lidt. Gå hjem.") == ["→Vent lidt. "])
    #expect(edits(from: "Kom her.\n", to: "Kom her. Vent lidt.\n") == ["→ Vent lidt."])
    #expect(edits(from: "Kom her.\n", to: "Kom nu. Kom her.\n") == ["→Kom nu. "])
  }

  @Test func `a removed sentence takes its own blank along`() {
    #expect(edits(from: "Kom her. Vent. Gå hjem.", to: "Kom her. Gå hjem.") == ["Vent. →"])
    #expect(edits(from: "Kom her. Vent.\nMere.", to: "Kom her.\nMere.") == [" Vent.→"])
  }

  @Test func `a longer heading is an insertion`() {
    #expect(edits(from: "## Frister\n", to: "## Frister og gebyrer\n") == ["→ og gebyrer"])
  }

  @Test func `a new paragraph starts where a line starts`() {
    #expect(edits(from: "Et.\n\nTre.\n", to: "Et.\n\nTo.\n\nTre.\n") == ["→To.\n\n"])
    #expect(edits(from: "- a\n- c\n", to: "- a\n- b\n- c\n") == ["→- b\n"])
  }

  @Test func `a sentence that was mostly rewritten is replaced whole`() {
    let old = "Først dette. Du skal sende blanketten til kommunen senest fredag. Så det."
    let new = "Først dette. Borgeren bør aflevere skemaet til nævnet før fredag. Så det."
    #expect(
      edits(from: old, to: new) == [
        "Du skal sende blanketten til kommunen senest fredag. →"
          + "Borgeren bør aflevere skemaet til nævnet før fredag. "
      ])
  }

  @Test func `what replaces the beginning of a sentence is put inside what it replaces`() {
    #expect(
      TextDiff.splices(from: "Kom her. Gebyret er nul.", to: "Kom her. Prisen er nul.") == [
        Splice(position: 10, deleted: 7, inserted: "Prisen "),
        Splice(position: 9, deleted: 1, inserted: ""),
      ])
    #expect(
      TextDiff.splices(from: "- e\u{301}n\n", to: "- to\n") == [
        Splice(position: 4, deleted: 1, inserted: " to"),
        Splice(position: 1, deleted: 3, inserted: ""),
      ])
  }

  @Test func `edits far apart stay apart`() {
    let old = "Alle borgere skal møde op på rådhuset. Husk pas og billede.\n\nVi ses på mandag her."
    let new = "Alle borgere kan møde op på rådhuset. Husk pas og attest.\n\nVi ses på tirsdag her."
    #expect(edits(from: old, to: new) == ["skal →kan ", " billede→ attest", "mandag →tirsdag "])
  }

  @Test func `a moved paragraph leaves and arrives in one piece`() {
    let moved = "Fuldmagten skal være underskrevet af begge parter."
    let rest = "Du skal møde op i egen person.\n\nHusk at tage et billede med til mødet."
    #expect(
      edits(from: "\(moved)\n\n\(rest)\n\nSlut.\n", to: "\(rest)\n\n\(moved)\n\nSlut.\n")
        == ["\(moved)\n\n→", "→\(moved)\n\n"])
  }

  @Test func `splitting a paragraph leaves its words alone`() {
    let change = edits(
      from: "Kom her. Vent lidt. Gå hjem.\n", to: "Kom her.\n\nVent lidt. Gå hjem.\n")
    #expect(change == [" →\n\n"])
  }

  @Test func `two normal forms of one letter are different texts`() {
    #expect(
      TextDiff.splices(from: "å", to: "a\u{30A}")
        == [Splice(position: 0, deleted: 1, inserted: "a\u{30A}")])
  }

  @Test func `an accent alone replaces its letter with the word`() {
    let splice = TextDiff.splices(from: "en cafe nu", to: "en cafe\u{301} nu")
    #expect(splice == [Splice(position: 3, deleted: 5, inserted: "cafe\u{301} ")])
  }

  @Test func `line ends are normalised`() {
    #expect(sameScalars(TextDiff.normalised("a\r\nb\rc\n\r\r\nd"), "a\nb\nc\n\n\nd"))
    #expect(sameScalars(TextDiff.normalised("a\nb"), "a\nb"))
  }
}

@Suite struct `Any two texts` {
  @Test(arguments: 0..<40) func `applying the splices gives the new text`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    for _ in 0..<50 {
      let old = random.oddText(pieces: random.below(60))
      let new =
        random.chance(70)
        ? random.neighbour(of: old, edits: 1 + random.below(5))
        : random.oddText(pieces: random.below(60))
      let splices = TextDiff.splices(from: old, to: new)
      #expect(
        sameScalars(apply(splices, to: old), new),
        "seed \(seed): \(old.debugDescription) → \(new.debugDescription)")
    }
  }

  @Test(arguments: 0..<20) func `no splice begins or ends inside a cluster`(seed: Int) {
    var random = SeededRandom(seed: UInt64(1000 + seed))
    for _ in 0..<50 {
      let old = random.oddText(pieces: random.below(40))
      let new = random.neighbour(of: old, edits: 1 + random.below(4))
      let note: Comment = "seed \(seed): \(old.debugDescription) → \(new.debugDescription)"
      let (inOld, inNew) = (borders(old), borders(new))
      var shift = 0
      for splice in replacements(TextDiff.splices(from: old, to: new)) {
        let start = splice.position - shift
        let inserted = splice.inserted.unicodeScalars.count
        #expect(inOld.contains(start) && inOld.contains(start + splice.deleted), note)
        #expect(
          inNew.contains(splice.position) && inNew.contains(splice.position + inserted), note)
        shift += inserted - splice.deleted
      }
    }
  }

  private func borders(_ text: String) -> Set<Int> {
    var index = 0
    return text.reduce(into: [0]) { borders, character in
      index += character.unicodeScalars.count
      borders.insert(index)
    }
  }

  @Test(arguments: 0..<10) func `a few words changed in an article are a few splices`(seed: Int) {
    var random = SeededRandom(seed: UInt64(2000 + seed))
    var article = random.article(paragraphs: 12, sentences: 4)
    let old = SeededRandom.render(article)
    for paragraph in [1, 4, 9] {
      let sentence = random.below(4)
      article[paragraph][sentence].replace(" og ", with: " eller også ")
    }
    #expect(
      edits(from: old, to: SeededRandom.render(article))
        == Array(repeating: "og →eller også ", count: 3))
  }

  @Test func `texts without anything in common are replaced, however long`() {
    let old = (0..<4000).map { "a\($0)" }.joined(separator: " ")
    let new = (0..<4000).map { "b\($0)" }.joined(separator: " ")
    #expect(replacements(TextDiff.splices(from: old, to: new)).count == 1)
  }

  @Test func `beyond the cap, words that occur once still align`() {
    func text(_ filler: String) -> String {
      (0..<6000).map { $0 % 3 == 0 ? "\(filler)." : "Ord\($0)" }.joined(separator: " ")
    }
    let splices = TextDiff.splices(from: text("gammel"), to: text("nyt"))
    #expect(replacements(splices).count == 2000)
    #expect(sameScalars(apply(splices, to: text("gammel")), text("nyt")))
  }
}

@Suite struct `History shows words` {
  @Test func `what is deleted stands before what replaces it`() {
    typealias Segment = WordDiff.Segment
    #expect(
      WordDiff.segments(from: "Fristen er 1. marts.", to: "Fristen er 1. maj.") == [
        Segment(kind: .same, text: "Fristen er 1. "), Segment(kind: .deleted, text: "marts"),
        Segment(kind: .inserted, text: "maj"), Segment(kind: .same, text: "."),
      ])
  }

  @Test(arguments: 0..<10) func `both texts can be read from the segments`(seed: Int) {
    var random = SeededRandom(seed: UInt64(3000 + seed))
    for _ in 0..<20 {
      let old = random.oddText(pieces: random.below(50))
      let new = random.neighbour(of: old, edits: random.below(5))
      let segments = WordDiff.segments(from: old, to: new)
      #expect(sameScalars(segments.filter { $0.kind != .inserted }.map(\.text).joined(), old))
      #expect(sameScalars(segments.filter { $0.kind != .deleted }.map(\.text).joined(), new))
      #expect(segments.allSatisfy { !$0.text.unicodeScalars.isEmpty })
    }
  }
}
