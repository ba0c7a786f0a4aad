/// A stretch of Markdown text that a person reads as one thing: a sentence, a heading, a sentence
/// of a list item, a table cell; or the structure between such things.
///
/// Units are what conflicts are about: two people who changed the same unit should look at it,
/// two who changed different units need not. They follow from the text alone, line by line: a
/// line end always ends a unit, so editing one line never moves the units of another.
public struct TextUnit: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case sentence
    case heading
    case item
    case cell

    /// Line ends, blanks between sentences, list markers, `#`, `|`, rules and fences.
    case structure
  }

  public let kind: Kind

  /// In scalars of the text.
  public let range: Range<Int>

  /// The number of the rules; a change that moves a boundary in any text gives a new one.
  public static let rules = DanishSentences.rules

  /// The units of a text, in order, without gaps or overlaps.
  public static func units(of text: String) -> [TextUnit] {
    let scalars = Array(text.unicodeScalars)
    return tile(TextUnits(of: scalars, in: 0..<scalars.count), 0..<scalars.count)
  }

  private static func tile(_ content: TextUnits, _ range: Range<Int>) -> [TextUnit] {
    var units: [TextUnit] = []
    var covered = range.lowerBound
    for unit in content {
      if covered < unit.range.lowerBound {
        units.append(TextUnit(kind: .structure, range: covered..<unit.range.lowerBound))
      }
      units.append(unit)
      covered = unit.range.upperBound
    }
    if covered < range.upperBound {
      units.append(TextUnit(kind: .structure, range: covered..<range.upperBound))
    }
    return units
  }
}
