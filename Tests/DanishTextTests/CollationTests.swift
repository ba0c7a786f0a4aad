import DanishText
import Testing

struct CollationTests {
  private func sorted(_ names: [String]) -> [String] {
    // From the back, so that nothing is in order by chance.
    names.reversed().sorted { DanishCollation.key(for: $0) < DanishCollation.key(for: $1) }
  }

  private func check(_ names: [String], at location: SourceLocation = #_sourceLocation) {
    #expect(sorted(names) == names, sourceLocation: location)
    #expect(sorted(names.shuffled()) == names, sourceLocation: location)
  }

  @Test func `æ, ø and å come last, and aa is å`() {
    check(["Allerød", "Zahle", "Ærø", "Østerbro", "Aabenraa", "Ågård", "Aalborg", "Aarhus"])
    check(["Haderslev", "Hørsholm", "Håndværkeren"])
  }

  @Test func `letters from abroad stand with their relatives`() {
    check(["cafe", "café", "cafeteria"])
    check(["Myhre", "Müller", "Myrup"])
    check(["Zorn", "Ågren"])
    check(["Østergaard", "Österlund", "Øvig"])
    check(["Zorn", "A\u{308}rtling", "Ærø", "A\u{30a}gren"])
  }

  @Test func `a shorter name and a blank come first`() {
    check(["Høje", "Høje Taastrup", "Højer"])
    check(["Lyngby", "Lyngby-Taarbæk"])
  }

  @Test func `numbers stand in the order of their value`() {
    check(["Afdeling 2", "Afdeling 10", "Afdeling 100", "Afdeling B"])
    check(["Kapitel 7", "Kapitel 007 a"])
  }

  @Test func `small letters come before capitals where all else is alike`() {
    check(["bo", "Bo", "BO"])
  }

  @Test func `two a's can be two letters`() {
    let key = { DanishCollation.key(for: $0, doubleA: .isTwoLetters) }
    #expect(key("Kanaan") < key("Kanal"))
    #expect(DanishCollation.key(for: "Kanal") < DanishCollation.key(for: "Kanaan"))
  }

  @Test(.enabled(if: SharedData.exists("kommuner.csv")))
  func `the municipalities stand as in an atlas`() throws {
    let names = SharedData.lines("kommuner.csv").dropFirst().compactMap { line in
      line.split(separator: ",").dropFirst().first.map(String.init)
    }
    #expect(names.count == 98)
    let sorted = sorted(names)
    #expect(sorted.first == "Albertslund")
    #expect(sorted.suffix(4) == ["Ærø", "Aabenraa", "Aalborg", "Aarhus"])
    let place = { name in sorted.firstIndex(of: name) ?? -1 }
    #expect(place("Favrskov") < place("Faxe") && place("Furesø") < place("Faaborg-Midtfyn"))
    #expect(place("Tønder") < place("Tårnby") && place("Rudersdal") < place("Rødovre"))
    #expect(place("Høje-Taastrup") < place("Hørsholm"))
  }
}
