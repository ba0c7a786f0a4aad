/// A Danish municipality: its code of four digits, its name, and the region it lies in.
///
/// The code is text, never a number: `0101` and `101` are the same place but only the first is a
/// code. Names vary in use (Nordfyn and Nordfyns, København and Københavns Kommune); looking one up
/// by name knows the variants.
public struct Municipality: Hashable, Sendable {
  public enum Region: String, CaseIterable, Hashable, Sendable {
    case capital = "Region Hovedstaden"
    case zealand = "Region Sjælland"
    case south = "Region Syddanmark"
    case central = "Region Midtjylland"
    case north = "Region Nordjylland"
    /// Hovedstaden and Sjælland together, from 2027 on.
    case east = "Region Østdanmark"
  }

  public let code: String

  /// The short name: `Sorø`.
  public let name: String

  /// The name on a letterhead: `Sorø Kommune`, `Københavns Kommune`, `Bornholms Regionskommune`.
  public let officialName: String

  /// The region up to the end of 2026; `nil` only for Christiansø.
  public let region: Region?

  /// The region on a day: those of the capital and of Zealand become one on 1 January 2027.
  public func region(on day: CivilDate) -> Region? {
    guard day.year >= 2027, region == .capital || region == .zealand else { return region }
    return .east
  }

  init(code: String, name: String, officialName: String, region: Region?) {
    self.code = code
    self.name = name
    self.officialName = officialName
    self.region = region
  }

  /// `nil` for a code that no place has.
  public init?(code: String) {
    guard let found = Municipality.byCode[code] else { return nil }
    self = found
  }

  /// By short name, official name or a known variant, with no regard to case; `nil` when there is
  /// none.
  public init?(named name: String) {
    guard let found = Municipality.byName[name.lowercased()] else { return nil }
    self = found
  }

  private static let byCode = Dictionary(
    uniqueKeysWithValues: (all + [christiansoe]).map { ($0.code, $0) })

  private static let byName: [String: Municipality] = {
    var byName: [String: Municipality] = [:]
    for place in all + [christiansoe] {
      for name in [place.name, place.officialName] + (variants[place.code] ?? []) {
        byName[name.lowercased()] = place
      }
    }
    return byName
  }()

  /// Other names in daily use, and the spellings the places themselves have shed or kept.
  private static let variants = [
    "0101": ["Københavns", "Københavns Kommune", "København Kommune"],
    "0400": ["Bornholms", "Bornholm Kommune", "Bornholms Kommune"],
    "0480": ["Nordfyn", "Nordfyn Kommune"],
    "0580": ["Åbenrå"],
    "0751": ["Århus"],
    "0773": ["Mors"],
    "0820": ["Vesthimmerland", "Vesthimmerland Kommune"],
    "0851": ["Ålborg"],
  ]
}

// MARK: - A wrong code

/// A code that names no municipality, with the ones that may have been meant.
public struct UnknownMunicipality: Error, Hashable, Sendable {
  public let given: String

  /// At most five, the likeliest first.
  public let suggestions: [Municipality]
}

extension Municipality {
  /// The municipality of a code, or an error that says which were near.
  public static func withCode(_ code: String) throws(UnknownMunicipality) -> Municipality {
    if let found = Municipality(code: code) { return found }
    throw UnknownMunicipality(given: code, suggestions: suggestions(for: code))
  }

  /// A name someone gave for a code comes first, then a code that lost its leading noughts, then
  /// codes and names at one or two slips of the finger.
  private static func suggestions(for given: String) -> [Municipality] {
    if let named = Municipality(named: given) { return [named] }
    // Nobody means a municipality by more than this; and the comparison below is quadratic.
    guard (1...40).contains(given.utf8.count) else { return [] }
    let padded = String(repeating: "0", count: max(0, 4 - given.utf8.count)) + given
    if let found = Municipality(code: padded) { return [found] }

    let isNumber = given.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let near = all.compactMap { place -> (distance: Int, place: Municipality)? in
      let distance =
        isNumber
        ? slips(from: padded, to: place.code)
        : slips(from: given.lowercased(), to: place.foldedName)
      return distance <= (isNumber ? 1 : 2) ? (distance, place) : nil
    }
    return near.sorted { ($0.distance, $0.place.code) < ($1.distance, $1.place.code) }
      .prefix(5).map(\.place)
  }

  private var foldedName: String { name.lowercased() }

  /// Letters changed, lost, added or swapped with their neighbour between two words (the optimal
  /// string alignment distance).
  private static func slips(from left: String, to right: String) -> Int {
    let (left, right) = (Array(left), Array(right))
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        let changed = last[j] + (left[i] == right[j] ? 0 : 1)
        var best = min(changed, last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
