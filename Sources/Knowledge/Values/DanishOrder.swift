/// The order of the Danish alphabet, for the short lists an article carries: a … z, æ, ø, å, with
/// *aa* as *å* (Retskrivningsordbogen §7), and no regard to case until all else is equal.
enum DanishOrder {
  static func sorted(_ words: some Sequence<String>) -> [String] {
    words.map { (key: key($0), word: $0) }
      .sorted { left, right in
        left.key == right.key
          ? left.word.utf8.lexicographicallyPrecedes(right.word.utf8)
          : left.key.lexicographicallyPrecedes(right.key)
      }
      .map(\.word)
  }

  private static func key(_ word: String) -> [UInt32] {
    var key: [UInt32] = []
    for character in word.lowercased() {
      if character == "a", key.last == place(of: "a") {
        key[key.count - 1] = afterZ + 3
      } else if let place = letters[character] {
        key.append(place)
      } else {
        key.append(contentsOf: character.unicodeScalars.map { place(of: $0) })
      }
    }
    return key
  }

  private static let afterZ: UInt32 = 0x7A

  /// Everything outside a … z keeps its scalar's place, moved up to leave room for three letters.
  private static func place(of scalar: Unicode.Scalar) -> UInt32 {
    scalar.value <= afterZ ? scalar.value : scalar.value + 3
  }

  private static let letters: [Character: UInt32] = [
    "æ": afterZ + 1, "ä": afterZ + 1,
    "ø": afterZ + 2, "ö": afterZ + 2,
    "å": afterZ + 3,
    "é": 0x65, "è": 0x65, "ê": 0x65, "ü": 0x79,
  ]
}
