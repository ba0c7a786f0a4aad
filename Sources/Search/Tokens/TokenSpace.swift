/// The first byte of a token tells apart what is no word. Words begin with no such byte.
enum TokenSpace {
  /// A number after a section sign: `§12`, beside the plain `12`.
  static let section: UInt8 = 3

  static func section(_ letters: [UInt8]) -> [UInt8] { [section] + letters }
}
