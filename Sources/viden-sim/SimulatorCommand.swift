import Glibc
import Planted
import Simulation

/// The simulator's command line.
struct SimulatorCommand {
  static let usage = """
    viden-sim --seeds A..B[,C..D]     runs them; exit 0 when every promise held, 1 when one did not
    viden-sim --seed N [--show]       runs one; --show tells what happened, line by line
    viden-sim --seed N --minimise     leaves out what a failing seed does not need
    viden-sim --seed N --steps LIST   runs only those steps of it
    viden-sim --crash-everywhere [I/N] the reference scenario, crashed at every write and sync
    viden-sim --cut-everywhere        the same, its messages cut at every byte
    viden-sim --scenario figure       100 nodes and 500 edits, and what that costs
    viden-sim --fuzz TARGET [--seed S] [--runs N] [--save FILE]
    viden-sim --replay FILE           one input of a fuzzer, as Protocol/crashers keeps them
    viden-sim --promises              what is checked
      --planted NAME                  wakes a planted bug (in debug builds, or with the trait PlantedBugs)
      --until-failure                 stops at the first seed that fails
    """

  private var values: [String: String] = [:]

  init(_ arguments: some Sequence<String>) {
    var name: String?
    for argument in arguments {
      if argument.hasPrefix("--") {
        values[argument] = ""
        name = argument
      } else if let option = name {
        values[option] = argument
        name = nil
      } else {
        values["?"] = argument
      }
    }
  }

  private static let known: Set<String> = [
    "--seeds", "--seed", "--show", "--minimise", "--steps", "--crash-everywhere",
    "--cut-everywhere", "--promises", "--planted", "--until-failure", "--fuzz", "--runs", "--save",
    "--replay", "--scenario",
  ]

  func run() -> Int32 {
    guard values.keys.allSatisfy(SimulatorCommand.known.contains) else { return refuse() }
    if let name = values["--planted"], !wake(name) { return 64 }
    if values["--promises"] != nil { return promises() }
    if let path = values["--replay"] { return FuzzCommand.replay(path) }
    if let target = values["--fuzz"] {
      return FuzzCommand.run(
        target, seed: UInt64(values["--seed"] ?? "") ?? 1,
        runs: Int(values["--runs"] ?? "") ?? 10_000, save: values["--save"])
    }
    if let text = values["--crash-everywhere"] { return crashEverywhere(text) }
    if values["--cut-everywhere"] != nil { return cutEverywhere() }
    if let name = values["--scenario"] { return scenario(name) }
    if let text = values["--seeds"] { return seeds(text) }
    if let text = values["--seed"], let seed = UInt64(text) { return one(seed) }
    return refuse()
  }

  private func refuse() -> Int32 {
    print(SimulatorCommand.usage)
    return 64
  }

  private func wake(_ name: String) -> Bool {
    guard Planted.isBuiltIn else {
      print("viden-sim: no bugs are planted in this build; a debug build has them")
      return false
    }
    guard Planted.wake(name) else {
      print("viden-sim: no planted bug is called \(name); there are:")
      for bug in Planted.Bug.allCases { print("  \(bug.rawValue)") }
      return false
    }
    return true
  }

  private func promises() -> Int32 {
    for checker in Promises.all { print("\(checker.name): \(checker.promise)") }
    return 0
  }

  // MARK: Exhaustive

  private func crashEverywhere(_ text: String) -> Int32 {
    let parts = text.split(separator: "/").compactMap { Int($0) }
    guard text.isEmpty || (parts.count == 2 && (1...parts[1]).contains(parts[0])) else {
      return refuse()
    }
    var crashes = CrashEverywhere()
    crashes.run(part: (parts.first ?? 1) - 1, of: parts.last ?? 1)
    for violation in crashes.violations { print(violation) }
    print(
      "crashes \(crashes.runs), failed \(crashes.violations.count), cpu \(CPUClock.seconds()) s")
    return crashes.violations.isEmpty ? 0 : 1
  }

  private func cutEverywhere() -> Int32 {
    var cuts = CutEverywhere()
    cuts.run()
    for violation in cuts.violations { print(violation) }
    print(
      "messages \(cuts.messages), cuts \(cuts.cuts), failed \(cuts.violations.count), "
        + "cpu \(CPUClock.seconds()) s")
    return cuts.violations.isEmpty ? 0 : 1
  }

  private func scenario(_ name: String) -> Int32 {
    guard name == "figure" else { return refuse() }
    let before = CPUClock.milliseconds()
    let result = Figure.world().run()
    let milliseconds = CPUClock.milliseconds() - before
    if let violation = result.violation { print(violation) }
    print(
      "nodes \(Figure.nodes), edits \(result.edits), syncs \(result.exchanges), "
        + "cpu \(milliseconds) ms")
    return result.violation == nil ? 0 : 1
  }

  // MARK: Seeds

  private func seeds(_ text: String) -> Int32 {
    let ranges = text.split(separator: ",").compactMap { SimulatorCommand.range($0) }
    guard !ranges.isEmpty, ranges.count == text.split(separator: ",").count else { return refuse() }
    var campaign = Campaign()
    for seed in ranges.joined() {
      guard let violation = campaign.run(seed) else { continue }
      print("seed \(seed): \(violation)")
      if values["--until-failure"] != nil { break }
    }
    print(campaign.summary(cpuSeconds: CPUClock.seconds()))
    return campaign.failures.isEmpty ? 0 : 1
  }

  /// `A..B`, both of them counted.
  private static func range(_ text: Substring) -> ClosedRange<UInt64>? {
    let ends = text.split(separator: ".", omittingEmptySubsequences: true).compactMap { UInt64($0) }
    guard ends.count == 2, ends[0] <= ends[1] else { return nil }
    return ends[0]...ends[1]
  }

  private func one(_ seed: UInt64) -> Int32 {
    if values["--minimise"] != nil { return minimise(seed) }
    let keepsLines = values["--show"] != nil
    let world =
      if let list = values["--steps"] {
        World(
          seed: seed, steps: Set(list.split(separator: ",").compactMap { Int($0) }),
          keepsLines: keepsLines)
      } else {
        World(seed: seed, keepsLines: keepsLines)
      }
    let result = world.run()
    for line in result.lines { print(line) }
    if let violation = result.violation { print("seed \(seed): \(violation)") }
    print("trace \(result.trace)")
    print("syncs \(result.exchanges), edits \(result.edits), cpu \(CPUClock.seconds()) s")
    return result.violation == nil ? 0 : 1
  }

  private func minimise(_ seed: UInt64) -> Int32 {
    guard var minimiser = Minimiser(seed: seed) else {
      print("seed \(seed) holds")
      return 0
    }
    let before = minimiser.script.count
    minimiser.run()
    let steps = minimiser.steps.map(String.init).joined(separator: ",")
    let lines = World(seed: seed, steps: Set(minimiser.steps), keepsLines: true).run().lines
    for line in lines { print(line) }
    print("\(before) steps are \(minimiser.steps.count), after \(minimiser.runs) runs")
    print("viden-sim --seed \(seed) --steps \(steps) --show")
    return 1
  }
}

/// CPU time of this process, which other people on the machine do not change.
enum CPUClock {
  static func seconds() -> Int { milliseconds() / 1000 }

  static func milliseconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
