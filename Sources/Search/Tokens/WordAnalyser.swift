internal import DanishText

/// Turns an article into its words and how often each stands where.
///
/// A base has some ten thousand different words and says them millions of times: each is met as
/// letters, looked up once, and from there on a number. Nothing here makes a String.
///
/// What is stored are words as they are written. Stems, parts and misspellings are matters of the
/// query, which has all words of the index in memory: what depended on rules or on a vocabulary
/// would have to be worked out alike on the day an article is taken out again, years later.
struct WordAnalyser {
  private var known = ByteStrings()

  /// The number a word has in each scope's list; 0 while it is not known.
  private var numbers: [[UInt32]] = SearchScope.allCases.map { _ in [] }

  /// The words of the article at hand, by their place in `known`.
  private var counts: [FieldCounts] = []
  private var met: [Int] = []

  private var letters: [UInt8] = []
  private var joiner = Joiner()

  /// What the memory may grow to before it is emptied and filled anew.
  private static let knownMax = 1 << 20

  /// How many words the article at hand and its title have.
  private var wordCount = 0
  private var titleWordCount = 0

  /// Reads an article. `number` gives a word the number it has in the scope's list, and is asked
  /// only for words that were not met before.
  mutating func analyse(
    _ document: SearchDocument, in scope: SearchScope,
    number: (_ letters: [UInt8]) throws -> UInt32
  ) throws -> DocumentWords {
    read(document)
    return try words(in: scope, number: number)
  }

  /// Reads an article, which is then the one at hand.
  mutating func read(_ document: SearchDocument) {
    rest()
    if known.count > WordAnalyser.knownMax { forget() }
    for (field, text) in zip(FieldCounts.Field.allCases, document.fields) {
      var text = text
      let count = text.withUTF8 { read(unsafe $0.span, field) }
      wordCount += count
      if field == .title { titleWordCount = count }
    }
  }

  /// The words of the article at hand, by the numbers they have in a scope's list: see `analyse`.
  mutating func words(
    in scope: SearchScope, number: (_ letters: [UInt8]) throws -> UInt32
  ) throws -> DocumentWords {
    var words = DocumentWords(wordCount: wordCount, titleWordCount: titleWordCount)
    words.entries.reserveCapacity(met.count)
    for place in met {
      var word = numbers[scope.ordinal][place]
      if word == 0 {
        word = try number(Array(known[place]))
        numbers[scope.ordinal][place] = word
      }
      words.entries.append(.init(word: word, counts: counts[place]))
    }
    words.entries.sort { $0.word < $1.word }
    return words
  }

  /// Notes the number that a word has in a scope's list.
  mutating func learn(_ letters: [UInt8], _ number: UInt32, in scope: SearchScope) {
    numbers[scope.ordinal][place(of: letters)] = number
  }

  /// The numbers that were given may be void (a transaction was rolled back).
  mutating func doubtNumbers(_ scope: SearchScope) {
    for place in numbers[scope.ordinal].indices { numbers[scope.ordinal][place] = 0 }
  }

  private mutating func read(_ text: Span<UInt8>, _ field: FieldCounts.Field) -> Int {
    var scanner = WordScanner()
    var wordCount = 0
    joiner.begin()
    while let word = scanner.next(in: text, letters: &letters) {
      wordCount += 1
      count(letters, field)
      if word.lead == .section { count(TokenSpace.section(letters), field) }
      if joiner.add(word, &letters) { count(joiner.letters, field) }
    }
    return wordCount
  }

  private mutating func count(_ letters: [UInt8], _ field: FieldCounts.Field) {
    let place = place(of: letters)
    if counts[place].code == 0 { met.append(place) }
    counts[place].add(in: field)
  }

  /// The word's place in `known`, where it is put if it is not there.
  private mutating func place(of letters: [UInt8]) -> Int {
    let place = known.insert(letters)
    if place == counts.count {
      counts.append(FieldCounts())
      for scope in numbers.indices { numbers[scope].append(0) }
    }
    return place
  }

  private mutating func rest() {
    for place in met { counts[place] = FieldCounts() }
    met.removeAll(keepingCapacity: true)
    wordCount = 0
    titleWordCount = 0
  }

  private mutating func forget() {
    known = ByteStrings()
    numbers = SearchScope.allCases.map { _ in [] }
    counts = []
  }
}
