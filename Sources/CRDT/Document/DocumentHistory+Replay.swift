/// States by replay: registers, sets and counters are folded over the changes of a version, texts
/// come from the walker.
extension DocumentHistory {
  func replay(at heads: [Int]) -> DocumentState {
    let past = graph.past(of: heads)
    var state = DocumentState(kind: kind, heads: heads.map { graph.ids[$0] }.sorted())
    for field in textFields { state.setText(field, textTrace(of: field).text(in: past)) }
    foldRegisters(into: &state, past)
    foldSets(into: &state, past)
    foldSums(into: &state, past)
    return state
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
        .map { RegisterEntry(value: $0.value, change: graph.ids[$0.index]) }
    }
  }

  private func rank(_ index: Int) -> (Int, UInt64, UInt64) {
    let id = graph.ids[index]
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
