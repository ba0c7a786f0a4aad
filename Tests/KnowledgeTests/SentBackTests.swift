import Testing

@testable import Knowledge

@Suite struct `A word from an approver` {
  private let hash = Article().contentHash

  @Test func `is read as it was written`() throws {
    let word = try #require(SentBack(hash, comment: " Prisen er forkert.\r\nSe § 2.\n"))
    #expect(word.comment == "Prisen er forkert.\nSe § 2.")
    #expect(SentBack(encoded: word.encoded) == word)
  }

  @Test(arguments: ["", " \n", "tekst\u{7}", String(repeating: "x", count: 2_001)])
  func `is nothing where nobody could read it`(_ comment: String) {
    #expect(SentBack(hash, comment: comment) == nil)
    #expect(SentBack(encoded: "\(hash)\n\(comment)") == nil)
  }

  @Test(arguments: ["", "\n", "abc\nord", "\u{0}", "xyz"])
  func `is unset where the bytes are none`(_ text: String) {
    #expect(SentBack(encoded: text) == nil)
  }
}
