import Knowledge
import ReplicaStore

/// Totals of contacts are a plain sum of what people counted, the same everywhere, and no contact is
/// ever counted twice, whoever copied a disk.
final class ContactsAddUp: Checker {
  static let name = "contacts-add-up"
  static let promise = "Every contact is counted once, and totals are equal everywhere."

  func observe(_ observation: Observation, in world: World) throws {
    guard case .calm = observation, world.ledger.contacts.count > 0 else { return }
    let machines = world.machines.filter { !$0.isGone && $0.holdsChanges }
    let isSetAside = try machines.contains { machine in
      try machine.perform(at: world.time) { try !$0.quarantine(includingDropped: true).isEmpty }
    }
    let isUndisturbed = try !isSetAside && isUndisturbed(machines, in: world)
    var first: (name: String, totals: [Code: Int])?
    for machine in machines.prefix(40) {
      let waiting = try machine.perform(at: world.time) { try $0.waitingContacts() }
      let totals = try machine.perform(at: world.time) { try sums(in: $0, machine) }
      for (event, bounds) in world.ledger.contacts.bounds {
        let total = totals[event] ?? 0
        // A copied or destroyed disk may have had what nobody else has, and a count may be set aside
        // for want of a right while what takes it back is not; more than once is never.
        let range = isUndisturbed ? bounds.low...bounds.high : (isSetAside ? -1 : 0)...1
        guard range.contains(total) else {
          throw violated("\(machine.name) counts \(event.text) \(total) times, not \(range)")
        }
      }
      guard waiting == 0 else { continue }
      if let first, first.totals != totals {
        throw violated("\(machine.name) and \(first.name) have other totals")
      }
      first = first ?? (machine.name, totals)
    }
  }

  /// Whether every count reaches everybody: no disk was replaced, and nothing waits to be sealed.
  private func isUndisturbed(_ machines: [Machine], in world: World) throws -> Bool {
    guard world.forkable.isEmpty, !world.machines.contains(where: \.isGone) else { return false }
    return try machines.allSatisfy { machine in
      try machine.perform(at: world.time) { try $0.waitingContacts() == 0 }
    }
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
