import Chance
import Testing

@testable import CRDT

/// The sentences of one line, as texts.
private func sentences(_ line: String) -> [String] {
  let scalars = Array(line.unicodeScalars)
  return DanishSentences(scalars, 0..<scalars.count).map { String(scalars: scalars[$0]) }
}

/// Hard cases for the splitter: each is one line, `¦` marks where a sentence ends.
private let corpus: [String] = [
  // Plain ones.
  "Du skal søge digitalt. ¦Kommunen svarer inden 14 dage.",
  "Har du brug for hjælp? ¦Ring til Borgerservice!",
  "Kom ind! ¦Vi har åbent.",
  "Det er gratis",
  "Er det rigtigt?! ¦Ja.",
  "   Blanke i begge ender.   ",

  // Abbreviations that something always follows.
  "Du skal medbringe legitimation, f.eks. pas eller kørekort. ¦Husk billede.",
  "Det gælder bl.a. Aarhus og Odense. ¦Andre følger.",
  "Afgørelsen er truffet jf. Serviceloven. ¦Du kan klage.",
  "Se bekendtgørelse nr. 1234 om pas. ¦Den gælder nu.",
  "Læs kap. 4 om frister. ¦Derefter kap. 5.",
  "Det tager ca. 20 minutter. ¦Vent i køen.",
  "Ring på tlf. 46 18 20 00. ¦Vi svarer hverdage.",
  "Mød op kl. 10.30 ved skranken. ¦Tag nummer.",
  "Vi åbner kl. 9. ¦Vi lukker kl. 15.",
  "Reglerne, dvs. Kommunens egne, står her. ¦Spørg os.",
  "Kontakt hr. Jensen eller fr. Holm. ¦De hjælper.",
  "Det koster 50 kr. pr. Person over 18 år. ¦Børn er gratis.",
  "Gebyret er inkl. Moms og porto. ¦Det betales straks.",
  "Spørg evt. Ankestyrelsen eller nævnet. ¦De vejleder.",
  "Sagen er afgjort iht. Planloven og lokalplanen. ¦Du får brev.",
  "Rettelser mht. Adressen sendes digitalt. ¦Husk dato.",
  "Det er pga. Ferien lukket. ¦Vi åbner igen mandag.",
  "Hun er cand.jur. Lise Holm. ¦Han er stud.med. Per Friis.",
  "Den hidtidige, tidl. Kontorchef, er gået. ¦En ny er ansat.",
  "Skriv til dr. Holm, afd. B. ¦Svar følger.",
  "Ring på mobil-tlf. Emils nummer. ¦Han svarer.",
  "Kontoret ligger i Gl. Kongevej. ¦Indgang fra gården.",
  "Bussen holder på Sdr. Boulevard. ¦Den kører hver time.",
  "Mødet er i St. Heddinge. ¦Alle er velkomne.",

  // Abbreviations that may end a sentence.
  "Medbring pas, sygesikring mv. ¦Husk kopi.",
  "Der er tilskud til briller m.m. ¦Søg digitalt.",
  "Det gælder pas, kørekort osv. ¦14 dage er nok.",
  "Aftalen er med Falck A/S. ¦Den udløber i år.",
  "Gebyret er 500 kr. ¦Beløbet betales ved skranken.",
  "Momsen er 25 pct. ¦Den er med i prisen.",
  "Der er bestilt 40 stk. ¦De kommer fredag.",
  "Det kostede 3 mio. kr. i alt. ¦Byrådet sagde ja.",
  "Det koster kr. 500 at forny. ¦Betal med kort.",
  "Byen blev nævnt år 300 f.Kr. ¦Senere blev den glemt.",
  "Frist er 3. jan. 2026 kl. 12. ¦Kom før.",
  "Hun er ph.d. ¦Han er læge.",
  "Se reglerne for børn m.fl. ¦De er nye.",
  "Blanketter, bilag o.l. afleveres her. ¦Tak.",

  // Ordinals and dates.
  "Fristen er den 1. marts. ¦Derefter bortfalder sagen.",
  "Fristen er 15. april 2026. ¦Søg i tide.",
  "Fra den 3. i måneden gælder nye takster. ¦Se listen.",
  "Du bor på 2. sal til venstre. ¦Skriv det på.",
  "Han er født den 24. December 1990. ¦Hun er ældre.",
  "Lukket 1. og 2. juledag. ¦Åbent 27. december.",
  "Kom den 15. ¦Ansøgningen er klar.",
  "Taksten er 500. ¦Betal på nettet.",
  "Det varer til 2026. ¦Så forlænges det.",
  "Siden 2. Verdenskrig har huset stået tomt. ¦Nu sælges det.",
  "Frederik 8. Palæ er åbent. ¦Kom ind.",
  "Gælder 1. – 3. marts begge dage med. ¦Se kalenderen.",
  "1. Udfyld blanketten. ¦Send den ind.",
  "Perioden d. 1. 3. 2026 gælder. ¦Ikke før.",

  // Sections of law.
  "Se § 12, stk. 2. ¦Klagen sendes til kommunen.",
  "Jf. § 12, stk. 2, nr. 4, i pasloven. ¦Frist er fire uger.",
  "Hjemlen er § 83 a i serviceloven. ¦Den gælder alle.",
  "Efter stk. 3 kan fristen forlænges. ¦Spørg os.",
  "Det står i lovens kap. IV. ¦Læs det.",
  "Se bilag A. ¦Fristen står der.",
  "Vælg litra b. ¦Det andet bortfalder.",
  "Bemærk. ¦§ 4 gælder ikke her.",

  // Initials and names.
  "H.C. Andersens Boulevard er spærret. ¦Kør udenom.",
  "Skriv til J. P. Jensen i dag. ¦Han svarer.",
  "Lån bøger af C. Nielsen. ¦De er gratis.",
  "Mangel på vitamin C. ¦Det ses sjældent.",

  // Numbers, addresses, links.
  "Det koster 1.250,50 kr. at søge. ¦Det betales én gang.",
  "Indkomstgrænsen er 12.500 kr. ¦Den reguleres hvert år.",
  "Se www.borger.dk/pas for mere. ¦Siden er ny.",
  "Skriv til post@kommune.dk. ¦Vi svarer hurtigt.",
  "Læs https://www.kommune.dk/a.b/c?d=e.f nu. ¦Log på med MitID.",
  "Brug version 2.1.4 af skemaet. ¦Ældre afvises.",
  "Klik på [Søg pas](https://www.borger.dk/pas). ¦Følg vejen.",

  // Quotes, brackets, emphasis, ellipses.
  "Han sagde: \"Kom nu.\" ¦Så gik vi.",
  "\"Hvad koster det?\" spurgte hun. ¦Vi svarede.",
  "»Det er gratis.« ¦Det stod der.",
  "Ansøgningen (jf. § 3. Se også § 4) sendes digitalt. ¦Husk bilag.",
  "Du kan klage (se bilag). ¦Fristen er fire uger.",
  "(Se vejledningen. Den er ny.) ¦Ring ellers.",
  "**Frist.** ¦Du skal søge nu.",
  "Vent … ¦Nu er det din tur.",
  "Vent... og se. ¦Så sker der noget.",
  "Ja… måske kan det lade sig gøre. ¦Vi undersøger.",
  "Priserne er nye (fra 1. maj). ¦Se listen.",
  "Slut. ¦– Ny replik.",
  "Tillykke! ¦🎉 Du er borger nu.",
  "Brug MitID. iPhone-brugere henter appen.",

  // What looks like an end and is none.
  "Uge 43. og 44. holder vi lukket. ¦Kom i uge 45.",
  "Send det til kommunens adr. Torvet 1. ¦Mærk det pas.",
  "Vælg 1.-3. klasse eller 4.-6. klasse. ¦Skriv det.",
  "Punkterne a) og b) gælder. ¦Ikke c).",
]

