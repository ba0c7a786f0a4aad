internal import DanishText

/// Reads as one word what a text writes with a sign or a blank between.
///
/// *PVC-affald* is also *pvcaffald*, *27.24.00* is also *272400*, *70 20 30 40* is also *70203040*.
/// Words are handed over in order; after each, `add` tells whether `letters` now holds a joined
/// form that ends with it.
struct Joiner {
  /// Phone and CVR numbers have eight digits, in whatever groups.
  private static let groupedDigits = 8

  private(set) var letters: [UInt8] = []

  /// How many words `letters` stand for; 0 while the last word stands alone.
  private(set) var wordCount = 0

  private var last: [UInt8] = []
  private var lead = Word.Lead.other
  private var isNumber = false

  mutating func begin() {
    last.removeAll(keepingCapacity: true)
    wordCount = 0
    isNumber = false
  }

  /// - Parameter next: the word's letters, kept here; what is given back is of no meaning.
  mutating func add(_ word: Word, _ next: inout [UInt8]) -> Bool {
    let isJoined = continues(word)
    if isJoined {
      join(word, next)
    } else {
      wordCount = 0
    }
    isNumber = word.isNumber
    swap(&last, &next)
    return isJoined && isWorthToken(word)
  }

  private mutating func join(_ word: Word, _ next: [UInt8]) {
    if wordCount == 0 || word.lead != lead {
      letters.removeAll(keepingCapacity: true)
      letters += last
      wordCount = 1
    }
    lead = word.lead
    letters += next
    wordCount += 1
  }

  private func continues(_ word: Word) -> Bool {
    switch word.lead {
    case .hyphen, .point: !last.isEmpty
    case .blank: isNumber && word.isNumber
    case .other, .section: false
    }
  }

  private func isWorthToken(_ word: Word) -> Bool {
    guard letters.count <= WordScanner.lettersMax else { return false }
    return word.lead != .blank || letters.count == Joiner.groupedDigits
  }
}
