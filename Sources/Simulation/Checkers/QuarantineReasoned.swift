import CRDT
import ReplicaStore
import SQLite
import SyncProtocol

/// Every change in the log either is part of its document or is set aside with its reason.
final class QuarantineReasoned: Checker {
  static let name = "quarantine-reasoned"
  static let promise = "A hostile or broken change is set aside with its reason; the rest goes on."

  func observe(_ observation: Observation, in world: World) throws {
    guard case .inspected(let number) = observation, world.machines[number].isUp else { return }
    let machine = world.machines[number]
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
