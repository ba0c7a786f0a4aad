import Planted

/// States by replay: registers, sets and counters are folded over the changes of a version, texts
/// come from the walker.
extension DocumentHistory {
  func replay(at heads: [Int]) -> DocumentState {
    var state = replayWithoutTexts(at: heads)
    let events = graph.events.restricted(to: heads.map(graph.lastEvent).sorted())
    for field in logs.keys { state.setText(field, text(of: field, in: events)) }
    return state
  }

  /// The state at the heads, with the traces that came out of the same walks.
  func replayAtHeads() -> (state: DocumentState, traces: [FieldID: TextTrace]) {
    var state = replayWithoutTexts(at: graph.heads)
    var traces: [FieldID: TextTrace] = [:]
    for field in logs.keys {
      let (text, trace) = tracedText(of: field)
      state.setText(field, text)
      traces[field] = trace
    }
    return (state, traces)
  }

  private func replayWithoutTexts(at heads: [Int]) -> DocumentState {
    let past = graph.past(of: heads)
    var state = DocumentState(kind: kind, heads: heads.map { graph.ids[$0] }.sorted())
    foldRegisters(into: &state, past)
    foldSets(into: &state, past)
    foldSums(into: &state, past)
    return state
  }

  /// Merges the last change into the state at the heads before it came.
  func mergeLast(into state: inout DocumentState) {
    let index = changes.count - 1
    var edited: Set<FieldID> = []
    for operation in changes[index].operations {
      switch operation {
      case .create:
        break
      case .edit(let field, _):
        edited.insert(field)
      case .assign(let field, let value):
        write(value, to: field, by: index, in: &state)
      case .add(let field, let value):
        state.sets[field, default: []].insertInOrder(value)
      case .remove(let field, let value):
        remove(value, from: field, in: &state)
      case .count(let field, let key, let amount):
        state.add(amount, to: key, of: field)
      case .acknowledge(let conflict):
        state.acknowledged.insertInOrder(conflict)
      }
    }
    for field in edited {
      state.setText(field, text(of: field, mergingLastInto: state.texts[field] ?? ""))
    }
    state.heads = heads
  }

  private func write(
    _ value: Value, to field: FieldID, by index: Int, in state: inout DocumentState
  ) {
    var entries = (state.registers[field] ?? []).filter { entry in
      guard let other = graph.index(of: entry.change) else { return false }
      return other != index && !graph.isAncestor(other, of: index)
    }
    entries.append(RegisterEntry(value: value, change: graph.ids[index]))
    state.registers[field] = entries.sorted { rank($0.change) > rank($1.change) }
  }

  private func rank(_ id: ChangeID) -> (Int, UInt64, UInt64) {
    graph.index(of: id).map(rank) ?? (0, 0, 0)
  }

  /// Whether an element survives its removal depends on additions that the remover had not seen.
  private func remove(_ value: Value, from field: FieldID, in state: inout DocumentState) {
    var additions: [Int] = []
    for (index, change) in changes.enumerated() {
      for operation in change.operations {
        if operation == .add(field, value) { additions.append(index) }
        if operation == .remove(field, value) {
          additions.removeAll {
            Planted.has(.removalWins) || $0 == index || graph.isAncestor($0, of: index)
          }
        }
      }
    }
    guard additions.isEmpty else { return }
    state.sets[field]?.removeInOrder(value)
    if state.sets[field]?.isEmpty == true { state.sets[field] = nil }
  }

  private var kind: UInt32 {
    guard case .create(let kind)? = changes.first?.operations.first else { return 0 }
    return kind
  }

  /// A write supersedes all writes in its past. What is left is ordered by graph depth, replica
  /// and sequence, largest first, and the first is shown.
  private func foldRegisters(into state: inout DocumentState, _ past: IndexBits) {
    var standing: [FieldID: [(index: Int, value: Value)]] = [:]
    for (index, change) in changes.enumerated() where past.contains(index) {
      for case .assign(let field, let value) in change.operations {
        standing[field, default: []].removeAll {
          $0.index == index || graph.isAncestor($0.index, of: index)
        }
        standing[field, default: []].append((index, value))
      }
    }
    state.registers = standing.mapValues { writes in
      writes.sorted { rank($0.index) > rank($1.index) }
        .prefix(Planted.has(.registerForgetsOthers) ? 1 : .max)
        .map { RegisterEntry(value: $0.value, change: graph.ids[$0.index]) }
    }
  }

  private func rank(_ index: Int) -> (Int, UInt64, UInt64) {
    let id = graph.ids[index]
    if Planted.has(.winnerByClock) { return (Int(changes[index].time), id.replica.rawValue, 0) }
    return (graph.depths[index], id.replica.rawValue, id.sequence)
  }

  /// A removal undoes the additions in its past; concurrent ones stay.
  private func foldSets(into state: inout DocumentState, _ past: IndexBits) {
    var additions: [FieldID: [Value: [Int]]] = [:]
    for (index, change) in changes.enumerated() where past.contains(index) {
      for operation in change.operations {
        switch operation {
        case .add(let field, let value):
          additions[field, default: [:]][value, default: []].append(index)
        case .remove(let field, let value):
          additions[field]?[value]?.removeAll { $0 == index || graph.isAncestor($0, of: index) }
        case .create, .edit, .assign, .count, .acknowledge:
          break
        }
      }
    }
    for (field, values) in additions {
      let elements = values.filter { !$0.value.isEmpty }.keys.sorted()
      if !elements.isEmpty { state.sets[field] = elements }
    }
  }

  private func foldSums(into state: inout DocumentState, _ past: IndexBits) {
    for (index, change) in changes.enumerated() where past.contains(index) {
      for operation in change.operations {
        switch operation {
        case .count(let field, let key, let amount):
          state.add(amount, to: key, of: field)
        case .acknowledge(let conflict):
          state.acknowledged.insertInOrder(conflict)
        case .create, .edit, .assign, .add, .remove:
          break
        }
      }
    }
  }
}
