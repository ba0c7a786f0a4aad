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

  /// The number that was removed with a payload.
  private var numbers: [SHA256Digest: Set<String>] = [:]

  func observe(_ observation: Observation, in world: World) throws {
    switch observation {
    case .removed(let machine, let number, let payloads):
      for payload in payloads { numbers[payload, default: []].insert(number) }
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
      let removed = Set(
        try replica.redactions().filter(\.isSound).map(\.redaction.payloadHash))
      guard !removed.isEmpty, let connection = machine.connection else { return }
      var gone = Set(removed.flatMap { numbers[$0] ?? [] })
      try connection.forEach(
        "SELECT payload FROM change UNION ALL SELECT kept FROM redacted WHERE kept IS NOT NULL"
      ) { row in
        let payload = row.blob(0)
        guard !removed.contains(StreamChain.payloadHash(payload)) else {
          throw violated("\(machine.name) still has a payload that was removed")
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
