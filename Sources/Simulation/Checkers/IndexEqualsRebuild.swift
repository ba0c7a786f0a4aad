/// The search index holds the same words in the same places as one that is built anew.
final class IndexEqualsRebuild: Checker {
  static let name = "index-equals-rebuild"
  static let promise = "Search is always in step with the articles."

  static let tables = ["public", "staff"].flatMap { scope in
    [
      (name: "search_\(scope)_terms", order: "term"),
      (name: "search_\(scope)_document", order: "id"),
    ]
  }

  func observe(_ observation: Observation, in world: World) throws {
    let number: Int
    switch observation {
    case .inspected(let machine): number = machine
    case .calm: number = world.hub
    default: return
    }
    let machine = world.machines[number]
    guard machine.isUp else { return }
    try ProjectionsEqualRebuild.compare(machine, Self.tables, at: world.time) {
      violated("\(machine.name): \($0)")
    }
  }
}
