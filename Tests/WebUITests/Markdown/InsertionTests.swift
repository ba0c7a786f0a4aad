import Testing

@testable import WebUI

@Suite struct `What is set into a document` {
  private let body =
    "Indledning.\n\n## Pris\n\nTekst om pris.\n\n### Børn\n\nGratis.\n\n## Tid\n\nTid."

  private func text(_ section: String, _ placement: MarkdownInsertion.Placement) -> String {
    MarkdownDocument(
      body,
      insertions: [
        MarkdownInsertion(section: section, placement: placement, markup: "<p>LOKALT</p>\n")
      ]
    ).markup.text.replacing(/<[^>]+>/, with: "").split(separator: "\n").joined(separator: "|")
  }

  @Test(arguments: [
    (
      "Pris", MarkdownInsertion.Placement.before,
      "Indledning.|LOKALT|Pris|Tekst om pris.|Børn|Gratis.|Tid|Tid."
    ),
    ("Pris", .after, "Indledning.|Pris|Tekst om pris.|Børn|Gratis.|LOKALT|Tid|Tid."),
    ("Pris", .instead, "Indledning.|Pris|LOKALT|Tid|Tid."),
    ("Børn", .after, "Indledning.|Pris|Tekst om pris.|Børn|Gratis.|LOKALT|Tid|Tid."),
    ("Tid", .instead, "Indledning.|Pris|Tekst om pris.|Børn|Gratis.|Tid|LOKALT"),
    ("", .before, "LOKALT|Indledning.|Pris|Tekst om pris.|Børn|Gratis.|Tid|Tid."),
    ("", .instead, "LOKALT"),
    ("Findes ikke", .instead, "Indledning.|Pris|Tekst om pris.|Børn|Gratis.|Tid|Tid.|LOKALT"),
  ])
  func `stands beside its section, and at the end when that is gone`(
    section: String, placement: MarkdownInsertion.Placement, expected: String
  ) {
    #expect(text(section, placement) == expected)
  }

  @Test func `finds a heading whatever its marks`() {
    let document = MarkdownDocument(
      "## Det **skal** du\n\nX",
      insertions: [MarkdownInsertion(section: "Det **skal** du", placement: .instead, markup: "L")])
    #expect(!document.markup.text.contains("X"))
  }

  @Test func `does not give two headings of a page one name`() {
    let first = MarkdownDocument("# Tid").headings.map(\.anchor)
    let second = MarkdownDocument("# Tid", anchorPrefix: "tillaeg-1-").headings.map(\.anchor)
    #expect(Set(first + second).count == 2)
  }
}
