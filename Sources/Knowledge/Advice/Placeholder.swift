/// What a template leaves to be filled in: `[Skriv …]`.
enum Placeholder {
  private static let start = "[Skriv"

  /// The first one in a text, without its brackets.
  static func first(in text: String) -> String? {
    guard let found = text.firstRange(of: start) else { return nil }
    let rest = text[text.index(after: found.lowerBound)...]
    guard let end = rest.firstIndex(of: "]") else { return nil }
    return String(rest[..<end])
  }
}
