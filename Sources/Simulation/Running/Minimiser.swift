/// Makes a failing seed small: leaves steps out of its script for as long as the same promise is
/// broken (Zeller and Hildebrandt: Simplifying and isolating failure-inducing input, 2002).
public struct Minimiser {
  public let seed: UInt64
  public private(set) var script: [Step]
  public private(set) var violation: Violation
  public private(set) var runs = 0
  private let circumstances: Circumstances

  /// `nil` for a seed that holds.
  public init?(seed: UInt64) {
    self.seed = seed
    circumstances = Circumstances(seed: seed)
    script = Step.script(circumstances, seed: seed)
    guard let found = World(seed: seed, circumstances, script: script).run().violation else {
      return nil
    }
    violation = found
  }

  public mutating func run() {
    var parts = 2
    while script.count > 1 {
      if let smaller = smaller(parts) {
        script = smaller
        parts = max(2, parts - 1)
      } else if parts >= script.count {
        return
      } else {
        parts = min(script.count, 2 * parts)
      }
    }
  }

  /// The script without one of so many parts of it, if it still fails.
  private mutating func smaller(_ parts: Int) -> [Step]? {
    for part in 0..<parts {
      let start = script.count * part / parts
      let end = script.count * (part + 1) / parts
      let rest = Array(script[..<start] + script[end...])
      runs += 1
      let result = World(seed: seed, circumstances, script: rest).run()
      if let found = result.violation, found.isLike(violation) {
        violation = found
        return rest
      }
    }
    return nil
  }

  /// The numbers of the steps that are left: `viden-sim --seed N --steps 3,9,12`.
  public var steps: [Int] { script.map(\.number) }
}

extension Violation {
  /// Whether two violations look like one and the same bug: the same promise, and the same words
  /// at the end, where names and numbers are not.
  func isLike(_ other: Violation) -> Bool {
    func ending(_ text: String) -> Substring? {
      text.split(separator: " ").last { $0.allSatisfy(\.isLetter) }
    }
    return invariant == other.invariant && ending(what) == ending(other.what)
  }
}

extension World {
  /// A seed with only some of its steps, as the minimiser left them.
  public convenience init(seed: UInt64, steps: Set<Int>, keepsLines: Bool = false) {
    let circumstances = Circumstances(seed: seed)
    self.init(
      seed: seed, circumstances,
      script: Step.script(circumstances, seed: seed).filter { steps.contains($0.number) },
      keepsLines: keepsLines)
  }
}
