import Chance
import Testing

@testable import WebUI

/// Texts made to hurt: each once took some Markdown parser quadratic time, deep recursion or a trap.
/// What is checked is that none traps and that no output outgrows its text.
@Suite struct `Markdown bears hostile texts` {
  @Test(arguments: [
    "[", "]", "![", "*", "_", "*_", "`", "``a", "<", "<a:", "(", "[a](", "[a](b", "[a](<b",
    "[a](b \"", "[a][", "[]", "**a *b ", "_a __b ", "> ", ">", "- ", "1. ", "\t", "&", "&#", "\\",
    "~~~\n", "```\n", "# ", "a\n=\n", "|", "|-", "a|b\n-|-\n", "[a]: b\n", "[a]:\n", "[a]: b '\n",
    "a**b", "a  \n", "* * ", "\n", " \n", "- \n", "[a\\]", "<a@", "![[]()", "*[a](", "x`` ` ",
    "\u{0}", "\u{1F469}\u{200D}\u{1F692}", "\r", "    a\n\n",
  ])
  func `repeated to forty thousand bytes`(unit: String) {
    let source = String(repeating: unit, count: 40_000 / unit.utf8.count)
    #expect(MarkdownDocument(source).markup.bytes.count < 100 * source.utf8.count + 1_000)
    let mirrored = source + String(String(source.reversed()))
    #expect(MarkdownDocument(mirrored).markup.bytes.count < 100 * mirrored.utf8.count + 1_000)
  }

  @Test func `backtick runs of every length`() {
    let source = (1...400).map { String(repeating: "`", count: $0) }.joined(separator: "e ")
    #expect(MarkdownDocument(source).markup.bytes.count == source.utf8.count + 8)
  }

  @Test func `a long definition used ten thousand times`() {
    let definition = "\n\n[a]: /" + String(repeating: "x", count: 50_000)
    let source = String(repeating: "[a] ", count: 10_000) + definition
    #expect(MarkdownDocument(source).markup.bytes.count < 1_000_000)
  }

  @Test func `ten thousand definitions`() {
    let definitions = (0..<10_000).map { "[a\($0)]: /\($0)\n" }.joined()
    checkMarkdown("[a9999]\n\n" + definitions, becomes: "<p><a href=\"/9999\">a9999</a></p>")
  }

  @Test func `a wide header over many short rows`() {
    let wide =
      String(repeating: "|a", count: 20_000) + "\n" + String(repeating: "|-", count: 20_000)
    let source = wide + "\n" + String(repeating: "|\n", count: 20_000)
    #expect(MarkdownDocument(source).markup.bytes.count < 4 * source.utf8.count)
  }

  @Test func `containers nest sixteen deep and the rest is text`() {
    let rendered = MarkdownDocument(String(repeating: "> ", count: 20) + "a").markup.text
    #expect(rendered.occurrences(of: "<blockquote>") == 16)
    #expect(rendered.contains("<p>&gt; &gt; &gt; &gt; a</p>"))
    let list = MarkdownDocument(String(repeating: "- ", count: 20) + "a").markup.text
    #expect(list.occurrences(of: "<ul>") == 16)
    #expect(list.occurrences(of: "<li>") == list.occurrences(of: "</li>"))
  }

  @Test func `inline elements nest sixteen deep and close`() {
    let source = String(repeating: "*a _b ", count: 40) + String(repeating: "b_ a* ", count: 40)
    let rendered = MarkdownDocument(source).markup.text
    #expect(rendered.occurrences(of: "<em>") == 16)
    #expect(rendered.occurrences(of: "</em>") == 16)
  }
}

/// Random texts from an alphabet of what Markdown gives a meaning to.
@Suite struct `Markdown output is closed` {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `only known tags with known attributes, properly nested`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<1_500 {
      let source = randomSource(&random)
      let problem = MarkupAudit.problem(in: MarkdownDocument(source).markup.text)
      try #require(problem == nil, "seed \(seed), \(source.debugDescription)")
    }
  }

  private static let atoms = [
    "a", "b ", "æ", "*", "**", "_", "__", "`", "``", "[", "](", "](/u)", "][", "]", "!", "![", "(",
    ")", "<", ">", "\\", "&amp;", "&#39;", "&", "\"", "'", " ", "\n", "\n\n", "\n    ", "\n- ",
    "\n1. ", "\n> ", "\n# ", "\n===\n", "\n---\n", "\n```\n", "\n~~~\n", "\t", "- ", "> ", "1) ",
    "[a]", "\n[a]: /x \"t\"\n", "\n[a]: javascript:x\n", "<https://a.b>", "<a@b.dk>",
    "<script>", "</p>", "onclick=\"x\"", "javascript:", "\n| a | b |\n|---|--:|\n", "|", "  \n",
    "\\\n", "\u{0}", "\u{1F469}\u{200D}\u{1F692}", "e\u{301}", "\u{A0}", "“",
  ]

  private func randomSource(_ random: inout SeededRandom) -> String {
    let count = Int.random(in: 1...30, using: &random)
    return (0..<count).map { _ in Self.atoms[Int.random(in: 0..<Self.atoms.count, using: &random)] }
      .joined()
  }
}

extension String {
  fileprivate func occurrences(of part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let found = rest.firstRange(of: part) {
      count += 1
      rest = rest[found.upperBound...]
    }
    return count
  }
}
