import Synchronization

/// Bugs planted on purpose, to see that the simulator finds them.
///
/// In every release build `Planted.has(_:)` is the constant `false`, and the compiler takes the bugs
/// out. Debug builds, which the tests use, and the package trait `PlantedBugs` have them, each asleep
/// until it is named:
///
/// ```sh
/// .build/debug/viden-sim --planted gap-accepted --seeds 1..200
/// ```
///
/// A bug is planted where it could really be made: one line in the shipped code, beside the line
/// that is right. `tools/planted` shows that an ordinary run of seeds catches each of them.
public enum Planted {
  #if PlantedBugs
    public static let isBuiltIn = true

    private static let awake = Atomic<Int>(asleep)
    private static let asleep = -1

    /// Whether this bug is in the running program.
    public static func has(_ bug: Bug) -> Bool {
      let number = awake.load(ordering: .relaxed)
      return number != asleep && number == bug.number
    }

    /// Wakes the bug of that name, for the whole process; `false` when there is none.
    public static func wake(_ name: String) -> Bool {
      guard let bug = Bug(rawValue: name) else { return false }
      awake.store(bug.number, ordering: .relaxed)
      return true
    }
  #else
    public static let isBuiltIn = false

    /// Whether this bug is in the running program; it is not.
    @inlinable @inline(__always)
    public static func has(_ bug: Bug) -> Bool { false }

    /// There is nothing to wake.
    public static func wake(_ name: String) -> Bool { false }
  #endif
}
