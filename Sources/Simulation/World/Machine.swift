import CRDT
import Digest
import ReplicaStore
import SQLite
import Search
import SyncProtocol

/// One node of the base on one machine: the shipped `Replica` on a simulated disk, with a clock of
/// its own, keys for its peers, and a process that can be killed at any write.
final class Machine {
  enum Kind: String, Sendable {
    case hub
    case municipality
    case laptop
    /// A public mirror: it holds commitments and what was let out to citizens.
    case mirror
  }

  /// How a call to a machine ended that has a disk under it.
  enum Mishap: Error, Hashable {
    /// Its power failed during the call, or it has none.
    case down
    /// The disk is full. The call left no trace.
    case full
  }

  let number: Int
  let kind: Kind
  var clock = MachineClock()
  private let chance: SharedChance
  private(set) var place: DiskShelf.Place
  private(set) var replica: Replica?
  private(set) var connection: Connection?

  /// How many processes have run on it.
  private(set) var processes = 0

  /// When its process was started, by its own clock; what it remembers of requests began then.
  private var started: Int64 = 0
  private var nonces: [Int: NonceMemory] = [:]

  /// Its sync process, one at a time (`sync.lock`).
  var exchange: Exchange? {
    didSet { if oldValue !== exchange { oldValue?.close() } }
  }

  /// Copies of the whole disk, oldest first.
  var backups: [SimulatedDisk] = []

  /// What it held when its people wrote a stick the last time.
  var lastStick = HaveVector()

  /// Switched off by people: it neither calls nor answers.
  var isRetired = false

  /// Switched off for good; what it held, others hold.
  var isGone = false

  /// Whose turn it is among the peers it calls.
  var turn = 0

  /// What people had open in a form: an article as they saw it.
  var openForms: [OpenForm] = []

  /// Contacts that people may still take back.
  var tickets: [Replica.ContactTicket] = []

  /// What its process drew when it started, to name what it collects.
  private(set) var session: UInt64 = 0

  struct OpenForm {
    var document: ChangeID
    var version: [ChangeID]
  }

  static let database = "replica.sqlite"

  init(number: Int, kind: Kind, seed: UInt64) {
    self.number = number
    self.kind = kind
    chance = SharedChance(seed: seed)
    place = DiskShelf.Place(SimulatedDisk(copying: Template.disk))
  }

  /// The connection is closed while its path still leads to this disk: SQLite removes a log by its
  /// name, and the number in it is given to another disk afterwards.
  deinit { stop() }

  /// The same disk in another machine, as of now.
  init(copyOf other: Machine, number: Int? = nil) {
    self.number = number ?? other.number
    kind = other.kind
    clock = other.clock
    chance = SharedChance(seed: UInt64(truncatingIfNeeded: (number ?? 0) &* 7_919))
    place = DiskShelf.Place(SimulatedDisk(copying: other.disk))
  }

  var disk: SimulatedDisk { place.disk }

  /// Whether it holds changes, and not only that there are some.
  var holdsChanges: Bool { kind != .mirror }

  /// What people call it, and what its peers call it.
  var name: String { "\(kind.rawValue)-\(number)" }

  var isUp: Bool { !disk.isDown && !isRetired }

  func now(_ time: Int64) -> Int64 { clock.reading(at: time) }

  // MARK: Calls

  /// Runs `body` with the replica, opening it when the process is not running.
  ///
  /// - Throws: `Mishap` for what a disk does to a program; everything else as it comes.
  func perform<T>(at time: Int64, _ body: (Replica) throws -> T) throws -> T {
    guard !disk.isDown else { throw Mishap.down }
    do {
      return try body(try opened(at: time))
    } catch {
      // Without power every error means only that: whatever it says, nobody reads it.
      if disk.isDown {
        stop()
        throw Mishap.down
      }
      if let error = error as? SQLiteError, error.isFull { throw Mishap.full }
      throw error
    }
  }

  private func opened(at time: Int64) throws -> Replica {
    if let replica { return replica }
    precondition(DiskVFS.isRegistered)
    let connection = try Connection(
      path: place.path(Machine.database), mode: .create, vfs: DiskVFS.name)
    SearchIndex.register(on: connection)
    try Replica.migrations.migrate(connection)
    let replica = Replica(connection, random: chance)
    self.connection = connection
    self.replica = replica
    processes += 1
    session = chance.next()
    started = now(time) / 1000
    nonces = [:]
    return replica
  }

  /// Admits a request once, as the process that answers remembers it.
  func admit(_ claim: RequestSignature, from peer: Int, at time: Int64) throws(SignatureError) {
    var memory = nonces[peer] ?? NonceMemory(started: started)
    defer { nonces[peer] = memory }
    try memory.admit(claim, now: now(time) / 1000)
  }

  /// Some article of those it holds.
  func someDocument(_ random: inout RandomSource, at time: Int64) throws -> ChangeID? {
    try perform(at: time) { _ in
      guard let all = try documents(), !all.isEmpty else { return nil }
      return all[random.below(all.count)]
    }
  }

  /// The articles it holds, in the order of their names.
  func documents() throws -> [ChangeID]? {
    try connection?.query(
      """
      SELECT s.replica, d.sequence FROM article AS a JOIN document AS d ON d.id = a.document
      JOIN stream AS s ON s.id = d.stream
      """
    ) { row in
      ChangeID(
        replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
        sequence: UInt64(bitPattern: row.integer(1)))
    }.sorted()
  }

  // MARK: Ends of a process

  /// The process ends: its connection is closed, and SQLite tidies up behind it.
  func stop() {
    exchange = nil
    replica = nil
    connection = nil
  }

  /// The process is killed: nothing is tidied up.
  func kill() {
    disk.killProcess()
    disk.refusesRemovals = true
    stop()
    disk.refusesRemovals = false
  }

  /// The power comes back; of what was not synced, only what `survival` leaves is there.
  func powerUp(_ survival: SimulatedDisk.Survival, _ random: inout RandomSource) {
    stop()
    disk.powerUp(survival, &random)
  }

  /// The power fails now.
  func cutPower() {
    disk.powerFails(atOperation: disk.operations)
    _ = disk.begin()
    stop()
  }

  /// Another disk is built in: an older image of this one's, or another machine's.
  func insert(_ image: SimulatedDisk) {
    kill()
    place = DiskShelf.Place(SimulatedDisk(copying: image))
  }
}

/// A new, empty database, made once by the real migrations and copied for every machine.
enum Template {
  static var disk: SimulatedDisk { Unchecked.made.disk }

  // Sendable because nobody writes on it after it was made: machines get copies.
  private struct Unchecked: @unchecked Sendable {
    let disk: SimulatedDisk

    static let made: Unchecked = {
      precondition(DiskVFS.isRegistered)
      let place = DiskShelf.Place(SimulatedDisk())
      do {
        let connection = try Connection(
          path: place.path(Machine.database), mode: .create, vfs: DiskVFS.name)
        SearchIndex.register(on: connection)
        try Replica.migrations.migrate(connection)
      } catch {
        preconditionFailure("an empty database could not be made: \(error)")
      }
      return Unchecked(disk: SimulatedDisk(copying: place.disk))
    }()
  }
}
