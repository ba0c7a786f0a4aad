import CRDT
import Knowledge
import ReplicaStore
import SQLite
import SyncProtocol

/// Every change in the log either is part of its document or is set aside with its reason.
final class QuarantineReasoned: Checker {
  static let name = "quarantine-reasoned"
  static let promise = "A hostile or broken change is set aside with its reason; the rest goes on."

  func observe(_ observation: Observation, in world: World) throws {
    if case .decided(let number, let id, let isReleased, let reason) = observation {
      try check(id, isReleased: isReleased, reason, on: world.machines[number])
    }
    guard case .inspected(let number) = observation, world.machines[number].isUp else { return }
    try check(world.machines[number], in: world)
  }

  /// What somebody decided on is as they decided, unless it waits for another change or cannot be
  /// taken at all.
  private func check(
    _ id: ChangeID, isReleased: Bool, _ reason: QuarantineReason?, on machine: Machine
  ) throws {
    switch reason {
    case nil where isReleased, .dropped where !isReleased, .standsOn, .doesNotFit: return
    default: break
    }
    throw violated("\(machine.name) has \(id) as \(reason?.encoded ?? "sound") after a decision")
  }

  private func check(_ machine: Machine, in world: World) throws {
    try machine.perform(at: world.time) { replica in
      var changes: [ChangeID: Set<ChangeID>] = [:]
      try replica.visitEntries(lackedBy: PeerVector()) { entry in
        if let change = entry.change { changes[change.document, default: []].insert(change.id) }
        return true
      }
      let aside = try machine.connection?.query(
        """
        SELECT s.replica, c.sequence, length(q.reason) FROM quarantine AS q
        JOIN change AS c USING (position) JOIN stream AS s ON s.id = c.stream
        """
      ) { row in
        (
          ChangeID(
            replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
            sequence: UInt64(bitPattern: row.integer(1))), row.integer(2)
        )
      }
      let setAside = Dictionary(uniqueKeysWithValues: aside ?? [])
      for document in try machine.documents() ?? [] {
        let sound = Set(try replica.history(of: document).changes.map(\.id))
        for change in changes[document] ?? [] where !sound.contains(change) {
          guard let reason = setAside[change], reason > 0 else {
            throw violated("\(machine.name) dropped \(change) without a word")
          }
        }
      }
    }
  }
}
