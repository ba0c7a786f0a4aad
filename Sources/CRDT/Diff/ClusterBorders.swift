/// Where the grapheme clusters of a text meet (Unicode Standard Annex #29).
///
/// Most Danish text has only scalars that are clusters of their own; only a line with others is
/// handed to the standard library, whole, for a line end is always a border. One line is
/// remembered, since questions come in ascending order.
struct ClusterBorders {
  private let scalars: [Unicode.Scalar]
  private var line = 0..<0
  private var isBorder: [Bool] = []

  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  /// Whether two clusters, or a cluster and an end of the text, meet at the index.
  mutating func contain(_ index: Int) -> Bool {
    guard index > 0, index < scalars.count else { return true }
    if ClusterBorders.standAlone(scalars[index - 1], scalars[index]) { return true }
    if !(line.lowerBound < index && index <= line.upperBound) { remember(lineAround: index) }
    return isBorder[index - line.lowerBound]
  }

  private mutating func remember(lineAround index: Int) {
    let start = scalars[..<(index - 1)].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    let end = scalars[index...].firstIndex(of: "\n").map { $0 + 1 } ?? scalars.count
    line = start..<end
    isBorder = [Bool](repeating: false, count: line.count + 1)
    isBorder[0] = true
    var border = 0
    for character in String(scalars: scalars[line]) {
      border += character.unicodeScalars.count
      isBorder[border] = true
    }
  }

  private static func standAlone(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
    left == "\n" || (standsAlone(left) && standsAlone(right))
  }

  /// Scalars below U+0300 other than CR, and the common dashes, quotes and currency signs.
  private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0D: false
    case 0..<0x300, 0x2010...0x2027, 0x2030...0x205E, 0x20A0...0x20BF: true
    default: false
    }
  }
}
