/// The reference scenario, with the power failing at every single write and sync of every machine,
/// and unsynced writes surviving in every way.
public struct CrashEverywhere {
  public private(set) var runs = 0
  public private(set) var violations: [String] = []

  public init() {}

  /// - Parameters:
  ///   - part: which of so many parts of the points to run, counted from 0.
  ///   - parts: so that several processes can share the work.
  public mutating func run(part: Int = 0, of parts: Int = 1) {
    let reference = ReferenceScenario.world()
    let result = reference.run()
    if let violation = result.violation {
      violations.append("without a crash: \(violation)")
      return
    }
    for (number, point) in CrashEverywhere.points(in: reference).enumerated()
    where number % parts == part {
      runs += 1
      if let violation = ReferenceScenario.world(point).run().violation {
        violations.append(
          "machine \(point.machine), operation \(point.operation), \(point.survival): \(violation)")
      }
    }
  }

  private static func points(in reference: World) -> [World.Crash] {
    reference.machines.indices.flatMap { machine in
      reference.operations[machine].flatMap { operation in
        SimulatedDisk.Survival.allCases.map { survival in
          World.Crash(machine: machine, operation: operation, survival: survival)
        }
      }
    }
  }
}
