internal import DanishText

/// Turns a text into the tokens the index stores, in the order FTS5 wants them.
///
/// Every word gives its stem as the token that takes a position; all else about it is colocated,
/// so that lengths and positions count words.
struct TextAnalyser {
  /// What one token is to its receiver: where its bytes are, whether it shares the position of the
  /// one before, and the word it came from. The receiver answers 0 to go on.
  typealias Receiver = (UnsafeBufferPointer<UInt8>, _ isColocated: Bool, Word) -> Int32

  /// How many words were analysed since the caller last set this to 0.
  var wordCount = 0

  private var analyser = WordAnalyser()
  private var letters: [UInt8] = []
  private var joiner = Joiner()

  /// Hands every token to the receiver; stops at, and gives back, the first answer that is not 0.
  mutating func analyse(_ text: Span<UInt8>, _ receive: Receiver) -> Int32 {
    var scanner = WordScanner()
    joiner.begin()
    while let word = scanner.next(in: text, letters: &letters) {
      wordCount += 1
      var answer = unsafe send(tokensOf: letters, word, areColocated: false, receive)
      if answer == 0, joiner.add(word, letters) {
        answer = unsafe send(tokensOf: joiner.letters, word, areColocated: true, receive)
      }
      if answer == 0, word.lead == .section {
        answer = unsafe sendSection(word, receive)
      }
      guard answer == 0 else { return answer }
    }
    return 0
  }

  private mutating func send(
    tokensOf letters: [UInt8], _ word: Word, areColocated: Bool, _ receive: Receiver
  ) -> Int32 {
    let range = analyser.tokens(of: letters)
    return unsafe analyser.arena.withUnsafeBufferPointer { arena in
      var start = range.lowerBound
      while start < range.upperBound {
        let end = unsafe start + 1 + Int(arena[start])
        let token = unsafe UnsafeBufferPointer(rebasing: arena[(start + 1)..<end])
        let isColocated = areColocated || start > range.lowerBound
        let answer = unsafe receive(token, isColocated, word)
        guard answer == 0 else { return answer }
        start = end
      }
      return 0
    }
  }

  /// *§ 12* is a word of its own beside *12*.
  private func sendSection(_ word: Word, _ receive: Receiver) -> Int32 {
    unsafe TextAnalyser.sectionToken(letters).withUnsafeBufferPointer {
      unsafe receive($0, true, word)
    }
  }

  static func sectionToken(_ letters: [UInt8]) -> [UInt8] {
    [TokenSpace.exact, 0xc2, 0xa7] + letters
  }
}
