/// The figure that people ask for first: a hundred nodes and five hundred edits, made by all of them
/// without knowing of each other, and all of it everywhere in the end.
public enum Figure {
  public static let nodes = 100
  public static let edits = 500

  /// Everybody writes an article, everybody syncs, and then everybody works on everybody's articles
  /// until the calm.
  public static func world() -> World {
    var circumstances = Circumstances(seed: 0)
    circumstances.municipalities = nodes - 1
    circumstances.laptops = 0
    circumstances.sideLinks = 0
    circumstances.weather = .calm
    circumstances.wrongClocks = 0
    circumstances.batchBytesMax = 256 << 10
    circumstances.rights = .none
    circumstances.mirrors = 0
    circumstances.acts = edits + nodes
    circumstances.days = 4
    var script: [Step] = []
    func add(_ act: Act, on machine: Int) {
      let number = script.count
      script.append(
        Step(
          number: number, time: Int64(number + 1) * 60_000, machine: machine, act: act,
          seed: UInt64(number) &* 0x9e37_79b9_7f4a_7c15))
    }
    for machine in 0..<nodes { add(.create, on: machine) }
    for machine in 1..<nodes { add(.synchronise, on: machine) }
    for machine in 1..<nodes { add(.synchronise, on: machine) }
    for number in nodes..<edits { add(.edit, on: number % nodes) }
    return World(
      seed: 1, circumstances, script: script, keepsLines: false,
      checkers: [Convergence.self, Durability.self, HonestExit.self, NoStuckJob.self])
  }
}
