import CRDT
import Testing

@testable import Knowledge

@Suite struct `Advice to authors` {
  private func advice(_ body: String, short: String = "Bestil tid.") -> [WritingAdvice.Finding] {
    WritingAdvice(shortAnswer: short, body: body).findings
  }

  private func kinds(_ body: String) -> [WritingAdvice.Kind] { advice(body).map(\.kind) }

  @Test func `is none for a text as it should be`() {
    #expect(
      kinds(
        """
        ## Sådan gør du

        1. Gå ind på [borger.dk](https://www.borger.dk) med MitID.
        2. **Vigtigt:** hav passet klar.

        ### Hvis du er under 18 år

        | Hvem | Pris |
        | --- | ---: |
        | Børn | 178 kr. |

        ![Kort over indgangen](indgang.png)
        """
      ).isEmpty)
  }

  @Test func `sees a heading that skips a level, and where`() {
    let findings = advice("# Et\n\n### Tre\n\n# Et igen\n\n## To\n\n### Tre")
    #expect(findings.map(\.kind) == [.skippedHeadingLevel("Tre")])
    #expect(findings.first?.line == 3)
    #expect(kinds("### Begynder for lavt") == [.skippedHeadingLevel("Begynder for lavt")])
    #expect(kinds("```\n#### kode\n```").isEmpty)
  }

  @Test(arguments: [
    "Læs mere", "læs mere …", "Klik her!", "her", "**Se mere**", "Læs mere her »", "Download",
  ])
  func `sees a link that says nothing about where it leads`(_ text: String) throws {
    let kind = try #require(kinds("Du kan [\(text)](https://borger.dk).").first)
    guard case .vagueLink = kind else {
      Issue.record("\(kind)")
      return
    }
    #expect(kinds("`[\(text)](x)`").isEmpty)
  }

  @Test(arguments: [
    "Læs mere om pas", "Meld flytning", "borger.dk", "Klik her for at bestille tid",
  ])
  func `lets a link be that says where it leads`(_ text: String) {
    #expect(kinds("Du kan [\(text)](https://borger.dk).").isEmpty)
  }

  @Test func `sees addresses that would be read out`() {
    #expect(kinds("Gå til https://borger.dk/pas nu") == [.bareAddress("https://borger.dk/pas")])
    #expect(kinds("<http://a.dk>") == [.bareAddress("http://a.dk")])
    #expect(
      kinds("[https://borger.dk](https://borger.dk)") == [.bareAddress("https://borger.dk")])
    #expect(kinds("[www.a.dk](https://www.a.dk)") == [.bareAddress("www.a.dk")])
  }

  @Test func `sees images and table columns without words`() {
    #expect(kinds("![](a.png)") == [.imageWithoutText])
    #expect(kinds("| | Pris |\n|---|---|\n| Pas | 1 |") == [.tableWithoutHeader])
    #expect(kinds("| Hvad | Pris |\n| Pas | 1 |") == [.tableWithoutRule])
    #expect(kinds("| Hvad | Pris |\n|---|---|\n| Pas | |").isEmpty)
  }

  @Test func `sees bold lines that do a heading's work`() {
    #expect(kinds("A.\n\n**Sådan gør du**\n\nB.") == [.boldHeading("Sådan gør du")])
    #expect(kinds("A.\n\n**Husk passet.**\n\nB.").isEmpty)
    #expect(kinds("A.\n**Sådan gør du**\nB.").isEmpty)
  }

  @Test func `sees words in capitals, not abbreviations`() {
    #expect(kinds("Det gælder IKKE FOR BØRN under 18.") == [.capitals("IKKE FOR BØRN")])
    #expect(kinds("MitID og EU er NATO.").isEmpty)
  }

  @Test func `sees what a template left open`() {
    for template in ArticleTemplate.all {
      let advice = WritingAdvice(shortAnswer: template.shortAnswer, body: template.body)
      let open = advice.findings.filter { if case .unfilled = $0.kind { true } else { false } }
      #expect(open.contains { $0.field == .shortAnswer }, "\(template.name)")
      #expect(open.count > 2, "\(template.name)")
      // The bones themselves are as they should be.
      #expect(advice.findings.count == open.count, "\(template.name)")
    }
  }

  @Test func `counts the seconds that a short answer takes to read aloud`() {
    func seconds(_ words: Int) -> [WritingAdvice.Kind] {
      let text = Array(repeating: "ord", count: words).joined(separator: " ")
      return advice("", short: text).map(\.kind)
    }
    #expect(seconds(37).isEmpty)
    #expect(seconds(38) == [.longShortAnswer(seconds: 16)])
    #expect(advice("Tekst.", short: " ").map(\.kind) == [.noShortAnswer])
    #expect(advice("", short: "").isEmpty)
  }

  @Test func `says how hard the text is, headings and points being sentences of their own`() {
    let points = (1...10).map { "- Punkt nummer \($0) er kort" }.joined(separator: "\n")
    let advice = WritingAdvice(shortAnswer: "Kort.", body: "# Overskrift\n\n\(points)")
    // 11 sentences, 51 words, one of them long.
    #expect(advice.lix == 7)
    #expect(advice.readability == "Læsbarhed: LIX 7, meget let.")
    let hard = Array(repeating: "kommunalbestyrelsens forvaltningsafgørelser", count: 20)
    #expect(
      WritingAdvice(shortAnswer: "Kort.", body: hard.joined(separator: " ")).findings.map(\.kind)
        == [.hardToRead(lix: 140)])
    #expect(WritingAdvice(shortAnswer: "", body: "Kort tekst.").lix == nil)
  }

  @Test(arguments: ["[", "](", "[](", "![", "`", "|", "#", "**", "[[]]((", "[Skriv ", "https://"])
  func `takes its time in proportion to the text, whatever the text`(_ piece: String) {
    // Quadratic reading would take minutes here.
    let text = String(repeating: piece, count: 20_000)
    let findings = advice(text) + advice(text + "\n" + text)
    #expect(findings.count <= 200)
  }
}
