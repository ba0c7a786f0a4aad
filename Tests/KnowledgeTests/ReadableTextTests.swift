import Knowledge
import Testing

@Suite struct `Markdown made readable on one line` {
  @Test(arguments: [
    ("## Sådan gør du\n\n1. Bestil tid.\n2. Mød op.", "Sådan gør du Bestil tid. Mød op."),
    ("Læs [mere her](/artikel/demo-pas) om **pas**.", "Læs mere her om pas."),
    ("| Hvad | Pris |\n| --- | --- |\n| Pas | 893 kr. |", "Hvad Pris Pas 893 kr."),
    ("- Et\n- To\n\n> Citat", "Et To Citat"),

    ("20266. var et år", "20266. var et år"),
    ("[uden adresse] og [halv](", "uden adresse og halv("),
    ("", ""),
  ])
  func `loses its marks and no word`(markdown: String, text: String) {
    #expect(ReadableText.of(markdown) == text)
  }

  @Test func `takes time in proportion to its length on hostile input`() {
    let hostile = String(repeating: "[](", count: 200_000)
    #expect(ReadableText.of(hostile).utf8.count <= hostile.utf8.count)
  }
}
