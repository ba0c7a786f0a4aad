import ReplicaStore
import SQLite

/// What was derived change by change is what a rebuild from the log derives.
final class ProjectionsEqualRebuild: Checker {
  static let name = "projections-equal-rebuild"
  static let promise = "Everything derived can be rebuilt from the log of changes."

  static let tables = [
    (name: "state", order: "document"), (name: "article", order: "document"),
    (name: "published", order: "document"), (name: "conflict", order: "document, ordinal"),
    (name: "quarantine", order: "position"), (name: "ruling", order: "1"),
    (name: "governance", order: "1"), (name: "supplement", order: "1"),
  ]

  func observe(_ observation: Observation, in world: World) throws {
    guard let machine = world.machineToInspect(at: observation) else { return }
    try world.compareWithRebuild(machine) { connection in
      try Dump.of(Self.tables, in: connection)
    } else: {
      violated("\(machine.name): \($0)")
    }
  }

}

extension World {
  /// Holds a machine against a copy of it that was rebuilt.
  func compareWithRebuild(
    _ machine: Machine, _ dump: (Connection) throws -> [String: [String]],
    else violation: (String) -> Violation
  ) throws {
    let copy = try rebuiltCopy(of: machine)
    func dumped(_ machine: Machine) throws -> [String: [String]] {
      try machine.perform(at: time) { _ in try machine.connection.map(dump) ?? [:] }
    }
    let (before, after) = (try dumped(machine), try dumped(copy))
    if let difference = Dump.difference(before, after) { throw violation(difference) }
  }
}
