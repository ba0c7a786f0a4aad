/// One small story in which everything happens once: articles are written, imported, approved and
/// withdrawn, two people change one sentence without knowing, one of them chooses, a stick goes
/// from one to the other, and all of it meets on the hub.
///
/// The exhaustive runs go through it again and again, each time with one more thing going wrong.
public enum ReferenceScenario {
  static let seed: UInt64 = 4_711

  static let circumstances: Circumstances = {
    var circumstances = Circumstances(seed: 0)
    circumstances.municipalities = 2
    circumstances.laptops = 0
    circumstances.sideLinks = 0
    circumstances.weather = .calm
    circumstances.wrongClocks = 0
    circumstances.batchBytesMax = 2_000
    circumstances.allowsOwnApproval = true
    circumstances.acts = script.count
    circumstances.days = 3
    return circumstances
  }()

  /// Three hours between steps: whoever lost power has it again before the next one.
  static let script: [Step] = acts.enumerated().map { number, act in
    Step(
      number: number, time: Int64(number + 1) * 10_800_000, machine: act.machine, act: act.act,
      seed: UInt64(number) &* 7_919 &+ 17)
  }

  private static let acts: [(machine: Int, act: Act)] = [
    (1, .create), (2, .importFiles), (1, .synchronise), (2, .synchronise), (1, .synchronise),
    (1, .approve), (2, .edit), (1, .edit), (2, .edit), (1, .edit), (2, .edit), (1, .writeStick),
    (2, .synchronise), (1, .synchronise), (2, .readStick), (0, .edit), (1, .resolve), (2, .approve),
    (1, .withdraw), (1, .countContact), (1, .countContact), (1, .takeBackContact), (2, .backUp),
    (1, .synchronise), (2, .synchronise),
  ]

  static func world(_ crash: World.Crash? = nil) -> World {
    // With every checker the first time; then with those that a crash could break.
    let world = World(
      seed: seed, circumstances, script: script, keepsLines: false,
      checkers: crash == nil ? Checkers.all : Checkers.ofCrashes)
    world.crash = crash
    return world
  }
}

extension World {
  /// A power failure at one certain write or sync of one machine.
  struct Crash: Hashable, Sendable {
    var machine: Int
    var operation: Int
    var survival: SimulatedDisk.Survival
  }
}
