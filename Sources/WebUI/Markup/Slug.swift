/// A readable part of an address made from a title: lower case, ASCII letters, digits and hyphens.
///
/// `Hvad koster et pas?` becomes `hvad-koster-et-pas`; æ, ø and å become ae, oe and aa. It is never
/// empty and identifies nothing: addresses carry an id beside it.
public struct Slug: Hashable, Sendable {
  public let text: String

  public init(_ title: String, lengthMax: Int = 80) {
    var slug = ""
    var isAtWordEnd = false
    for character in title.lowercased() {
      guard slug.utf8.count < lengthMax else { break }
      guard let letters = Slug.letters(for: character) else {
        isAtWordEnd = true
        continue
      }
      if isAtWordEnd, !slug.isEmpty { slug += "-" }
      isAtWordEnd = false
      slug += letters
    }
    text = slug.isEmpty ? "uden-navn" : slug
  }

  private static func letters(for character: Character) -> String? {
    switch character {
    case "a"..."z" where character.isASCII, "0"..."9" where character.isASCII: String(character)
    case "æ", "ä": "ae"
    case "ø", "ö": "oe"
    case "å": "aa"
    case "é", "è", "ê": "e"
    case "ü": "u"
    default: nil
    }
  }
}
