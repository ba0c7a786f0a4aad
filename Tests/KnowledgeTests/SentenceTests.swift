import CRDT
import Testing

@testable import Knowledge

@Suite struct `A sentence about an error` {
  @Test func `says what is wrong with a field and what to do`() throws {
    let problems = [
      DraftProblem(field: .title, reason: .tooLong(length: 233, max: 200)),
      DraftProblem(field: .subject, reason: .notSubjectNumber("38.14")),
      DraftProblem(field: .audience, reason: .notOneOf(["borger", "partner"], given: "alle")),
      DraftProblem(field: .body, reason: .controlCharacter("\u{7}")),
      DraftProblem(field: FieldID(rawValue: 999), reason: .missing),
    ]
    #expect(
      problems.map(\.sentence) == [
        "Titel: teksten er 33 tegn for lang (højst 200). Kort den af.",
        "Emnenummer: »38.14« er ikke et emnenummer. Skriv det som 38.14.04.",
        "Målgruppe: »alle« kendes ikke. Vælg borger eller partner.",
        "Brødtekst: teksten har et tegn, der ikke kan vises (U+0007). Fjern det; det er ofte kommet "
          + "med fra et andet program.",
        "Felt 999: feltet er tomt. Skriv det, før du gemmer.",
      ])
  }

  @Test func `about a code names the municipalities that may be meant`() {
    let near = #expect(throws: UnknownMunicipality.self) { try Municipality.withCode("340") }
    #expect(near?.sentence == "»340« er ikke en kommunekode. Mente du 0340 Sorø?")
    let far = #expect(throws: UnknownMunicipality.self) { try Municipality.withCode("xyzzyplugh") }
    #expect(far?.sentence.hasSuffix("Skriv fire cifre, for eksempel 0340 for Sorø.") == true)
  }

  @Test func `about a file begins with the line`() {
    let error = #expect(throws: ArticleFileError.self) { try file("---\ntitel: \"T\n---\n") }
    #expect(error?.sentence == "linje 2: anførselstegnet \" mangler sin ende. Skriv det.")
  }

  @Test func `about four eyes says who and how much`() {
    let id = ChangeID(replica: ReplicaID(rawValue: 1), sequence: 1)
    #expect(
      ApprovalRefusal.ownText(author: "MHA, Sorø", changes: [id]).sentence
        == "MHA, Sorø har selv skrevet en ændring, der venter. En anden skal godkende.")
  }

  /// A file's words end up on a terminal: whatever it holds, no sentence is longer than a line.
  @Test func `holds no line break, whatever was typed`() {
    for text in ["a\nb", "\r\n", "\u{2028}"] {
      let draft = ArticleDraft.with {
        $0.title = "T"
        $0.subject = text + "x"
        $0.links = [text + "x"]
      }
      let error = #expect(throws: InvalidDraft.self) { try Article.creation(of: draft) }
      let sentences = (error?.problems ?? []).map(\.sentence)
      #expect(!sentences.isEmpty && sentences.allSatisfy { !$0.contains("\n") })
    }
  }
}
