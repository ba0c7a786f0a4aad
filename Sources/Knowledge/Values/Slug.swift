/// The part of an article's address that people read: `Pas til børn & unge` is
/// `pas-til-boern-unge`.
///
/// A slug is for the eye. The document's id beside it in the address is what finds the article, so
/// two articles may share one and a changed title breaks no link.
public struct Slug: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  public static let lengthMax = 80

  public init(_ title: String) {
    var words: [String] = []
    var word = ""
    for character in title.lowercased() {
      if let letters = Slug.letters(for: character) {
        word += letters
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    text = Slug.joined(words)
  }

  public var description: String { text }

  /// Whole words as long as they fit; a title with none that can be written is called `artikel`.
  private static func joined(_ words: [String]) -> String {
    guard let first = words.first else { return "artikel" }
    var text = String(first.prefix(lengthMax))
    for word in words.dropFirst() {
      guard text.utf8.count + 1 + word.utf8.count <= lengthMax else { break }
      text += "-" + word
    }
    return text
  }

  private static func letters(for character: Character) -> String? {
    if let ascii = character.asciiValue {
      return (0x61...0x7A).contains(ascii) || (0x30...0x39).contains(ascii)
        ? String(character) : nil
    }
    if let spelled = spellings[character] { return spelled }
    return LatinLetters.base(of: character).map { String($0) }
  }

  /// Letters whose name in ASCII is not the letter without its mark.
  private static let spellings: [Character: String] = [
    "æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ß": "ss", "ð": "d", "þ": "th",
    "ł": "l", "đ": "d",
  ]
}
