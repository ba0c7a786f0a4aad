import CRDT
import Knowledge
import ReplicaStore
import SyncProtocol

/// A conflict closes only when somebody who had seen all its sides has dealt with it; until then
/// it is on the list, on every replica that has its sides. A register is dealt with, too, when all
/// that is written in it says the same.
final class FlagsKept: Checker {
  static let name = "flags-kept"
  static let promise = "Both wordings are kept and shown until a person chooses."

  private struct Flag {
    let document: ChangeID
    let sides: Set<ChangeID>
    let field: FieldID
  }

  private var seen: [String: Flag] = [:]

  func observe(_ observation: Observation, in world: World) throws {
    guard let machine = world.machineToInspect(at: observation), machine.holdsChanges else {
      return
    }
    try machine.perform(at: world.time) { replica in
      let open = try replica.conflicts()
      try checkMissing(replica, machine, open, world.forkable)
      for record in open {
        let sides = Set(record.conflict.sides.flatMap(\.changes))
        // What gets another name makes another conflict.
        let renamable = world.forkable.union(try machine.branchNames())
        guard !sides.contains(where: { renamable.contains($0.replica) }),
          !renamable.contains(record.document.replica)
        else { continue }
        seen[record.id] = Flag(
          document: record.document, sides: sides, field: record.conflict.field)
      }
    }
  }

  private func checkMissing(
    _ replica: Replica, _ machine: Machine, _ open: [Replica.ConflictRecord],
    _ forkable: Set<ReplicaID>
  ) throws {
    let ids = Set(open.map(\.id))
    let removed = Set(try replica.redactions().map(\.redaction.change))
    let held = try replica.vector()
    for (id, flag) in seen.sorted(by: { $0.key < $1.key }) where !ids.contains(id) {
      guard flag.sides.allSatisfy(held.covers),
        !flag.sides.contains(where: { forkable.contains($0.replica) }),
        // Of what was removed the shape is left, and two shapes may be no conflict.
        flag.sides.isDisjoint(with: removed),
        !forkable.contains(flag.document.replica)
      else { continue }
      // A third side makes it another conflict, which is on the list in its place.
      let isTakenOver = open.contains { record in
        !flag.sides.isDisjoint(with: record.conflict.sides.flatMap(\.changes))
      }
      guard !isTakenOver, try !isDealtWith(flag, in: replica) else { continue }
      throw violated(
        "\(machine.name) lost conflict \(id) of \(flag.document) in field \(flag.field.rawValue), "
          + "sides \(flag.sides.sorted())")
    }
  }

  private func isDealtWith(_ flag: Flag, in replica: Replica) throws -> Bool {
    // Whoever overwrites one side of a register with what the other side says ends the disagreement.
    if let entries = try replica.state(of: flag.document).registers[flag.field],
      Set(entries.map(\.value)).count == 1
    {
      return true
    }
    let history = try replica.history(of: flag.document)
    // A side that was set aside is no wording that anybody has to choose; quarantine has it.
    guard flag.sides.isSubset(of: history.changes.map(\.id)) else { return true }
    return history.changes.contains { change in
      flag.sides.allSatisfy { $0 == change.id || history.isAncestor($0, of: change.id) }
    }
  }
}
