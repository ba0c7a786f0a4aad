import CRDT
import Knowledge
import ReplicaStore
import SQLite
import SyncProtocol

/// Totals of contacts are a plain sum of what people counted, the same everywhere, and no contact is
/// ever counted twice, whoever copied a disk.
///
/// What people counted is held against all that was sealed, whether it counts or is set aside; and
/// the totals against what of it counts.
final class ContactsAddUp: Checker {
  static let name = "contacts-add-up"
  static let promise = "Every contact is counted once, and totals are equal everywhere."

  private static let machinesMax = 40

  func observe(_ observation: Observation, in world: World) throws {
    guard case .calm = observation, world.ledger.contacts.count > 0 else { return }
    let machines = world.machines.filter { !$0.isGone && $0.holdsChanges }
    let unsealed = Set(
      try machines.filter { machine in
        try machine.perform(at: world.time) { try $0.waitingContacts() > 0 }
      }.map(\.number))
    var first: (name: String, totals: [Code: Int])?
    for machine in machines.prefix(Self.machinesMax) {
      let totals = try machine.perform(at: world.time) { replica in
        let counted = try CountedContacts(replica, waiting: ContactsAddUp.waiting(on: machine))
        let totals = try sums(in: replica, machine)
        guard totals == counted.accepted else {
          throw violated("\(machine.name) has other totals than its log")
        }
        try check(counted.all, on: machine, unsealed, world)
        return totals
      }
      guard !unsealed.contains(machine.number) else { continue }
      if let first, first.totals != totals {
        throw violated("\(machine.name) and \(first.name) have other totals")
      }
      first = first ?? (machine.name, totals)
    }
  }

  /// - Parameter unsealed: the machines that keep what they counted to themselves, because nobody
  ///   there may count.
  private func check(
    _ sums: [Code: Int], on machine: Machine, _ unsealed: Set<Int>, _ world: World
  ) throws {
    for (event, bounds) in world.ledger.contacts.bounds.sorted(by: { $0.key.text < $1.key.text }) {
      var bounds = bounds
      if bounds.machine != machine.number, unsealed.contains(bounds.machine) {
        bounds.isLost = true
      }
      let sum = sums[event] ?? 0
      guard bounds.range.contains(sum) else {
        throw violated(
          "\(machine.name) holds \(event.text) \(sum) times, not \(bounds.range)")
      }
    }
  }

  /// What waits to be sealed, as its table says.
  private static func waiting(
    on machine: Machine
  ) throws -> [ContactSeal.Batch: [ContactKey: Int64]] {
    var batches: [ContactSeal.Batch: [ContactKey: Int64]] = [:]
    try machine.connection?.forEach("SELECT batch, key, amount FROM contact_entry") { row in
      if let key = ContactKey(encoded: row.blob(1)) {
        let batch = ContactSeal.Batch(bitPattern: row.integer(0))
        batches[batch, default: [:]][key, default: 0] += row.integer(2)
      }
      return true
    }
    return batches
  }

  private func sums(in replica: Replica, _ machine: Machine) throws -> [Code: Int] {
    guard let first = CivilDate(year: 2000, month: 1, day: 1),
      let last = CivilDate(year: 2060, month: 12, day: 31)
    else { return [:] }
    var totals: [Code: Int] = [:]
    for tally in try replica.contactTallies(ContactQuery(days: first...last, by: [.event])) {
      if let event = tally.event { totals[event, default: 0] += tally.count }
    }
    // The sums of weeks are kept apart from those of days.
    let weekly = try replica.contactTallies(ContactQuery(days: first...last))
    guard weekly.reduce(0, { $0 + $1.count }) == totals.values.reduce(0, +) else {
      throw violated("\(machine.name) has other sums of weeks than of days")
    }
    return totals.filter { $0.value != 0 }
  }
}

/// The contacts of a log and of what waits beside it, by nothing but those: of each key of a batch
/// the largest count that is said anywhere, of corrections the one that takes most back.
private struct CountedContacts {
  typealias Batches = [ContactSeal.Batch: [ContactKey: Int64]]

  /// With those that are set aside.
  let all: [Code: Int]
  let accepted: [Code: Int]

  init(_ replica: Replica, waiting: Batches) throws {
    let aside = Set(try replica.quarantine(includingDropped: true).map(\.id))
    var all = waiting
    var accepted = waiting
    try replica.visitEntries(lackedBy: PeerVector()) { entry in
      guard let change = entry.change, case .create(let kind) = change.operations.first,
        DocumentKind(rawValue: kind) == .contacts
      else { return true }
      for (batch, counts) in ContactSeal(try DocumentState(creating: change)).batches {
        all[batch, default: [:]].merge(counts, uniquingKeysWith: CountedContacts.larger)
        if !aside.contains(change.id) {
          accepted[batch, default: [:]].merge(
            counts, uniquingKeysWith: CountedContacts.larger)
        }
      }
      return true
    }
    self.all = CountedContacts.byEvent(all)
    self.accepted = CountedContacts.byEvent(accepted)
  }

  private static func larger(_ one: Int64, _ other: Int64) -> Int64 {
    abs(one) < abs(other) ? other : one
  }

  /// Without what is nothing.
  private static func byEvent(_ batches: Batches) -> [Code: Int] {
    var sums: [Code: Int] = [:]
    for counts in batches.values {
      for (key, amount) in counts {
        if let event = key.event { sums[event, default: 0] += Int(amount) }
      }
    }
    return sums.filter { $0.value != 0 }
  }
}
