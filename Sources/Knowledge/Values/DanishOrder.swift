import DanishText

/// Lists in the order of the Danish alphabet, as `DanishCollation` has it.
public enum DanishOrder {
  static func sorted(_ words: some Sequence<String>) -> [String] {
    sorted(words, by: { $0 })
  }

  /// Sorts by a text of each element; equal texts keep their order.
  ///
  /// - Complexity: one key for each element, then comparisons of keys.
  public static func sorted<Element>(
    _ elements: some Sequence<Element>, by text: (Element) -> String
  ) -> [Element] {
    elements.map { (key: DanishCollation.key(for: LatinLetters.composed(text($0))), element: $0) }
      .sorted { $0.key < $1.key }
      .map(\.element)
  }
}
