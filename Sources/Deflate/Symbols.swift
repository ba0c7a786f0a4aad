/// The alphabets of RFC 1951 §3.2.5 and §3.2.7: what both directions share.
///
/// Example: length 13 is symbol 266 (base 13, one extra bit, extra value 0).
enum Symbols {
  static let endOfBlock = 256
  static let literalAndLengthCount = 286
  static let distanceCount = 30
  static let codeLengthCount = 19
  static let shortestMatch = 3
  static let longestMatch = 258
  static let window = 32_768

  static let lengthBase: InlineArray<29, UInt16> = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]

  static let lengthExtra: InlineArray<29, UInt8> = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]

  static let distanceBase: InlineArray<30, UInt16> = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
    2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]

  static let distanceExtra: InlineArray<30, UInt8> = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]

  /// The order in which the lengths of the code length code are written (§3.2.7).
  static let codeLengthOrder: InlineArray<19, UInt8> = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  /// The code lengths of blocks with fixed codes (§3.2.6).
  static let fixedLiteralLengths: [UInt8] =
    Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
    + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8)

  static let fixedDistanceLengths = [UInt8](repeating: 5, count: 32)
}
