public import CRDT

/// From bytes to an article.
extension Article {
  public init(_ state: DocumentState) {
    var reader = FieldReader(state: state)
    title = reader.text(.title) { $0 } ?? ""
    shortAnswer = state.texts[.shortAnswer] ?? ""
    body = state.texts[.body] ?? ""
    subject = reader.text(.subject) { Subject($0) }
    audience = reader.text(.audience) { Audience(rawValue: $0) } ?? .citizen
    if reader.unreadable.contains(.audience) { audience = .staff }
    keywords = DanishOrder.sorted(reader.elements(.keywords) { $0 })
    links = Article.inOrder(reader.elements(.links) { SelfServiceLink(encoded: $0) })
    legalReferences = DanishOrder.sorted(reader.elements(.legalReferences) { $0 })
    owner = reader.text(.owner) { Owner(encoded: $0) }
    validFrom = reader.text(.validFrom) { CivilDate(iso: $0) }
    validTo = reader.text(.validTo) { CivilDate(iso: $0) }
    status = reader.status()
    approval = reader.value(.approval) { try? Approval($0) }  // unreadable, and listed as such
    sentBack = reader.text(.sentBack) { SentBack(encoded: $0) }
    lastReviewedOn = reader.text(.lastReviewedOn) { CivilDate(iso: $0) }
    reviewIn = reader.text(.reviewIn) { ReviewInterval(parsing: $0) }
    verifiedBy = reader.text(.verifiedBy) { $0 }
    anchor = reader.text(.anchor) { SupplementAnchor(encoded: $0) }
    externalID = reader.text(.externalID) { $0 }
    fileHead = reader.value(.frontMatter) { FileHead($0) }
    disagreements = reader.disagreements()
    unreadable = reader.unreadable.sorted()
  }

  static func inOrder(_ links: [SelfServiceLink]) -> [SelfServiceLink] {
    let ranks = Dictionary(
      DanishOrder.sorted(Set(links.map(\.label))).enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first })
    return links.sorted {
      (ranks[$0.label] ?? 0, $0.url) < (ranks[$1.label] ?? 0, $1.url)
    }
  }
}

/// Reads the fields of a state one by one and remembers which it could not.
private struct FieldReader {
  let state: DocumentState
  var unreadable: Set<FieldID> = []

  /// The shown value of a register; an empty one is unset.
  mutating func value<T>(_ field: FieldID, _ read: (Value) -> T?) -> T? {
    guard let value = state.registers[field]?.first?.value, !value.bytes.isEmpty else {
      return nil
    }
    guard let result = read(value) else {
      unreadable.insert(field)
      return nil
    }
    return result
  }

  mutating func text<T>(_ field: FieldID, _ read: (String) -> T?) -> T? {
    value(field) { $0.text.flatMap(read) }
  }

  mutating func elements<T>(_ field: FieldID, _ read: (String) -> T?) -> [T] {
    var elements: [T] = []
    for value in state.sets[field] ?? [] {
      if let element = value.text.flatMap(read) {
        elements.append(element)
      } else {
        unreadable.insert(field)
      }
    }
    return elements
  }

  /// A withdrawal among concurrent values stands, whichever of them the merge core shows: an edit
  /// made in good faith elsewhere must not put an answer back that no longer holds.
  mutating func status() -> Status {
    let entries = state.registers[.status] ?? []
    for entry in entries {
      if let status = entry.value.text.flatMap({ Status(encoded: $0) }), status.isWithdrawn {
        return status
      }
    }
    return text(.status) { Status(encoded: $0) } ?? .draft
  }

  func disagreements() -> [Disagreement] {
    state.registers.sorted { $0.key < $1.key }.compactMap { field, entries in
      Set(entries.map(\.value)).count > 1 ? Disagreement(field: field, entries: entries) : nil
    }
  }
}
