import Digest

/// Many seeds, one after another.
public struct Campaign {
  public private(set) var seeds = 0
  public private(set) var failures: [(seed: UInt64, violation: Violation)] = []
  public private(set) var syncs = 0
  public private(set) var edits = 0
  public private(set) var days = 0

  public init() {}

  /// Runs a seed; what it violated, if anything.
  @discardableResult
  public mutating func run(_ seed: UInt64) -> Violation? {
    let result = World(seed: seed).run()
    seeds += 1
    syncs += result.exchanges
    edits += result.edits
    days += result.days
    if let violation = result.violation { failures.append((seed, violation)) }
    return result.violation
  }

  /// The last line of `viden-sim --seeds`; scripts read it.
  public func summary(cpuSeconds: Int) -> String {
    "seeds \(seeds), failed \(failures.count), syncs \(syncs), days \(days), cpu \(cpuSeconds) s"
  }
}
