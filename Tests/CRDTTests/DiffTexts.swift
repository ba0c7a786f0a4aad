import Chance

/// Texts made from a seed, for the diff, the splitter and the conflicts.
///
/// The alphabet holds what breaks diffs: æøå in both normal forms, marks that join what stands
/// before them, emoji of several scalars, line ends of all kinds.
extension SeededRandom {
  mutating func pick<T>(_ elements: [T]) -> T { elements[below(elements.count)] }

  private static let pieces: [String] = [
    "a", "b", "å", "a\u{30A}", "ø", "æ", "e", "\u{301}", "\u{200D}", "👩‍👧", "👍🏽", "🇩🇰", "🇩", " ",
    " ", "  ", "\n", "\n", "\n\n", "\r\n", "\r", ". ", ".", "ord ", "Ord ", "1. ", "§ 2 ", "| ",
    "- ", "ि", "क", "\u{FE0F}", "**", "\u{A0}",
  ]

  mutating func oddText(pieces count: Int) -> String {
    (0..<count).map { _ in pick(SeededRandom.pieces) }.joined()
  }

  /// A text near another: a few stretches removed, doubled, or replaced.
  mutating func neighbour(of text: String, edits: Int) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<edits {
      let start = below(scalars.count + 1)
      let end = min(scalars.count, start + below(6))
      let stretch = Array(scalars[start..<end])
      let odd = Array(oddText(pieces: below(4)).unicodeScalars)
      scalars.replaceSubrange(start..<end, with: chance(20) ? stretch + stretch : odd)
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static let subjects = ["Borgeren", "Kommunen", "Nævnet", "Sagsbehandleren", "Ansøgeren"]
  private static let verbs = ["skal", "kan", "bør", "må", "vil"]
  private static let actions = ["sende", "vurdere", "betale", "oplyse", "hente", "underskrive"]
  private static let objects = [
    "blanketten", "gebyret", "afgørelsen", "kvitteringen", "fuldmagten", "ansøgningen", "beløbet",
  ]
  private static let places = [
    "på rådhuset", "i borgerbussen", "hos Borgerservice", "på biblioteket", "inden 14 dage",
    "senest 1. marts", "efter § 12, stk. 2",
  ]

  /// A sentence of some twelve words; the running number makes each its own.
  mutating func sentence(_ number: Int) -> String {
    let words = [
      pick(SeededRandom.subjects), pick(SeededRandom.verbs), pick(SeededRandom.actions),
      pick(SeededRandom.objects), "nr.", String(number), pick(SeededRandom.places), "og",
      pick(SeededRandom.verbs), pick(SeededRandom.actions), pick(SeededRandom.objects),
    ]
    return words.joined(separator: " ") + "."
  }

  mutating func article(paragraphs: Int, sentences: Int) -> [[String]] {
    (0..<paragraphs).map { p in (0..<sentences).map { sentence(p * sentences + $0) } }
  }

  /// The article as a web editor saves it: a paragraph is one line, blank lines between.
  static func render(_ article: [[String]]) -> String {
    article.map { $0.joined(separator: " ") }.joined(separator: "\n\n") + "\n"
  }
}
