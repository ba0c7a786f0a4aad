/// What one version of a document says: the values of its fields, and the heads that name it.
///
/// A field without content (no text, no element, a sum of zero) is absent, so equal content is
/// equal state. `encoded()` is how a replica keeps a state: opening a document decodes no event.
public struct DocumentState: Hashable, Sendable {
  /// Assigned in `Protocol/registry/documents.csv`.
  public internal(set) var kind: UInt32

  /// The version this is the state of, ascending.
  public internal(set) var heads: [ChangeID]

  public internal(set) var texts: [FieldID: String] = [:]

  /// The first entry is the one to show; more than one means that they were written concurrently.
  public internal(set) var registers: [FieldID: [RegisterEntry]] = [:]

  /// Elements in ascending order.
  public internal(set) var sets: [FieldID: [Value]] = [:]

  public internal(set) var counters: [FieldID: [Value: Int64]] = [:]

  /// Conflicts acknowledged in this version, ascending.
  public internal(set) var acknowledged: [ConflictID] = []

  init(kind: UInt32, heads: [ChangeID]) {
    self.kind = kind
    self.heads = heads
  }

  /// The state after the change that creates a document.
  public init(creating change: Change) throws(HistoryError) {
    guard change.parents.isEmpty, change.document == change.id,
      case .create(let kind) = change.operations.first
    else { throw HistoryError(.creationMissing, in: change.id) }
    self.init(kind: kind, heads: [change.id])
    try check(change)
    perform(change)
  }

  /// Applies a change that was made at exactly these heads. Nothing is concurrent then, so no
  /// graph is needed; the result equals a replay of the whole history.
  public mutating func apply(_ change: Change) throws(HistoryError) {
    guard !change.parents.isEmpty, change.parents == heads else {
      throw HistoryError(.notAtHeads, in: change.id)
    }
    try check(change)
    perform(change)
    heads = [change.id]
  }

  private func check(_ change: Change) throws(HistoryError) {
    var lengths: [FieldID: Int] = [:]
    for case .edit(let field, _) in change.operations {
      lengths[field] = texts[field]?.unicodeScalars.count ?? 0
    }
    _ = try ChangeFit.lengths(after: change, from: lengths)
  }

  /// Applies a change that was checked and was made at these heads, but leaves the heads.
  mutating func perform(_ change: Change) {
    for operation in change.operations { perform(operation, of: change.id) }
  }

  private mutating func perform(_ operation: Operation, of change: ChangeID) {
    switch operation {
    case .create:
      break
    case .edit(let field, let splices):
      setText(field, spliced(texts[field] ?? "", splices))
    case .assign(let field, let value):
      registers[field] = [RegisterEntry(value: value, change: change)]
    case .add(let field, let value):
      sets[field, default: []].insertInOrder(value)
    case .remove(let field, let value):
      sets[field]?.removeInOrder(value)
      if sets[field]?.isEmpty == true { sets[field] = nil }
    case .count(let field, let key, let amount):
      add(amount, to: key, of: field)
    case .acknowledge(let conflict):
      acknowledged.insertInOrder(conflict)
    }
  }

  mutating func setText(_ field: FieldID, _ text: String) {
    texts[field] = text.isEmpty ? nil : text
  }

  /// Sums wrap round: it is the only addition of 64-bit integers that no order of arrival alters.
  mutating func add(_ amount: Int64, to key: Value, of field: FieldID) {
    let sum = counters[field, default: [:]][key, default: 0] &+ amount
    counters[field, default: [:]][key] = sum == 0 ? nil : sum
    if counters[field]?.isEmpty == true { counters[field] = nil }
  }

  private func spliced(_ text: String, _ splices: [Splice]) -> String {
    // A text that is written for the first time is its insertion: most of what an import does.
    if text.isEmpty, splices.count == 1 { return splices[0].inserted }
    var spliced = SplicedText(text)
    for splice in splices { spliced.apply(splice) }
    return spliced.text
  }
}

/// Equality is that of scalars. Swift's strings are equal when they are canonically equivalent, and
/// would call å and a followed by U+030A the same text.
extension DocumentState {
  public static func == (left: DocumentState, right: DocumentState) -> Bool {
    left.kind == right.kind && left.heads == right.heads && left.registers == right.registers
      && left.sets == right.sets && left.counters == right.counters
      && left.acknowledged == right.acknowledged && left.texts.count == right.texts.count
      && left.texts.allSatisfy { field, text in
        right.texts[field].map { text.utf8.elementsEqual($0.utf8) } ?? false
      }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(heads)
  }
}

/// One value of a register and the change that wrote it.
public struct RegisterEntry: Hashable, Sendable {
  public let value: Value
  public let change: ChangeID

  public init(value: Value, change: ChangeID) {
    self.value = value
    self.change = change
  }
}

extension Array where Element: Comparable {
  /// The first place whose element is not smaller.
  private func place(of element: Element) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < element { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Adds an element to an ascending array, once.
  mutating func insertInOrder(_ element: Element) {
    let place = place(of: element)
    if place == count || self[place] != element { insert(element, at: place) }
  }

  /// Removes an element from an ascending array.
  mutating func removeInOrder(_ element: Element) {
    let place = place(of: element)
    if place < count && self[place] == element { remove(at: place) }
  }
}
