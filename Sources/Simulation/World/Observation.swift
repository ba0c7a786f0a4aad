import CRDT
import Digest
import Knowledge
import ReplicaStore
import SyncProtocol

/// What a checker is told about, as it happens.
enum Observation {
  /// A person was told that a change is saved.
  case saved(machine: Int, document: ChangeID)

  /// An edit was saved: what its author wrote, and what the version that it made says.
  case wrote(machine: Int, document: ChangeID, ArticleDraft, Article)

  /// Somebody let an article out; everything that was done to it, the approval last.
  case approved(machine: Int, document: ChangeID, approver: String, changes: [Change])

  /// An article was taken from readers; what they see of it now.
  case withdrew(machine: Int, document: ChangeID, Replica.Publication?)

  /// Somebody chose in a conflict; what is open in that article now.
  case resolved(
    machine: Int, Replica.ConflictRecord, ConflictChoice, after: [Replica.ConflictRecord])

  /// Somebody let a change count that was set aside, or left it out; why it is set aside now, if it
  /// is.
  case decided(machine: Int, ChangeID, isReleased: Bool, reason: QuarantineReason?)

  /// A number was removed from an article, and with it these payloads.
  case removed(machine: Int, String, by: [Redaction])

  /// A message was sent: what it carries, and whether it opens its exchange.
  case sent(exchange: Exchange, isFirst: Bool)

  /// A peer answered.
  case answered(machine: Int, exchange: Exchange, Machine.Answered)

  /// The caller took an answer.
  case taken(exchange: Exchange)

  /// An exchange ended for its caller.
  case ended(exchange: Exchange, Exchange.Ending)

  /// A recorded request came again, or one that no sound peer makes.
  case strange(
    machine: Int, Machine.Answered, before: SHA256Digest, after: SHA256Digest)

  /// A stick was read: how it was made, and what became of it.
  case readStick(machine: Int, Stick.Kind, stored: Int?)

  /// A machine has an older disk now, or another machine's.
  case diskReplaced(machine: Int)

  /// A machine runs again after its process or its power had gone.
  case restarted(machine: Int)

  /// A machine is looked at closely, in the middle of things.
  case inspected(machine: Int)

  /// The faults are over and everybody has synced as often as it takes.
  case calm
}

/// A promise, and whether it is kept.
///
/// A checker is told of everything that happens and throws a `Violation` when the promise is
/// broken. It belongs to one world and may remember what it was told.
protocol Checker: AnyObject, SendableMetatype {
  /// As reports name it.
  static var name: String { get }

  /// The promise of DESIGN §1, or the invariant, in a sentence.
  static var promise: String { get }

  init()

  func observe(_ observation: Observation, in world: World) throws
}

extension Checker {
  func violated(_ what: String) -> Violation { Violation(Self.name, what) }
}

extension World {
  /// The machine to be looked at from all sides now: one that was inspected, or the hub in the calm at
  /// the end; `nil` at other moments, and where it is down.
  func machineToInspect(at observation: Observation) -> Machine? {
    let number: Int
    switch observation {
    case .inspected(let machine): number = machine
    case .calm: number = hub
    default: return nil
    }
    return machines[number].isUp ? machines[number] : nil
  }

  /// Some machines to be looked at from all sides in the calm, when all should be alike: the hub, and
  /// two others by the seed.
  var machinesToInspectInCalm: [Machine] {
    var random = RandomSource(seed: seed ^ 0x6361_6c6d)
    let alive = machines.filter { !$0.isGone }
    let others = [random.pick(alive), random.pick(alive)].filter { $0.number != hub }
    return [machines[hub]] + others
  }

  /// A copy of the machine with everything derived built anew from its log.
  func rebuiltCopy(of machine: Machine) throws -> Machine {
    if let rebuilt, rebuilt.number == machine.number { return rebuilt }
    let copy = Machine(copyOf: machine)
    try copy.perform(at: time) { _ = try $0.rebuild() }
    rebuilt = copy
    return copy
  }
}
