import DanishText
import Testing

struct LIXTests {
  @Test func `short sentences of short words are easy`() {
    let lix = LIX("Du kan få et pas. Du skal bare ringe!")
    #expect((lix.wordCount, lix.longWordCount, lix.sentenceCount) == (9, 0, 2))
    #expect(lix.value == 5)
  }

  @Test func `long words are hard`() {
    let lix = LIX("Ægtefællebidragsafgørelser træffes af Familieretshuset")
    #expect((lix.wordCount, lix.longWordCount, lix.sentenceCount) == (4, 3, 1))
    #expect(lix.value == 79)
  }

  @Test func `signs between digits and signs in a row are counted with care`() {
    #expect(LIX("Åbent 8.30. Lukket ...").sentenceCount == 2)
    #expect(LIX("Hvad?! Nå").sentenceCount == 2)
    #expect(LIX("e\u{301}nsom på øen").longWordCount == 0)
  }

  @Test(arguments: ["", " ... ", "🚌"])
  func `a text without words has no index`(text: String) {
    #expect(LIX(text).value == nil)
    #expect(LIX(text).sentenceCount == 0)
  }
}
