/// The first byte of a token tells apart what is no stem. Stems begin with no such byte.
enum TokenSpace {
  /// Never stored: marks a token in a query, which was analysed already.
  static let raw: UInt8 = 2

  /// A number after a section sign: `§12`, beside the plain `12`.
  static let section: UInt8 = 3
}
