/// The languages that the citizens' pages speak.
///
/// What the municipality itself writes, answers and subjects, is Danish and stays so; on an English
/// page it is marked as Danish, so that a screen reader says it as such (WCAG 2.1, 3.1.2).
public enum Language: String, Hashable, Sendable, CaseIterable {
  case danish = "da"
  case english = "en"

  /// The parameter by which an address says it.
  public static let parameter = "lang"

  /// What the language calls itself.
  var ownName: String {
    switch self {
    case .danish: "Dansk"
    case .english: "English"
    }
  }

  /// The attribute of an element whose text is Danish whatever the page speaks.
  var danishMark: Markup? { self == .danish ? nil : " lang=\"da\"" }
}

extension Language {
  /// The better of our languages for a browser's wishes (RFC 9110 §12.5.4): Danish, unless English
  /// is wanted more.
  public init(acceptedBy field: String?) {
    let wishes = (field ?? "").split(separator: ",").prefix(Language.wishesMax)
    let danish = Language.weight(of: "da", in: wishes)
    let english = Language.weight(of: "en", in: wishes)
    self = (english ?? 0) > (danish ?? 0) ? .english : .danish
  }

  private static let wishesMax = 32

  /// The weight in thousandths that a language is given by its own name, with or without a region;
  /// `nil` where it is not named.
  private static func weight(
    of language: String, in wishes: ArraySlice<Substring>
  ) -> Int? {
    wishes.compactMap { wish -> Int? in
      let parts = wish.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
      guard let range = parts.first, range == language || range.hasPrefix(language + "-") else {
        return nil
      }
      guard let given = parts.dropFirst().first(where: { $0.hasPrefix("q=") }) else { return 1_000 }
      return thousandths(given.dropFirst(2))
    }.max()
  }

  /// `0`, `1`, `0.8` or `0.875` in thousandths (§12.4.2); nothing for what is not a weight.
  private static func thousandths(_ text: Substring) -> Int {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first.flatMap({ Int($0) }), (0...1).contains(whole) else { return 0 }
    let decimals = parts.count > 1 ? String(parts[1].prefix(3)) : ""
    guard decimals.allSatisfy({ $0.isASCII && $0.isNumber }) else { return 0 }
    let padded = decimals + String(repeating: "0", count: 3 - decimals.count)
    return min(1_000, whole * 1_000 + (Int(padded) ?? 0))
  }
}
