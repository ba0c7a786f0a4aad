import DanishText

/// The letter under which a title stands in a list from A to Å, by the same order as the list.
enum InitialLetter {
  static let digits = "0-9"
  static let foreign = "#"

  /// `Å` for "Aabenraa", `E` for "Élan", `0-9` for a title that begins with a number.
  static func of(_ title: String) -> String {
    let word = title.drop { !$0.isLetter && !$0.isNumber }
    guard let first = word.unicodeScalars.first, word.first?.isLetter == true else { return digits }
    // Latin letters end here; others have no place in the alphabet.
    guard first.value < 0x250 else { return foreign }
    // Two letters, for aa is one; and the letter behind makes every title longer than the letter it
    // is compared with, so that accents and capitals of the first one do not count.
    let key = DanishCollation.key(for: word.prefix(2) + "a")
    return alphabet.last { $0.key <= key }?.letter ?? foreign
  }

  private static let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ".map { letter in
    (letter: String(letter), key: DanishCollation.key(for: String(letter)))
  }
}
