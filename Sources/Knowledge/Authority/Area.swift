import CRDT

/// What a grant reaches: all municipalities or one, all of KLE or some of its main groups.
public struct Area: Hashable, Sendable {
  /// `nil` is the whole country, national articles included.
  public let municipality: Municipality?

  /// Two digits each, ascending; empty is all of them.
  public let mainGroups: [String]

  public init(municipality: Municipality? = nil, mainGroups: [String] = []) {
    self.municipality = municipality
    self.mainGroups = Set(mainGroups).sorted()
  }

  public static let everything = Area()

  public var isUnlimited: Bool { municipality == nil && mainGroups.isEmpty }

  /// Whether everything in the other area is in this one.
  public func contains(_ other: Area) -> Bool {
    let place = municipality == nil || municipality == other.municipality
    let subjects =
      mainGroups.isEmpty
      || (!other.mainGroups.isEmpty && other.mainGroups.allSatisfy(mainGroups.contains))
    return place && subjects
  }

  /// Whether an article is in reach as it stands.
  public func covers(_ article: Article) -> Bool {
    var place = Place()
    place.owners = [article.owner]
    place.subjects = [article.subject]
    return covers(place)
  }

  /// Whether an article that stands there is in reach.
  func covers(_ place: Place) -> Bool {
    if let municipality, !place.owners.allSatisfy({ $0 == .municipality(municipality) }) {
      return false
    }
    return mainGroups.isEmpty
      || place.subjects.allSatisfy { $0.map { mainGroups.contains($0.mainGroup) } ?? false }
  }
}

/// Where an article or a reference record stands: who answers for it and what it is about, which a
/// reference record does not say. More than one of either where
/// people wrote it at the same time; `nil` where nobody, or nobody readable, has. A limited grant
/// reaches an article only if it reaches every value.
public struct Place: Hashable, Sendable {
  public var owners: [Owner?]
  public var subjects: [Subject?]

  /// Where a version of an article stands.
  init(_ state: DocumentState) {
    owners = Place.texts(state.registers[.owner]).map { $0.flatMap(Owner.init(encoded:)) }
    subjects = Place.texts(state.registers[.subject]).map { $0.flatMap(Subject.init) }
  }

  /// Where an article stands that says nothing yet.
  init() {
    owners = [nil]
    subjects = [nil]
  }

  private static func texts(_ entries: [RegisterEntry]?) -> [String?] {
    guard let entries, !entries.isEmpty else { return [nil] }
    return entries.map(\.value.text)
  }

  /// Where it stands after these operations.
  func after(_ operations: [Operation]) -> Place {
    var place = self
    for case .assign(let field, let value) in operations {
      if field == .owner { place.owners = [value.text.flatMap(Owner.init(encoded:))] }
      if field == .subject { place.subjects = [value.text.flatMap(Subject.init)] }
    }
    return place
  }
}
