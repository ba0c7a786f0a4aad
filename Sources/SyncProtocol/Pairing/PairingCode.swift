import Digest

/// The code that one person gives another so that their nodes can pair (Protocol/09 §2).
///
/// ```
/// 4H7K-M2XA-93QT-0GVC-WE5J-RB8N-D6YS
/// ```
///
/// It is 128 random bits and twelve that check them: too many to guess, so that nothing slow or
/// clever is needed to keep it safe, and few enough to read aloud in half a minute. The letters are
/// those of Crockford's Base32: without I, L, O and U, and without æ, ø and å, which not every
/// keyboard has. Reading takes small letters, blanks and hyphens wherever they are, and O, Ø, I and
/// L for the digits they look like.
///
/// It never travels: what is sent is made from it by HKDF.
public struct PairingCode: Hashable, Sendable {
  static let secretBytes = 16
  static let letterCount = 28
  private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let lettersInGroup = 4

  /// The 16 secret bytes.
  public let secret: [UInt8]

  /// Draws a new code.
  public init(random: inout some RandomNumberGenerator) {
    let bits = UInt128(random.next() as UInt64) << 64 | UInt128(random.next() as UInt64)
    self.init(bits: bits)
  }

  private init(bits: UInt128) {
    secret = (0..<UInt128(Self.secretBytes)).map {
      UInt8(truncatingIfNeeded: bits >> (120 - 8 * $0))
    }
  }

  /// Seven groups of four letters.
  public var text: String {
    let bits = secret.reduce(0 as UInt128) { $0 << 8 | UInt128($1) }
    let check = UInt128(Self.check(secret))
    // 25 letters hold secret bits alone, the 26th three of them and two of the check.
    var values = (0..<25).map { bits >> UInt128(123 - 5 * $0) & 31 }
    values += [(bits & 7) << 2 | check >> 10, check >> 5 & 31, check & 31]
    let letters = values.map { Self.letters[Int($0)] }
    return stride(from: 0, to: Self.letterCount, by: Self.lettersInGroup).map { start in
      String(letters[start..<start + Self.lettersInGroup])
    }.joined(separator: "-")
  }

  /// Reads a code as a person typed it.
  public init(_ text: String) throws(PairingCodeError) {
    var values: [UInt8] = []
    for character in text where !Self.isSeparator(character) {
      guard let value = Self.value(of: character) else { throw .unknownLetter(character) }
      values.append(value)
    }
    guard values.count == Self.letterCount else { throw .wrongLength(values.count) }
    var bits: UInt128 = 0
    for value in values.prefix(25) { bits = bits << 5 | UInt128(value) }
    bits = bits << 3 | UInt128(values[25] >> 2)
    let check = UInt16(values[25] & 3) << 10 | UInt16(values[26]) << 5 | UInt16(values[27])
    self.init(bits: bits)
    guard check == Self.check(secret) else { throw .wrongCheck }
  }

  /// The first twelve bits of a hash: one mistyped code in 4,096 is sent before it is refused.
  private static func check(_ secret: [UInt8]) -> UInt16 {
    var hash = HashDomain.code.start
    hash.update(secret)
    return UInt16(truncatingIfNeeded: hash.finalize().prefix >> 116)
  }

  private static func isSeparator(_ character: Character) -> Bool {
    character.isWhitespace || character == "-" || character == "–" || character == "."
  }

  private static func value(of character: Character) -> UInt8? {
    let upper = character.uppercased()
    let letter: Character =
      switch upper {
      case "O", "Ø": "0"
      case "I", "L": "1"
      default: upper.count == 1 ? upper[upper.startIndex] : character
      }
    return letters.firstIndex(of: letter).map { UInt8($0) }
  }
}

/// Why a text is no pairing code.
public enum PairingCodeError: Error, Hashable, Sendable {
  /// So many letters, where there should be 28.
  case wrongLength(Int)
  case unknownLetter(Character)
  /// At least one letter is wrong, or two have changed places.
  case wrongCheck
}
