/// The first byte of a token says what it stands for, so that each kind has its own weight and its
/// own prefixes, and none is taken for another. Words begin with no such byte.
///
/// | token | stands for |
/// |---|---|
/// | *(no byte)* | the folded stem of the word: `byggetillad` |
/// | `exact` | the folded word itself, where it is not its stem: what as-you-type completes |
/// | `part` | the folded stem of a part of a compound: `byg`, `tillad` |
/// | `raw` | never stored: marks a token in a query, which was analysed already |
enum TokenSpace {
  static let raw: UInt8 = 2
  static let exact: UInt8 = 3
  static let part: UInt8 = 4
}
