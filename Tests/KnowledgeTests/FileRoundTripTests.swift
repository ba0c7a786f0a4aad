import CRDT
import Chance
import Testing

@testable import Knowledge

/// A Markdown file as somebody's editor, script or other system might have written it.
private struct WildFile {
  let text: String
  let title: String
  let keywords: [String]
  let body: String

  private static let words = [
    "pas", "ærinde", "Øl", "årsag", "borger", "å\u{30A}", "👩‍👧", "§ 12, stk. 2", "kl. 8-22", "50 %",
    "\"citat\"", "it's", "a: b", "#1", "C:\\x", "[x]", "{y}", "- z", "~", "null", "no", "0340",
    "2026-01-01", "https://a.dk/?q=1&r=2#t",
  ]

  init(_ random: inout SeededRandom) {
    func word() -> String { WildFile.words.randomElement(using: &random) ?? "" }
    func words(_ count: ClosedRange<Int>) -> String {
      (0..<Int.random(in: count, using: &random)).map { _ in word() }.joined(separator: " ")
    }
    func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    let title = "T " + words(1...4)
    let keywords = (0..<Int.random(in: 0...4, using: &random)).map { "ord\($0) \(word())" }
    var entries = [
      "titel: " + WildFile.scalar(title, &random),
      WildFile.list("noegleord", keywords, &random),
    ]
    if chance(2) { entries.append("kle: 23.0\(Int.random(in: 1...9, using: &random)).04") }
    if chance(2) {
      entries.append("id: FV-\(Int.random(in: 1...999, using: &random))   # fra det gamle")
    }
    if chance(2) {
      entries.append("kort_svar: |\n  \(words(1...5)) slut\n\n  Og \(words(1...3)) slut")
    }
    if chance(3) { entries.append("maalgruppe: 'borger'") }
    // What only others know.
    let strangers = [
      "x-id: \(Int.random(in: 0...9, using: &random))", "tags: {a: 1, b: [2, 'c: d']}",
      "kilde:\n  navn: \"Ærø \\\"by\\\"\"\n  sider:\n    - 1\n    - 2",
      "layout: >-\n  foldet\n  tekst",
      "'citeret nøgle': ja", "tom:", "dato: 2026-02-30", "# en bemærkning: ikke en nøgle",
      "script: |\n  ---x\n  titel: ikke vores\n\n  # heller ikke en bemærkning", "",
      "UPPER: ~", "æøå: \"\\u00e6\"",
    ]
    for stranger in strangers where chance(4) { entries.append(stranger) }
    entries.shuffle(using: &random)

    let blocks = [
      "## \(words(1...3))", words(3...9), "| a | \(word()) |\n|:--|--:|\n| 1\\|2 | å |",
      "```yaml\n---\ntitel: kode\n---\n```", "1. et\n   - to\n\n     tre", "> \(words(1...4))",
      "---",
      "<b>rå</b> &amp; ", "linje  \nbrudt\\\nher", "\tindrykket", "- [ ] opgave\n- [x] gjort",
      "[link](https://a.dk \"t\")\n\n[a]: https://b.dk", "æ\u{A0}ø\u{2028}å",
    ]
    var body = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      blocks.randomElement(using: &random) ?? ""
    }.joined(separator: chance(3) ? "\n\n\n" : "\n\n")
    if chance(5) { body = "\n" + body }
    if chance(5) { body += "\n\n" }

    let close = chance(6) ? "..." : "---"
    var text = "---\(chance(8) ? " " : "")\n" + entries.joined(separator: "\n") + "\n\(close)\n"
    // Without a blank line the body begins at once; then it must not begin with one of its own.
    text += body.first == "\n" || !chance(4) ? "\n" : ""
    let endsBare = chance(5)
    text += body + (endsBare ? "" : "\n")
    if chance(3) { text = text.replacing("\n", with: "\r\n") }
    if chance(6) { text = "\u{FEFF}" + text }
    self.text = text
    self.title = title
    self.keywords = keywords
    // The file's last line break is the file's own.
    self.body = endsBare && body.hasSuffix("\n") ? String(body.unicodeScalars.dropLast()) : body
  }

  /// A text in one of the ways YAML has of writing it, that says just that text.
  private static func scalar(_ text: String, _ random: inout SeededRandom) -> String {
    switch Int.random(in: 0..<3, using: &random) {
    case 0: "'" + text.replacing("'", with: "''") + "'"
    default:
      "\""
        + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
  }

  private static func list(
    _ key: String, _ items: [String], _ random: inout SeededRandom
  ) -> String {
    guard !items.isEmpty else { return "\(key): []" }
    let written = items.map { scalar($0, &random) }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return "\(key): [" + written.joined(separator: ", ") + "]"
    case 1: return "\(key):\n" + written.map { "- " + $0 }.joined(separator: "\n")
    default: return "\(key):\n" + written.map { "    -   " + $0 }.joined(separator: "\n")
    }
  }
}

@Suite struct `A thousand files from anywhere` {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `come out as they went in, with what only others know`(seed: UInt64) throws {
    var random = SeededRandom(seed: 5_000 + seed)
    for round in 0..<50 {
      let wild = WildFile(&random)
      let bytes = Array(wild.text.utf8)
      let desk = try Desk(ArticleDraft(try ArticleFile(parsing: bytes)))
      try #require(
        desk.article.title == CleanText.trimmed(wild.title), "seed \(seed), \(round)\n\(wild.text)")
      try #require(
        desk.article.keywords == Set(wild.keywords).sorted(), "seed \(seed), \(round)\n\(wild.text)"
      )
      try #require(
        Value(desk.article.body) == Value(wild.body), "seed \(seed), \(round)\n\(wild.text)")
      let out = ArticleFile(desk.article, template: desk.article.fileHead).serialised()
      try #require(out == bytes, "seed \(seed), \(round)\n\(wild.text)")
      // And an edit of the body leaves the head as it is.
      var edited = desk
      try edited.save(.with { $0.body = "Ny tekst" })
      let again = ArticleFile(edited.article, template: edited.article.fileHead)
      try #require(
        again.head.text == desk.article.fileHead?.text, "seed \(seed), \(round)\n\(wild.text)")
    }
  }
}
