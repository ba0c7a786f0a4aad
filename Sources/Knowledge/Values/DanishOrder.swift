/// The order of the Danish alphabet, for the short lists an article carries: a … z, æ, ø, å, with
/// *aa* as *å* (Retskrivningsordbogen §7), and no regard to case until all else is equal.
public enum DanishOrder {
  static func sorted(_ words: some Sequence<String>) -> [String] {
    sorted(words, by: { $0 })
  }

  /// Sorts by a text of each element; equal texts keep their order.
  public static func sorted<Element>(
    _ elements: some Sequence<Element>, by text: (Element) -> String
  ) -> [Element] {
    elements.map { (key: key(text($0)), text: text($0), element: $0) }
      .sorted { left, right in
        left.key == right.key
          ? left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
          : left.key.lexicographicallyPrecedes(right.key)
      }
      .map(\.element)
  }

  private static func key(_ word: String) -> [UInt32] {
    var key: [UInt32] = []
    for scalar in LatinLetters.composed(word.lowercased()).unicodeScalars {
      if scalar == "a", key.last == place(of: "a") {
        key[key.count - 1] = place(of: "å")
      } else {
        key.append(place(of: scalar))
      }
    }
    return key
  }

  private static let afterZ: UInt32 = 0x7A

  /// Everything outside a … z keeps its scalar's place, moved up to leave room for three letters.
  private static func place(of scalar: Unicode.Scalar) -> UInt32 {
    switch scalar {
    case "æ", "ä": afterZ + 1
    case "ø", "ö": afterZ + 2
    case "å": afterZ + 3
    case "é", "è", "ê": 0x65
    case "ü": 0x79
    default: scalar.value <= afterZ ? scalar.value : scalar.value + 3
    }
  }
}
