import CRDT
import ReplicaStore

/// What articles say beside their texts is what the rules say in plain words: of a register every
/// write stays that no later one had seen, and of a set every addition that no removal had seen.
final class StateEqualsPlainFold: Checker {
  static let name = "state-equals-plain-fold"
  static let promise =
    "Concurrent writes of a register are all kept; an addition wins over a removal."

  private static let documentsMax = 16

  func observe(_ observation: Observation, in world: World) throws {
    guard case .calm = observation else { return }
    let hub = world.machines[world.hub]
    try hub.perform(at: world.time) { replica in
      for document in try (hub.documents() ?? []).prefix(Self.documentsMax) {
        let fold = PlainFold(try replica.history(of: document).changes)
        let state = try replica.state(of: document)
        let registers = state.registers.mapValues { Set($0.map(\.change)) }
        guard registers == fold.registers else {
          throw violated("a register of \(document) keeps other writes than it should")
        }
        guard state.sets.mapValues(Set.init) == fold.sets else {
          throw violated("a set of \(document) has other elements than it should")
        }
      }
    }
  }
}

/// Registers and sets by nothing but everybody's whole past.
private struct PlainFold {
  private(set) var registers: [FieldID: Set<ChangeID>] = [:]
  private(set) var sets: [FieldID: Set<Value>] = [:]

  private var pasts: [ChangeID: Set<ChangeID>] = [:]
  private var writes: [FieldID: Set<ChangeID>] = [:]
  private var additions: [FieldID: [Value: Set<ChangeID>]] = [:]
  private var removals: [FieldID: [Value: Set<ChangeID>]] = [:]

  /// - Parameter changes: parents before their children.
  init(_ changes: [Change]) {
    for change in changes {
      var past: Set<ChangeID> = []
      for parent in change.parents { past.formUnion(pasts[parent, default: []].union([parent])) }
      pasts[change.id] = past
      for operation in change.operations { take(operation, of: change.id) }
    }
    let pasts = pasts
    func isSeen(_ id: ChangeID, by others: Set<ChangeID>?) -> Bool {
      others?.contains { pasts[$0]?.contains(id) == true } == true
    }
    registers = writes.mapValues { all in all.filter { !isSeen($0, by: all) } }
    for (field, values) in additions {
      let standing = values.filter { value, ids in
        ids.contains { !isSeen($0, by: removals[field]?[value]) }
      }
      if !standing.isEmpty { sets[field] = Set(standing.keys) }
    }
  }

  private mutating func take(_ operation: Operation, of id: ChangeID) {
    switch operation {
    case .assign(let field, _): writes[field, default: []].insert(id)
    case .add(let field, let value):
      additions[field, default: [:]][value, default: []].insert(id)
    case .remove(let field, let value):
      removals[field, default: [:]][value, default: []].insert(id)
    default: break
    }
  }
}
