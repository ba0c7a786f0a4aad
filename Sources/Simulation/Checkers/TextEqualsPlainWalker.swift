import CRDT
import ReplicaStore

/// Where people wrote at the same time, the merged text is what the plain walker makes of it, who
/// is slow and cannot be wrong in the same way.
final class TextEqualsPlainWalker: Checker {
  static let name = "text-equals-plain-walker"
  static let promise = "Edits merge as Protocol/03 says, letter for letter."

  /// The plain walker's time grows with the square of a text, so it reads a few in each world.
  private static let documentsMax = 2
  private static let scalarsMax = 3_000

  func observe(_ observation: Observation, in world: World) throws {
    guard case .calm = observation else { return }
    let hub = world.machines[world.hub]
    try hub.perform(at: world.time) { replica in
      var count = 0
      for document in try hub.documents() ?? [] where count < Self.documentsMax {
        let history = try replica.history(of: document)
        guard TextEqualsPlainWalker.isBranched(history.changes) else { continue }
        count += 1
        let state = try replica.state(of: document)
        for (field, text) in state.texts where text.unicodeScalars.count < Self.scalarsMax {
          guard try plain(history.changes, field).utf8.elementsEqual(text.utf8) else {
            throw violated("field \(field.rawValue) of \(document) is merged otherwise")
          }
        }
      }
    }
  }

  private static func isBranched(_ changes: [Change]) -> Bool {
    changes.contains { $0.parents.count > 1 }
      || Set(changes.flatMap(\.parents)).count < changes.dropFirst().count
  }

  private func plain(_ changes: [Change], _ field: FieldID) throws -> String {
    var walker = PlainWalker()
    var indices: [ChangeID: Int] = [:]
    var pasts: [Set<Int>] = []
    for (index, change) in changes.enumerated() {
      var past: Set<Int> = [index]
      for parent in change.parents {
        if let parent = indices[parent] { past.formUnion(pasts[parent]) }
      }
      indices[change.id] = index
      pasts.append(past)
      var offset = 0
      for case .edit(field, let splices) in change.operations {
        walker.apply(
          splices, by: index, past: past, ids: changes.map(\.id), offset: &offset)
      }
    }
    return walker.text(in: Set(changes.indices))
  }
}
