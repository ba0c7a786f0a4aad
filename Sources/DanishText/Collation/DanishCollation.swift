/// The order of Danish words and names: a … z æ ø å, and aa is å in names.
///
/// After the rules of *Retskrivningsordbogen* (§ on alphabetisation) as registers use them: capitals
/// and accents matter only between words that are otherwise alike; ü stands with y, ä with æ, ö
/// with ø; a blank comes before every letter, other signs count for nothing; numbers stand before
/// letters, by their value.
///
/// ```swift
/// names.sorted { DanishCollation.key(for: $0) < DanishCollation.key(for: $1) }
/// ```
public enum DanishCollation {
  /// Whether two a's beside each other are the letter å: in names and in most of what is listed
  /// (Aabenraa, Aalborg), not in the few words that have them by chance (kanaan, safaari).
  public enum DoubleA: Hashable, Sendable {
    case isÅ
    case isTwoLetters
  }

  /// What a text is compared by. Keys are worked out once and compared often.
  public struct Key: Hashable, Comparable, Sendable {
    /// Letters by their place in the alphabet; decides unless all are alike.
    let primary: [UInt32]

    /// The text as it is, for those that differ only in capitals, accents or signs: small letters
    /// come first, as in dictionaries.
    let secondary: [UInt32]

    public static func < (left: Key, right: Key) -> Bool {
      for (one, other) in zip(left.primary, right.primary) where one != other {
        return one < other
      }
      return left.primary.count == right.primary.count
        ? left.secondary.lexicographicallyPrecedes(right.secondary)
        : left.primary.count < right.primary.count
    }
  }

  public static func key(for text: String, doubleA: DoubleA = .isÅ) -> Key {
    Key(primary: primaryWeights(of: text, doubleA), secondary: text.unicodeScalars.map(swapCase))
  }

  /// Small before capital: in Unicode it is the other way round.
  private static func swapCase(_ scalar: Unicode.Scalar) -> UInt32 {
    switch scalar.value {
    case 0x41...0x5a: scalar.value + 0x20
    case 0x61...0x7a: scalar.value - 0x20
    default: scalar.value
    }
  }

  /// Places in the order. The letters a … z have those of ASCII, and æ, ø and å come after z.
  fileprivate enum Weight {
    static let blank: UInt32 = 1
    static let number: UInt32 = 2
    static let a: UInt32 = 0x61
    static let o: UInt32 = 0x6f
    static let u: UInt32 = 0x75
    static let y: UInt32 = 0x79
    static let æ: UInt32 = 0x7b
    static let ø: UInt32 = 0x7c
    static let å: UInt32 = 0x7d
    static let foreign: UInt32 = 0x100
  }

  private static func primaryWeights(of text: String, _ doubleA: DoubleA) -> [UInt32] {
    var weights: [UInt32] = []
    var digits: [UInt32] = []
    for scalar in text.unicodeScalars {
      if case 0x30...0x39 = scalar.value {
        digits.append(scalar.value)
        continue
      }
      weights.appendNumber(&digits)
      // Most of what is sorted, without asking Unicode about each letter of ten thousand titles.
      if weights.appendASCIILetter(scalar.value, doubleA) { continue }
      if scalar.properties.isWhitespace {
        if weights.last != Weight.blank { weights.append(Weight.blank) }
      } else {
        weights.appendLetters(of: scalar, doubleA)
      }
    }
    weights.appendNumber(&digits)
    return weights
  }
}

extension [UInt32] {
  private typealias Weight = DanishCollation.Weight

  /// By value: first how many digits there are without leading zeros, then which.
  fileprivate mutating func appendNumber(_ digits: inout [UInt32]) {
    guard !digits.isEmpty else { return }
    let significant = digits.drop { $0 == 0x30 }
    append(Weight.number)
    append(UInt32(significant.count))
    append(contentsOf: significant)
    digits.removeAll()
  }

  fileprivate mutating func appendLetters(
    of scalar: Unicode.Scalar, _ doubleA: DanishCollation.DoubleA
  ) {
    // Ü stands with y in Danish registers, though who searches types it as u.
    if scalar == "ü" || scalar == "Ü" { return append(Weight.y) }
    // A combining mark changes the letter before it, as its composed form would.
    switch (scalar.value, last) {
    case (0x30a, Weight.a): self[count - 1] = Weight.å
    case (0x308, Weight.a): self[count - 1] = Weight.æ
    case (0x308, Weight.o): self[count - 1] = Weight.ø
    case (0x308, Weight.u): self[count - 1] = Weight.y
    case (0x300...0x36f, _): break
    default: appendPlainLetters(of: scalar, doubleA)
    }
  }

  /// Whether it was one.
  fileprivate mutating func appendASCIILetter(
    _ value: UInt32, _ doubleA: DanishCollation.DoubleA
  ) -> Bool {
    let letter = value | 0x20
    guard value < 0x80, 0x61...0x7a ~= letter else { return false }
    if letter == Weight.a, doubleA == .isÅ, last == Weight.a {
      self[count - 1] = Weight.å
    } else {
      append(letter)
    }
    return true
  }

  private mutating func appendPlainLetters(
    of scalar: Unicode.Scalar, _ doubleA: DanishCollation.DoubleA
  ) {
    var letters: [UInt8] = []
    letters.append(Alphabet.letter(scalar))
    for letter in String(decoding: letters, as: UTF8.self).unicodeScalars {
      switch letter {
      case "æ": append(Weight.æ)
      case "ø": append(Weight.ø)
      case "å": append(Weight.å)
      case "a" where doubleA == .isÅ && last == Weight.a: self[count - 1] = Weight.å
      case "a"..."z": append(letter.value)
      default: append(letter.value + Weight.foreign)
      }
    }
  }
}
