/// A disk that keeps its promises and not a bit more: what was written is there for the process
/// that wrote it; what was synced is there after the power failed; and of everything else any part
/// may be there or not.
///
/// SQLite reaches it through `DiskVFS`. Writes, truncations and syncs are counted, and the power
/// can be made to fail at any one of them; `powerUp` then decides by a seed what became of what
/// was not synced. Nothing here knows what is stored.
///
/// ```swift
/// let disk = SimulatedDisk()
/// disk.powerFails(atOperation: disk.operations + 17)
/// // … the 17th write or sync from now throws, and so does everything after it …
/// disk.powerUp(.sectors, &random)
/// ```
final class SimulatedDisk {
  /// What becomes of unsynced writes when the power fails.
  enum Survival: CaseIterable, Hashable, Sendable {
    /// None of them reached the platter.
    case nothing
    /// All of them did, in order.
    case everything
    /// Each did or did not, so that later ones may be there and earlier ones not.
    case writes
    /// Each sector of each did or did not: pages are torn in the middle.
    case sectors
  }

  /// The unit that a disk writes whole.
  static let sectorBytes = 512

  private(set) var files: [String: SimulatedFile] = [:]

  /// Writes, truncations and syncs so far.
  private(set) var operations = 0

  /// Syncs so far that had something to make safe.
  private(set) var syncs = 0

  /// Open files of an earlier life are dead: a killed process never writes again.
  private(set) var life = 0

  /// What all files together may take; `nil` for a disk that is large enough.
  var bytesMax: Int?

  /// A disk that says "synced" and is not: a fault of the test itself, to see that it is noticed.
  var forgetsSyncs = false

  /// While a killed process is cleared away: SQLite removes a log by its name when it closes.
  var refusesRemovals = false

  /// How often a write was refused because the disk was full.
  private(set) var refusals = 0

  private var failure: Int?
  private(set) var isDown = false

  /// Whether the power is about to fail.
  var isArmed: Bool { failure != nil }

  init() {}

  /// The same bytes on another disk: a backup image, or a copied machine.
  init(copying other: SimulatedDisk) {
    files = other.files.mapValues { SimulatedFile(content: $0.content) }
  }

  // MARK: Faults

  /// The power fails when that operation is about to happen; `nil` for never.
  func powerFails(atOperation number: Int?) {
    failure = number
  }

  /// Ends the process that uses the disk. What it wrote is still there, synced or not: the
  /// operating system has it.
  func killProcess() {
    life += 1
  }

  /// The machine starts again after its power failed.
  func powerUp(_ survival: Survival, _ random: inout RandomSource) {
    life += 1
    for name in files.keys.sorted() { files[name]?.settle(survival, &random) }
    failure = nil
    isDown = false
  }

  // MARK: What SQLite asks for

  func exists(_ name: String) -> Bool { files[name] != nil }

  func file(_ name: String) -> SimulatedFile {
    if let file = files[name] { return file }
    let file = SimulatedFile(content: [])
    files[name] = file
    return file
  }

  func remove(_ name: String) {
    files[name] = nil
  }

  enum Outcome { case done, full, down }

  /// Counts an operation; what to answer for it.
  func begin() -> Outcome {
    guard !isDown else { return .down }
    if operations == failure {
      isDown = true
      return .down
    }
    operations += 1
    return .done
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int, in file: SimulatedFile) -> Outcome {
    let grows = offset + bytes.count - file.content.count
    if let bytesMax, grows > 0, used + grows > bytesMax {
      refusals += 1
      return .full
    }
    let outcome = begin()
    // The write during which the power fails is one of those that may be there or not.
    if outcome == .done || operations == failure { unsafe file.write(bytes, at: offset) }
    return outcome
  }

  func truncate(_ file: SimulatedFile, to count: Int) -> Outcome {
    let outcome = begin()
    if outcome == .done { file.truncate(to: count) }
    return outcome
  }

  func sync(_ file: SimulatedFile) -> Outcome {
    let outcome = begin()
    guard outcome == .done, !file.isSafe else { return outcome }
    syncs += 1
    if !forgetsSyncs { file.makeSafe() }
    return outcome
  }

  var used: Int { files.values.reduce(0) { $0 + $1.content.count } }
}
