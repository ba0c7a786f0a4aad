import CRDT
import Knowledge

/// Where the node's policy asks for four eyes, nobody lets out what is their own.
final class FourEyes: Checker {
  static let name = "four-eyes"
  static let promise = "An author cannot approve own text unless the node's policy says so."

  func observe(_ observation: Observation, in world: World) throws {
    guard case .approved(let number, let document, let approver, let changes) = observation,
      !world.circumstances.allowsOwnApproval
    else { return }
    let wasApproved = changes.dropLast().contains { change in
      change.operations.contains { operation in
        if case .assign(FieldID.approval, _) = operation { true } else { false }
      }
    }
    let wrote = changes.dropLast().contains { $0.author == approver && $0.parents.isEmpty }
    guard wasApproved || !wrote else {
      throw violated("\(world.machines[number].name) let \(approver) approve own \(document)")
    }
  }
}
