internal import DanishText

/// Turns a text into the tokens the index stores, in the order FTS5 wants them.
///
/// Every word gives its stem as the token that takes a position; joined forms are colocated, so
/// that lengths and positions count words.
struct TextAnalyser {
  /// What one token is to its receiver: where its bytes are, whether it shares the position of the
  /// one before, and the word it came from. The receiver answers 0 to go on.
  typealias Receiver = (UnsafeBufferPointer<UInt8>, _ isColocated: Bool, Word) -> Int32

  /// How many words were analysed since the caller last set this to 0.
  var wordCount = 0

  var words = WordAnalyser()
  private var letters: [UInt8] = []
  private var joiner = Joiner()

  /// Hands every token to the receiver; stops at, and gives back, the first answer that is not 0.
  mutating func analyse(_ text: Span<UInt8>, _ receive: Receiver) -> Int32 {
    var scanner = WordScanner()
    joiner.begin()
    while let word = scanner.next(in: text, letters: &letters) {
      wordCount += 1
      var answer = unsafe send(tokenOf: letters, word, isColocated: false, receive)
      if answer == 0, word.lead == .section {
        answer = unsafe sendSection(word, receive)
      }
      if joiner.add(word, &letters), answer == 0 {
        answer = unsafe send(tokenOf: joiner.letters, word, isColocated: true, receive)
      }
      guard answer == 0 else { return answer }
    }
    return 0
  }

  private mutating func send(
    tokenOf letters: [UInt8], _ word: Word, isColocated: Bool, _ receive: Receiver
  ) -> Int32 {
    let range = words.token(of: letters)
    return unsafe words.arena.withUnsafeBufferPointer {
      unsafe receive(UnsafeBufferPointer(rebasing: $0[range]), isColocated, word)
    }
  }

  /// *§ 12* is a word of its own beside *12*.
  private func sendSection(_ word: Word, _ receive: Receiver) -> Int32 {
    unsafe TextAnalyser.sectionToken(letters).withUnsafeBufferPointer {
      unsafe receive($0, true, word)
    }
  }

  static func sectionToken(_ letters: [UInt8]) -> [UInt8] {
    [TokenSpace.section] + letters
  }
}
