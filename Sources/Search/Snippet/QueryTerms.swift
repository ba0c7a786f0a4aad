internal import DanishText

/// The words of a query, made ready to be recognised in a text.
struct QueryTerms {
  private var exact: [[UInt8]: Int] = [:]
  private var prefixes: [(letters: [UInt8], term: Int)] = []
  private var count = 0

  init(_ query: String) {
    for group in QueryReader.groups(of: query) {
      for alternatives in [group.direct] + group.parts {
        for alternative in alternatives { add(alternative) }
        count += 1
      }
    }
  }

  private mutating func add(_ alternative: QueryGroup.Alternative) {
    if alternative.isPrefix {
      prefixes.append((alternative.token, count))
    } else {
      exact[alternative.token] = count
    }
  }

  /// Which word of the query a word of a text answers, if any.
  func term(of letters: [UInt8]) -> Int? {
    guard count > 0 else { return nil }
    let tokens = QueryTerms.tokens(of: letters)
    for token in tokens {
      if let term = exact[token] { return term }
    }
    return prefixes.first { prefix in tokens.contains { $0.starts(with: prefix.letters) } }?.term
  }

  /// The tokens the index stores for a word; see `WordAnalyser`.
  private static func tokens(of letters: [UInt8]) -> [[UInt8]] {
    var stem: [UInt8] = []
    var exact = [TokenSpace.exact]
    let stemLength = DanishStemmer.stemLength(of: letters.span)
    Folding.fold(letters.span.extracting(..<stemLength), into: &stem)
    Folding.fold(letters.span, into: &exact)
    return [stem, exact]
  }
}
