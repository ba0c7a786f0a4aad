import CRDT
import Knowledge
import ReplicaStore

/// Every word in every article was written by somebody: merging never runs two words together or
/// mixes their letters, but where an open conflict says that a person must look at this very place.
final class NothingInvented: Checker {
  static let name = "nothing-invented"
  static let promise = "No reader ever meets an interleaving that nobody typed."

  private static let fields: [FieldID] = [.title, .shortAnswer, .body]

  func observe(_ observation: Observation, in world: World) throws {
    guard let machine = world.machineToInspect(at: observation) else { return }
    try machine.perform(at: world.time) { replica in
      for document in try machine.documents() ?? [] {
        let state = try replica.state(of: document)
        for field in Self.fields {
          guard let text = state.texts[field] ?? state.registers[field]?.first?.value.text else {
            continue
          }
          try check(text, of: document, field, in: replica, machine, world)
        }
      }
    }
  }

  private func check(
    _ text: String, of document: ChangeID, _ field: FieldID, in replica: Replica,
    _ machine: Machine, _ world: World
  ) throws {
    let strange = Ledger.words(of: text).filter { !world.ledger.words.contains($0) }
    guard !strange.isEmpty else { return }
    let flagged = try replica.conflicts(of: document).filter { $0.conflict.field == field }
      .compactMap(\.conflict.mergedRange)
    let scalars = text.unicodeScalars
    for word in strange {
      let start = scalars.distance(from: scalars.startIndex, to: word.startIndex)
      let end = start + word.unicodeScalars.count
      guard !flagged.contains(where: { $0.lowerBound <= end && start <= $0.upperBound }) else {
        continue
      }
      throw violated("\(machine.name) shows '\(word)' in \(document), unflagged")
    }
  }
}