@Suite struct `Danish sentences` {
  @Test(arguments: corpus) func `end where a reader would end them`(marked: String) {
    let expected = marked.split(separator: "¦").map { String($0).trimmingBlanks }
    #expect(sentences(marked.replacing("¦", with: "")) == expected)
  }

  @Test func `the corpus is not a handful`() {
    #expect(corpus.reduce(0) { $0 + $1.split(separator: "¦").count } >= 160)
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

@Suite struct `Units of Markdown` {
  private func units(_ text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return TextUnit.units(of: text).filter { $0.kind != .structure }.map {
      "\($0.kind): \(String(scalars: scalars[$0.range]))"
    }
  }

  @Test func `headings, items, cells and sentences are units`() {
    let text = """
      # Pas og kørekort

      Søg digitalt. Mød op.

      - Husk pas
      - [ ] Tag billede. Smil.
      1. Betal
      > Citat. Slut.

      | Kanal | Pris i kr. |
      |---|---:|
      | Skranke \\| telefon | 100 |
      ---
      """
    #expect(
      units(text) == [
        "heading: Pas og kørekort", "sentence: Søg digitalt.", "sentence: Mød op.",
        "item: Husk pas", "item: Tag billede.", "item: Smil.", "item: Betal", "sentence: Citat.",
        "sentence: Slut.", "cell: Kanal", "cell: Pris i kr.", "cell: Skranke \\| telefon",
        "cell: 100",
      ])
  }

  @Test func `marks that are not Markdown stay in the sentence`() {
    #expect(units("#ikke en overskrift") == ["sentence: #ikke en overskrift"])
    #expect(units("-5 grader.") == ["sentence: -5 grader."])
    #expect(units("*Vigtigt* at vide.") == ["sentence: *Vigtigt* at vide."])
  }

  @Test(arguments: 0..<20) func `units tile any text`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    for _ in 0..<50 {
      let text = random.oddText(pieces: random.below(60))
      let units = TextUnit.units(of: text)
      var end = 0
      for unit in units {
        #expect(unit.range.lowerBound == end && !unit.range.isEmpty, "seed \(seed)")
        end = unit.range.upperBound
      }
      #expect(end == text.unicodeScalars.count, "seed \(seed): \(text.debugDescription)")
    }
  }

  @Test(arguments: 0..<10) func `units of a line do not depend on other lines`(seed: Int) {
    var random = SeededRandom(seed: UInt64(100 + seed))
    let lines = (0..<6).map { _ in
      random.oddText(pieces: 20).replacing("\n", with: "").replacing("\r", with: "")
    }
    let alone = lines.flatMap { units($0) }
    #expect(units(lines.joined(separator: "\n")) == alone, "seed \(seed)")
  }
}
