internal import DanishText

/// The words of a query, made ready to be recognised in a text.
struct QueryTerms {
  private var stems: [[UInt8]: Int] = [:]
  private var beginning: (letters: [UInt8], term: Int)?
  private var count = 0

  init(_ query: String) {
    for word in QueryReader.words(of: query) {
      for letters in [word.letters] + word.pieces { add(letters) }
      if word.isUnfinished { beginning = (StemToken.fold(word.letters), count - 1) }
    }
  }

  private mutating func add(_ letters: [UInt8]) {
    stems[StemToken.token(of: letters)] = count
    if let unfolded = Folding.unfold(letters) { stems[StemToken.token(of: unfolded)] = count }
    count += 1
  }

  /// Which word of the query a word of a text answers, if any.
  func term(of letters: [UInt8]) -> Int? {
    guard count > 0 else { return nil }
    if let term = stems[StemToken.token(of: letters)] { return term }
    guard let beginning, StemToken.fold(letters).starts(with: beginning.letters) else { return nil }
    return beginning.term
  }
}
