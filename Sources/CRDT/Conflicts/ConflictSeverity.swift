extension Conflict.Severity {
  /// High when a word that decides what a citizen must do is not the same everywhere.
  init(ancestor: String, sides: [String]) {
    let before = Array(ancestor.utf8)
    let changed = sides.contains { side in
      let after = Array(side.utf8)
      let (mine, theirs) = Conflict.Severity.differingWords(before, after)
      return Conflict.Severity.weightyWords(in: mine) != Conflict.Severity.weightyWords(in: theirs)
    }
    self = changed ? .high : .low
  }

  /// Two texts without the words that both begin and both end with.
  private static func differingWords(
    _ one: [UInt8], _ other: [UInt8]
  ) -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
    let shorter = min(one.count, other.count)
    var head = 0
    while head < shorter, one[head] == other[head] { head += 1 }
    // The first letter of what is kept must be common too, or it is not known to begin a word.
    head = max(0, head - 1)
    while head > 0, !isWordStart(head, in: one) { head -= 1 }
    var tail = 0
    while tail < shorter - head, one[one.count - 1 - tail] == other[other.count - 1 - tail] {
      tail += 1
    }
    tail = max(0, tail - 1)
    while tail > 0,
      !isWordStart(one.count - tail, in: one) || !isWordStart(other.count - tail, in: other)
    {
      tail -= 1
    }
    return (one[head..<one.count - tail], other[head..<other.count - tail])
  }

  /// Whether a token begins here whatever is before: ASCII behind a space that no joiner takes in.
  private static func isWordStart(_ index: Int, in text: [UInt8]) -> Bool {
    guard index > 0, text[index - 1] == 0x20, text[index] > 0x20, text[index] < 0x7F else {
      return false
    }
    let isJoined =
      index > 3 && text[index - 4] == 0xE2 && text[index - 3] == 0x80 && text[index - 2] == 0x8D
    return !isJoined
  }

  /// The words that weigh, in order.
  private static func weightyWords(in text: ArraySlice<UInt8>) -> [String] {
    let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    var tokenizer = Tokenizer(scalars, 0..<scalars.count)
    var words: [String] = []
    while let token = tokenizer.next() {
      let ink = scalars[token.ink]
      if ink.contains(where: { $0.isDigit || $0 == "§" || $0 == "%" }) {
        words.append(String(scalars: ink))
      } else if token.kind == .word, turning.contains(ink) {
        words.append(String(scalars: ink).lowercased())
      }
    }
    return words
  }

  private static let turning = WordTable([
    "ikke", "kun", "skal", "kan", "må", "aldrig", "ingen", "intet", "altid", "uden", "undtagen",
    "medmindre", "højst", "mindst", "senest", "tidligst", "januar", "februar", "marts", "april",
    "maj", "juni", "juli", "august", "september", "oktober", "november", "december", "mandag",
    "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "kr", "pct", "procent",
    "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "fjorten",
    "tyve", "tredive", "halvtreds", "hundrede", "tusind",
  ])
}
