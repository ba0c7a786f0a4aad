/// Which characters make words, and what each becomes when words are compared.
///
/// Comparing happens on *normalised letters*: UTF-8 in which capitals are small, accents are gone
/// and the Swedish and German relatives of our letters are ours (ä is æ, ö is ø, é is e). The
/// letters æ, ø and å themselves stay: *får* is not *far*.
///
/// Everything a Danish text is made of is decided by comparisons and one table; the rest of
/// Unicode is asked for its properties.
enum Alphabet {
  /// What one scalar is in a word.
  enum Letter {
    /// Normalised UTF-8, one to three bytes, the first in the lowest byte.
    case plain(UInt32)

    /// Changes the letter before it (a combining accent).
    case mark(Unicode.Scalar)

    /// Stands in a word without being seen (a soft hyphen).
    case invisible

    /// A letter of another script, whose small form Unicode knows.
    case foreign(Unicode.Scalar)

    /// No part of a word.
    case separator
  }

  static func letter(_ scalar: Unicode.Scalar) -> Letter {
    switch scalar.value {
    case 0x61...0x7a, 0x30...0x39: .plain(scalar.value)
    case 0x41...0x5a: .plain(scalar.value | 0x20)
    case 0..<0x80: .separator
    case 0xad, 0x200c, 0x200d, 0x2060: .invisible
    case 0xb9: .plain(0x31)
    case 0xb2, 0xb3: .plain(scalar.value - 0x80)
    case 0xc0...0x17f: latin(scalar.value)
    case 0x300...0x36f: .mark(scalar)
    default: other(scalar)
    }
  }

  /// The Latin letters from À to ſ, by what they are in a Danish word; a dot is no letter.
  private static let latinLetters: StaticString = """
    aaaaæåæceeeeiiiidnoooo\
    ø.øuuuuyþß\
    aaaaæåæceeeeiiiidnoooo\
    ø.øuuuuyþy\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳĳjjkkkllllllllllnnnnnnnnnooooooœœ\
    rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
    """

  private static let latinTable: [UInt32] = latinLetters.description.unicodeScalars.map { scalar in
    switch scalar {
    case "þ": packed("th")
    case "ß": packed("ss")
    case "ĳ": packed("ij")
    case "œ": packed("oe")
    case ".": 0
    default: packed(String(scalar))
    }
  }

  private static func latin(_ value: UInt32) -> Letter {
    let letter = latinTable[Int(value - 0xc0)]
    return letter == 0 ? .separator : .plain(letter)
  }

  private static func packed(_ letters: String) -> UInt32 {
    letters.utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func other(_ scalar: Unicode.Scalar) -> Letter {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .decimalNumber, .letterNumber: return .foreign(scalar)
    case .nonspacingMark, .spacingMark: return .mark(scalar)
    default: return properties.isAlphabetic ? .foreign(scalar) : .separator
    }
  }
}

extension [UInt8] {
  /// Appends a letter to a word of normalised letters.
  mutating func append(_ letter: Alphabet.Letter) {
    switch letter {
    case .plain(var packed):
      while packed != 0 {
        append(UInt8(truncatingIfNeeded: packed))
        packed >>= 8
      }
    case .mark(let scalar):
      modifyLast(by: scalar)
    case .foreign(let scalar):
      append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    case .invisible, .separator:
      break
    }
  }

  /// A ring makes å of a, two dots make æ of a and ø of o; other accents are dropped, and marks of
  /// other scripts are kept.
  private mutating func modifyLast(by mark: Unicode.Scalar) {
    switch (mark.value, last) {
    case (0x30a, UInt8(ascii: "a")): replaceLast(with: "å")
    case (0x308, UInt8(ascii: "a")): replaceLast(with: "æ")
    case (0x308, UInt8(ascii: "o")): replaceLast(with: "ø")
    case (0x300...0x36f, _): break
    default: append(contentsOf: String(mark).utf8)
    }
  }

  private mutating func replaceLast(with letter: String) {
    removeLast()
    append(contentsOf: letter.utf8)
  }
}
