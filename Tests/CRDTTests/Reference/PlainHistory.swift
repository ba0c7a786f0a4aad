@testable import CRDT

/// The slow twin of `DocumentHistory`: every answer straight from its definition.
struct PlainHistory {
  private(set) var changes: [Change] = []
  private(set) var pasts: [Set<Int>] = []
  private(set) var walkers: [FieldID: PlainWalker] = [:]
  private var indices: [ChangeID: Int] = [:]

  init() {}

  init(_ changes: [Change]) {
    for change in changes { append(change) }
  }

  mutating func append(_ change: Change) {
    let index = changes.count
    var past: Set<Int> = [index]
    for parent in change.parents { past.formUnion(pasts[indices[parent]!]) }
    changes.append(change)
    pasts.append(past)
    indices[change.id] = index
    var offset = 0
    for case .edit(let field, let splices) in change.operations {
      walkers[field, default: PlainWalker()].apply(
        splices, by: index, past: past, ids: changes.map(\.id), offset: &offset)
    }
  }

  func past(of version: [ChangeID]) -> Set<Int> {
    version.reduce(into: []) { $0.formUnion(pasts[indices[$1]!]) }
  }

  /// The members of a version that no other member has in its past.
  func heads(of version: [ChangeID]) -> [ChangeID] {
    let members = Set(version.map { indices[$0]! })
    let heads = members.filter { member in
      !members.contains { $0 != member && pasts[$0].contains(member) }
    }
    return heads.map { changes[$0].id }.sorted()
  }

  var heads: [ChangeID] { heads(of: changes.map(\.id)) }

  func depth(_ index: Int) -> Int {
    1 + (changes[index].parents.map { depth(indices[$0]!) }.max() ?? 0)
  }

  func state(at version: [ChangeID]) -> DocumentState {
    let past = past(of: version)
    guard case .create(let kind) = changes[0].operations[0] else { fatalError("no creation") }
    var state = DocumentState(kind: kind, heads: heads(of: version))
    for (field, walker) in walkers { state.setText(field, walker.text(in: past)) }
    for index in past.sorted() {
      for (place, operation) in changes[index].operations.enumerated() {
        perform(operation, at: place, of: index, past: past, &state)
      }
    }
    return state
  }

  private func perform(
    _ operation: CRDT.Operation, at place: Int, of index: Int, past: Set<Int>,
    _ state: inout DocumentState
  ) {
    switch operation {
    case .create, .edit, .remove:
      break
    case .assign(let field, let value):
      let isSuperseded = isFollowed(index, place, in: past) {
        if case .assign(field, _) = $0 { true } else { false }
      }
      guard !isSuperseded else { return }
      var entries = state.registers[field] ?? []
      entries.append(RegisterEntry(value: value, change: changes[index].id))
      state.registers[field] = entries.sorted { rank($0) > rank($1) }
    case .add(let field, let value):
      guard !isFollowed(index, place, in: past, by: { $0 == .remove(field, value) }) else { return }
      state.sets[field] = Set((state.sets[field] ?? []) + [value]).sorted()
    case .count(let field, let key, let amount):
      state.add(amount, to: key, of: field)
    case .acknowledge(let conflict):
      state.acknowledged = Set(state.acknowledged + [conflict]).sorted()
    }
  }

  /// Whether an operation that knew this one, and is in the version, does such a thing.
  private func isFollowed(
    _ index: Int, _ place: Int, in past: Set<Int>, by isSuch: (CRDT.Operation) -> Bool
  ) -> Bool {
    past.contains { later in
      guard pasts[later].contains(index) else { return false }
      return changes[later].operations.enumerated().contains {
        (later != index || $0.offset > place) && isSuch($0.element)
      }
    }
  }

  private func rank(_ entry: RegisterEntry) -> (Int, ChangeID) {
    (depth(indices[entry.change]!), entry.change)
  }

  /// The records of a field as spans of equal provenance.
  func trace(of field: FieldID) -> PlainTrace {
    var trace = PlainTrace()
    for record in walkers[field]?.records ?? [] {
      trace.append([record.scalar], record.name.change, record.deletedBy.sorted())
    }
    return trace
  }
}
