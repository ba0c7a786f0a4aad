import Chance
import Search
import Testing

struct SnippetTests {
  /// The one check: the snippet with its matches in brackets and its cuts as dots.
  private func check(
    _ query: String, in text: String, bytesMax: Int = .max, shows expected: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    let snippet = Snippet(of: text, matching: query, bytesMax: bytesMax)
    let body = snippet.pieces.map { $0.isMatch ? "[\($0.text)]" : $0.text }.joined()
    let shown = (snippet.isCutAtStart ? "…" : "") + body + (snippet.isCutAtEnd ? "…" : "")
    #expect(shown == expected, sourceLocation: location)
  }

  @Test func `words are marked in whatever form they stand`() {
    check("skole", in: "Skolernes ferie. Din skole!", shows: "[Skolernes] ferie. Din [skole]!")
    check("aegteskab", in: "Om ægteskabet", shows: "Om [ægteskabet]")
    check("byggetil", in: "Byggetilladelse, byggeri", shows: "[Byggetilladelse], byggeri")
    check("får", in: "far og får", shows: "far og [får]")
  }

  @Test(arguments: [
    "ø", "øl", "år", "åen", "æble", "kørekort", "aegteskab", "ægteskab", "pas", "1a",
  ])
  func `a word is marked by itself, and by every beginning of it`(word: String) {
    for end in 1...word.count {
      let beginning = String(word.prefix(end))
      #expect(
        Snippet(of: word, matching: beginning).pieces == [.init(text: word, isMatch: true)],
        "\(beginning)")
    }
    #expect(Snippet(of: word, matching: word + " ").pieces == [.init(text: word, isMatch: true)])
  }

  @Test func `nothing is marked where nothing was asked`() {
    check("", in: "Pas & kørekort", shows: "Pas & kørekort")
    check("pas", in: "", shows: "")
  }

  @Test func `the part with most of the words is shown, in whole words`() {
    let text = """
      Kommunen er åben alle dage. Du skal bestille tid først. Et pas koster penge. \
      Børn skal have et nyt pas hvert femte år, og passet hentes personligt.
      """
    check(
      "nyt pas", in: text, bytesMax: 50,
      shows: "…skal have et [nyt] [pas] hvert femte år, og [passet]…")
    check("findes ikke", in: text, bytesMax: 20, shows: "Kommunen er åben…")
    check("kommunen", in: text, bytesMax: 20, shows: "[Kommunen] er åben…")
    check("personligt", in: text, bytesMax: 30, shows: "…hentes [personligt].")
  }

  @Test func `a word longer than the room is cut between letters`() {
    let word = String(repeating: "å", count: 50)
    check("x", in: word, bytesMax: 11, shows: "ååååå…")
    check(word, in: word + " og mere", bytesMax: 11, shows: "ååååå…")
  }

  @Test func `whatever the text, the pieces are the text`() {
    var random = SeededRandom(seed: 99)
    let alphabet = ["pas", "Pas ", " ", "å", "🚌", "é", "e\u{301}", "\n", ".", "x-", "paset ", "\0"]
    for _ in 0..<2_000 {
      let text = (0..<random.below(40)).map { _ in alphabet[random.below(12)] }.joined()
      let whole = Snippet(of: text, matching: "pas")
      #expect(whole.pieces.map(\.text).joined() == text)
      let room = random.below(30)
      let part = Snippet(of: text, matching: "pas", bytesMax: room)
      let shown = part.pieces.map(\.text).joined()
      #expect(text.utf8.count <= room || shown.utf8.count <= room, "\(text.debugDescription)")
      #expect(shown.unicodeScalars.allSatisfy { $0 != "\u{fffd}" })
      for (one, next) in zip(part.pieces, part.pieces.dropFirst()) {
        #expect(one.isMatch || next.isMatch)
        #expect(!one.text.isEmpty && !next.text.isEmpty)
      }
    }
  }
}
