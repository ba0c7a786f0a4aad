import CRDT
import Digest
import Knowledge
import ReplicaStore
import SQLite
import SyncProtocol

/// Where the record of a removal is held, the payload is not: not in the log, not in anything that is
/// derived, and no old stick, no restored backup and no laptop from a drawer brings it back.
final class RemovedStaysAway: Checker {
  static let name = "removed-stays-away"
  static let promise =
    "What an administrator had removed is gone on every replica that hears of it."

  /// The number that a record removes from a payload. Another record may leave it there, and as long
  /// as that alone is held, it stands.
  private var numbers: [Redaction: Set<String>] = [:]

  func observe(_ observation: Observation, in world: World) throws {
    switch observation {
    case .removed(let machine, let number, let removals):
      for removal in removals { numbers[removal, default: []].insert(number) }
      try check(world.machines[machine], in: world)
    case .inspected(let number): try check(world.machines[number], in: world)
    case .calm:
      for machine in world.machines where !machine.isGone { try check(machine, in: world) }
    default: break
    }
  }

  private func check(_ machine: Machine, in world: World) throws {
    guard machine.isUp, machine.holdsChanges, !numbers.isEmpty else { return }
    try machine.perform(at: world.time) { replica in
      var removed: [SHA256Digest: Set<String>] = [:]
      for entry in try replica.redactions() where entry.isSound {
        removed[entry.redaction.payloadHash, default: []]
          .formUnion(numbers[entry.redaction] ?? [])
      }
      guard !removed.isEmpty, let connection = machine.connection else { return }
      var gone = removed.values.reduce(into: Set()) { $0.formUnion($1) }
      try connection.forEach(
        """
        SELECT c.payload, r.hash FROM change AS c LEFT JOIN redacted AS r ON r.position = c.position
        UNION ALL SELECT kept, NULL FROM redacted WHERE kept IS NOT NULL
        """
      ) { row in
        let payload = row.blob(0)
        guard removed[StreamChain.payloadHash(payload)] == nil else {
          throw violated("\(machine.name) still has a payload that was removed")
        }
        let hash = row.isNull(1) ? nil : SHA256Digest(bytes: row.blob(1))
        let own = hash.flatMap { removed[$0] } ?? []
        guard !own.contains(where: { payload.firstRange(of: $0.utf8) != nil }) else {
          throw violated(
            "\(machine.name) still has words in the payload that they were removed from")
        }
        // What somebody else typed once more stands.
        gone = gone.filter { payload.firstRange(of: $0.utf8) == nil }
        return true
      }
      try checkTables(connection, gone, on: machine)
    }
  }

  private func checkTables(
    _ connection: Connection, _ gone: Set<String>, on machine: Machine
  ) throws {
    guard !gone.isEmpty else { return }
    let tables = try connection.query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    ) { $0.text(0) }
    for table in tables {
      try connection.forEach("SELECT * FROM \"\(table)\"") { row in
        for column in 0..<row.columnCount {
          let bytes: [UInt8]
          switch row.value(column) {
          case .text(let text): bytes = Array(text.utf8)
          case .blob(let blob): bytes = blob
          default: continue
          }
          guard let number = Ledger.numbers(in: bytes).first(where: gone.contains) else { continue }
          throw violated("\(machine.name) has \(number) in \(table), which was removed")
        }
        return true
      }
    }
  }
}
