import SQLite
import Search

/// The search index holds the same words in the same places as one that is built anew.
final class IndexEqualsRebuild: Checker {
  static let name = "index-equals-rebuild"
  static let promise = "Search is always in step with the articles."

  func observe(_ observation: Observation, in world: World) throws {
    guard let machine = world.machineToInspect(at: observation) else { return }
    try world.compareWithRebuild(machine, IndexEqualsRebuild.dump) {
      violated("\(machine.name): \($0)")
    }
  }

  private static func dump(_ connection: Connection) throws -> [String: [String]] {
    var dump: [String: [String]] = [:]
    for scope in SearchScope.allCases {
      dump[scope.rawValue] = try SearchIndex.contents(of: scope, on: connection)
    }
    return dump
  }
}
