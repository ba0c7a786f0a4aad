import CRDT
public import Digest
import ReplicaStore
import SyncProtocol

/// Denmark in one process and one thread: machines with the shipped code on simulated disks, a
/// network that does what networks do, clocks that are wrong, and people who write, approve and
/// sync. Everything follows from the seed and the script.
///
/// ```swift
/// let world = World(seed: 17)
/// let result = world.run()
/// print(result.violation ?? "held")
/// ```
public final class World {
  public let seed: UInt64
  let circumstances: Circumstances
  let script: [Step]

  var machines: [Machine] = []

  /// Whom each machine knows, by machine.
  var links: [[Link]] = []

  /// The node that each machine is; a copied disk is the same one.
  var nodes: [UInt64] = []

  /// Nodes that somebody has put on record as gone or barred.
  var departed: Set<UInt64> = []

  var time: Int64 = 0
  var queue = EventQueue<Event>()
  var trace: Trace
  var ledger = Ledger()
  var weather: Weather
  private var checkers: [any Checker] = []

  /// A copy of the machine that is inspected, rebuilt: several checkers hold the machine against it.
  var rebuilt: Machine?

  /// What is being done at the moment.
  private var step: Step?

  /// The exchanges that began so far; what `--seeds` counts as syncs.
  var exchanges = 0
  private(set) var edits = 0
  private var messages: UInt64 = 0

  /// The machine that most others call.
  var hub = 0

  /// Streams that may have two branches: somebody who wrote them has another disk now.
  var forkable: Set<ReplicaID> = []

  /// Whether the faults are over.
  var isCalm = false

  /// Sticks in people's pockets.
  var sticks: [Stick] = []

  /// The one power failure of an exhaustive run, instead of the script's.
  var crash: Crash?

  /// The writes and syncs of each machine's disk between the founding and the calm, by number.
  private(set) var operations: [Range<Int>] = []

  /// What the network has carried, for those who record and send again.
  var recorded: [Recorded] = []

  enum Event {
    case step(Step)
    case request(WireMessage, exchange: Exchange, isRepeat: Bool)
    case answer(WireMessage, exchange: Exchange, request: Int)
    case giveUp(Exchange, request: Int)
    case powerUp(Int, seed: UInt64)
    case comeBack(Int)
  }

  struct Recorded {
    var message: WireMessage
    var link: Link
    var caller: Int
    var peer: Int
  }

  public convenience init(seed: UInt64, keepsLines: Bool = false) {
    let circumstances = Circumstances(seed: seed)
    self.init(
      seed: seed, circumstances, script: Step.script(circumstances, seed: seed),
      keepsLines: keepsLines)
  }

  public convenience init(
    seed: UInt64, _ circumstances: Circumstances, script: [Step], keepsLines: Bool = false
  ) {
    self.init(
      seed: seed, circumstances, script: script, keepsLines: keepsLines, checkers: Checkers.all)
  }

  /// - Parameter kinds: the checkers; fewer of them where one story is told thousands of times.
  init(
    seed: UInt64, _ circumstances: Circumstances, script: [Step], keepsLines: Bool,
    checkers kinds: [any Checker.Type]
  ) {
    self.seed = seed
    self.circumstances = circumstances
    self.script = script
    weather = circumstances.weather
    trace = Trace(keepsLines: keepsLines)
    checkers = kinds.map { $0.init() }
  }

  // MARK: Running

  /// Lives through the script, and through a calm time after it in which everything must come
  /// right again.
  public func run() -> Result {
    var violation: Violation?
    do {
      try live()
      try settle()
      try observe(.calm)
    } catch let found as Violation {
      violation = found
    } catch {
      violation = Violation("sound-errors", "\(error), at \(step.map { "\($0.act)" } ?? "rest")")
    }
    if let violation { note("BROKEN \(violation)") }
    return Result(
      seed: seed, violation: violation, trace: trace.digest, lines: trace.lines,
      exchanges: exchanges, edits: edits, days: max(1, Int(time / 86_400_000)))
  }

  /// Lives through the script, or through some steps of it, and is left as it is then.
  func live(_ isLived: (Step) -> Bool = { _ in true }) throws {
    try found()
    let founded = machines.map(\.disk.operations)
    if let crash { machines[crash.machine].disk.powerFails(atOperation: crash.operation) }
    for step in script where isLived(step) { queue.put(.step(step), at: step.time) }
    while let (moment, event) = queue.next() {
      time = max(time, moment)
      try perform(event)
    }
    operations = zip(founded, machines).map { $0..<max($0, $1.disk.operations) }
  }

  /// How a world ended.
  public struct Result: Sendable {
    public let seed: UInt64
    public let violation: Violation?
    public let trace: SHA256Digest
    public let lines: [String]
    public let exchanges: Int
    public let edits: Int
    public let days: Int
  }

  private func perform(_ event: Event) throws {
    switch event {
    case .step(let step):
      self.step = step
      try perform(step)
      self.step = nil
    case .request(let message, let exchange, let isRepeat):
      try arrive(message, of: exchange, isRepeat: isRepeat)
    case .answer(let message, let exchange, let request):
      try comeBack(message, to: exchange, request: request)
    case .giveUp(let exchange, let request):
      if isWaiting(exchange), exchange.requests == request {
        exchange.isDisturbed = true
        try end(exchange, .unreachable)
      }
    case .powerUp(let number, let seed): try powerUp(number, seed: seed)
    case .comeBack(let number):
      machines[number].isRetired = false
      note("\(machines[number].name) is back")
    }
  }

  func observe(_ observation: Observation) throws {
    if case .saved = observation { edits += 1 }
    rebuilt = nil
    for checker in checkers { try checker.observe(observation, in: self) }
  }

  func note(_ line: @autoclosure () -> String) {
    trace.note(line(), at: time)
  }

  /// Chance for one message; its own, so that a message more or less moves nothing else.
  func chanceForMessage() -> RandomSource {
    messages += 1
    return RandomSource(seed: seed ^ (messages &* 0x9e37_79b9_7f4a_7c15))
  }
}
