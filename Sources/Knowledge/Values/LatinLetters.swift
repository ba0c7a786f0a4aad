/// Letters with marks: composing those that came in two parts, and taking the marks off.
///
/// A Mac may send *å* as *a* and a ring (NFD), which looks the same and is found by no search that
/// compares bytes. The standard library compares characters by canonical equivalence, so a table
/// from each precomposed Latin letter to itself, looked up by character, is the composition of
/// UAX #15 for those letters without carrying Unicode's data. Marks on other scripts stay as typed.
enum LatinLetters {
  /// With one scalar for every Latin letter that has one; equal, by canonical equivalence, to what
  /// came in.
  static func composed(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isCombiningMark) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for character in text {
      if character.unicodeScalars.count > 1, let scalar = precomposed[character] {
        result.unicodeScalars.append(scalar)
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// The letter a … z under a mark; `nil` for anything else. The character must be lower case.
  static func base(of character: Character) -> Character? { bases[character] }

  private static func isCombiningMark(_ scalar: Unicode.Scalar) -> Bool {
    (0x300...0x36F).contains(scalar.value)
  }

  /// Latin-1 to Latin Extended-B, and Latin Extended Additional. Neither block holds a letter that
  /// UAX #15 excludes from composition.
  private static let precomposed: [Character: Unicode.Scalar] = {
    var table: [Character: Unicode.Scalar] = [:]
    for value in Array(UInt32(0xC0)...0x24F) + Array(UInt32(0x1E00)...0x1EFF) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      table[Character(scalar)] = scalar
    }
    return table
  }()

  private static let bases: [Character: Character] = {
    var table: [Character: Character] = [:]
    for letter in "abcdefghijklmnopqrstuvwxyz" {
      for mark in UInt32(0x300)...0x338 {
        guard let mark = Unicode.Scalar(mark) else { continue }
        var marked = String(letter)
        marked.unicodeScalars.append(mark)
        guard marked.count == 1, let character = marked.first else { continue }
        table[character] = letter
      }
    }
    return table
  }()
}
