import CRDT
import Testing

@testable import Knowledge

@Suite struct `A local supplement` {
  private let version = [ChangeID(replica: ReplicaID(rawValue: 1), sequence: 2)]
  private let base = ChangeID(replica: ReplicaID(rawValue: 1), sequence: 1)

  private func article(_ body: String) -> Article {
    var article = Article()
    article.title = "Pas"
    article.body = body
    return article
  }

  private func made(at section: String, in body: String) -> SupplementAnchor? {
    SupplementAnchor(
      base: base, placement: .instead, section: section, in: article(body), version: version)
  }

  @Test func `is current until its own section changes`() throws {
    let body = "## Pris\n\n100 kr.\n\n## Tid\n\nTo uger."
    let anchor = try #require(made(at: "Pris", in: body))
    #expect(anchor.isCurrent(in: article("## Ny\n\n## Pris\n\n100 kr.\n\n## Tid\n\nTre uger.")))
    #expect(!anchor.isCurrent(in: article("## Pris\n\n200 kr.\n\n## Tid\n\nTo uger.")))
    #expect(!anchor.isCurrent(in: article("## Tid\n\nTo uger.")))
    #expect(try #require(made(at: "", in: body)).isCurrent(in: article(body)))
    #expect(made(at: "Findes ikke", in: body) == nil)
  }

  @Test func `is read back from the wire as it was written`() throws {
    let anchor = try #require(made(at: "Pris: 5 < 6", in: "## Pris: 5 < 6\n\nX"))
    #expect(SupplementAnchor(encoded: anchor.encoded) == anchor)
  }

  @Test(arguments: [
    "", "x", "1-1\nbefore", "0000000000000001-1\nbeside\n0000000000000001-2\n00\nPris",
    "0000000000000001-1\nbefore\n\n\nPris",
  ])
  func `is none when the wire says something else`(encoded: String) {
    #expect(SupplementAnchor(encoded: encoded) == nil)
  }

  @Test func `makes the document one, and its place belongs to what is approved`() throws {
    var draft = ArticleDraft()
    draft.title = "Sorø: Pas"
    draft.anchor = made(at: "", in: "X")
    let operations = try Article.creation(of: draft)
    #expect(operations.first == .create(kind: DocumentKind.supplement.rawValue))
    var plain = article("X")
    let hash = plain.contentHash
    plain.anchor = draft.anchor
    #expect(plain.contentHash != hash)
  }

  @Test func `sections end where a heading of their level begins, and code is no heading`() {
    let body = "# A\n\n## B\n\n```\n## ikke\n```\n\n### C\n\n## D ##\n\n# E"
    let sections = MarkdownSection.all(in: body)
    #expect(sections.map(\.heading) == ["A", "B", "C", "D", "E"])
    #expect(sections.map(\.level) == [1, 2, 3, 2, 1])
    #expect(sections[1].text == "## B\n\n```\n## ikke\n```\n\n### C\n\n")
    #expect(sections.last?.text == "# E")
  }
}
