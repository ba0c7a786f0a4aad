/// *Rettighed*: a role given to a person or to everybody at a node, for an area, between two days.
///
/// It is named by the change that gave it. Its days bound what a node lets people write; whether a
/// change that was made is sound is decided by records in its causal past and never by a clock.
public struct Grant: Hashable, Sendable {
  /// Who holds it.
  public enum Holder: Hashable, Sendable {
    case node(NodeID)
    case person(Person)

    public var node: NodeID {
      switch self {
      case .node(let node): node
      case .person(let person): person.node
      }
    }
  }

  public var role: Role
  public var holder: Holder
  public var area: Area
  /// First and last day; `nil` is open.
  public var validFrom: CivilDate?
  public var validTo: CivilDate?
  /// The name of whoever gave it. Shown; what counts is who made the change.
  public var grantedBy: String

  public init(
    role: Role, holder: Holder, area: Area = .everything, validFrom: CivilDate? = nil,
    validTo: CivilDate? = nil, grantedBy: String
  ) {
    self.role = role
    self.holder = holder
    self.area = area
    self.validFrom = validFrom
    self.validTo = validTo
    self.grantedBy = grantedBy
  }

  /// Whether the days allow it.
  public func isValid(on day: CivilDate) -> Bool {
    (validFrom ?? day) <= day && day <= (validTo ?? day)
  }

  func isHeld(by writer: Person) -> Bool {
    switch holder {
    case .node(let node): node == writer.node
    case .person(let person):
      person.node == writer.node && Person.folded(person.name) == Person.folded(writer.name)
    }
  }
}

// MARK: - On the wire (Protocol/04 §2)

extension Grant {
  /// Seven lines: role, holder, municipality or `national`, main groups or `*`, first day, last day,
  /// given by.
  public var encoded: String {
    let who =
      switch holder {
      case .node(let node): "node \(node)"
      case .person(let person): "person \(person.node) \(person.name)"
      }
    return [
      role.rawValue, who, area.municipality?.code ?? "national",
      area.mainGroups.isEmpty ? "*" : area.mainGroups.joined(separator: " "),
      validFrom?.iso ?? "", validTo?.iso ?? "", grantedBy,
    ].joined(separator: "\n")
  }

  /// `nil` for what `encoded` does not write.
  public init?(encoded text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count == 7, let role = Role(rawValue: lines[0]),
      let holder = Holder(encoded: lines[1]), let area = Area(place: lines[2], groups: lines[3])
    else { return nil }
    self.init(
      role: role, holder: holder, area: area, validFrom: CivilDate(iso: lines[4]),
      validTo: CivilDate(iso: lines[5]), grantedBy: lines[6])
    guard encoded.utf8.elementsEqual(text.utf8) else { return nil }
  }
}

extension Grant.Holder {
  fileprivate init?(encoded text: String) {
    let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count >= 2, let node = NodeID(String(words[1])) else { return nil }
    switch (words[0], words.count) {
    case ("node", 2): self = .node(node)
    case ("person", 3) where !words[2].isEmpty:
      self = .person(Person(name: String(words[2]), node: node))
    default: return nil
    }
  }
}

extension Area {
  fileprivate init?(place: String, groups: String) {
    let municipality = Municipality(code: place)
    guard place == "national" || municipality != nil else { return nil }
    let mainGroups = groups == "*" ? [] : groups.split(separator: " ").map(String.init)
    guard mainGroups.allSatisfy(Area.isMainGroup) else { return nil }
    self.init(municipality: municipality, mainGroups: mainGroups)
  }

  /// Two ASCII digits.
  public static func isMainGroup(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
