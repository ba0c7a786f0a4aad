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
    try ProjectionsEqualRebuild.compare(
      machine, at: world.time, { try Dump.of(Self.tables, in: $0) },
      { violated("\(machine.name): \($0)") })
  }

  /// Rebuilds a copy of the machine and compares.
  static func compare(
    _ machine: Machine, at time: Int64, _ dump: (Connection) throws -> [String: [String]],
    _ violation: (String) -> Violation
  ) throws {
    let before = try machine.perform(at: time) { _ in
      try machine.connection.map(dump) ?? [:]
    }
    let copy = Machine(copyOf: machine)
    let after = try copy.perform(at: time) { replica in
      try replica.rebuild()
      return try copy.connection.map(dump) ?? [:]
    }
    if let difference = Dump.difference(before, after) { throw violation(difference) }
  }
}
