/// What was never let out to citizens is nowhere on a mirror's disk, not even as leftovers in its
/// file: whoever breaks into it finds what everybody may read.
final class MirrorsKnowNothingElse: Checker {
  static let name = "mirrors-know-nothing-else"
  static let promise = "A public mirror holds nothing that citizens may not read."

  func observe(_ observation: Observation, in world: World) throws {
    guard case .calm = observation else { return }
    let secret = world.ledger.secretNumbers
    for machine in world.machines where machine.kind == .mirror {
      for (name, file) in machine.disk.files.sorted(by: { $0.key < $1.key }) {
        let found = Ledger.numbers(in: file.content).first(where: secret.contains)
        guard let found else { continue }
        throw violated("\(machine.name) has \(found) in \(name), which nobody let out")
      }
    }
  }
}
