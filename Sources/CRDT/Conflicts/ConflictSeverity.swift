extension Conflict.Severity {
  /// High when a word that decides what a citizen must do is not the same everywhere.
  init(ancestor: String, sides: [String]) {
    let before = Conflict.Severity.weightyWords(in: ancestor)
    let changed = sides.contains { Conflict.Severity.weightyWords(in: $0) != before }
    self = changed ? .high : .low
  }

  /// The words that weigh, in order.
  private static func weightyWords(in text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var tokenizer = Tokenizer(scalars, 0..<scalars.count)
    var words: [String] = []
    while let token = tokenizer.next() {
      let ink = scalars[token.ink]
      if ink.contains(where: { $0.isDigit || $0 == "§" || $0 == "%" }) {
        words.append(String(scalars: ink))
      } else if token.kind == .word {
        let word = String(scalars: ink).lowercased()
        if turning.contains(word) { words.append(word) }
      }
    }
    return words
  }

  private static let turning: Set<String> = [
    "ikke", "kun", "skal", "kan", "må", "aldrig", "ingen", "intet", "altid", "uden", "undtagen",
    "medmindre", "højst", "mindst", "senest", "tidligst", "januar", "februar", "marts", "april",
    "maj", "juni", "juli", "august", "september", "oktober", "november", "december", "mandag",
    "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "kr", "pct", "procent",
    "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "fjorten",
    "tyve", "tredive", "halvtreds", "hundrede", "tusind",
  ]
}
