import CRDT
import Knowledge
import ReplicaStore

/// Contacts: counted with one key, taken back, and sealed into a change before the next exchange.
///
/// Every contact gets an event of its own, so that the sum of each can be told from all others.
extension World {
  func count(_ act: Act, on machine: Machine, _ random: inout RandomSource) throws {
    guard act == .takeBackContact, !machine.tickets.isEmpty else {
      return try countContact(on: machine, &random)
    }
    let ticket = machine.tickets.remove(at: random.below(machine.tickets.count))
    guard let event = ticket.key.event else { return }
    ledger.contacts.mayFall(event)
    try machine.perform(at: time) { try $0.undo(ticket, session: machine.session) }
    ledger.contacts.hasFallen(event)
    note("\(machine.name): takes a contact back")
  }

  private func countContact(on machine: Machine, _ random: inout RandomSource) throws {
    guard let municipality = Municipality(code: random.pick(["0101", "0147", "0151"])),
      let event = Code("h\(ledger.contacts.count)"),
      let date = CivilDate(daysSince1970: Int(machine.now(time) / 86_400_000))
    else { return }
    let key = ContactKey(
      date: date, municipality: municipality,
      channel: random.pick([.personal, .phone, .email, .chat]),
      type: random.pick([.information, .transaction, .wrongAuthority]), event: event)
    ledger.contacts.mayRise(event)
    let ticket = try machine.perform(at: time) { try $0.count(key, session: machine.session) }
    ledger.contacts.hasRisen(event)
    machine.tickets.append(ticket)
    note("\(machine.name): counts a contact")
  }
}

/// What was counted, by event: how much at least and at most, since nobody knows of a count that the
/// power failed in.
struct ContactsCounted {
  struct Bounds: Hashable {
    var low = 0
    var high = 0
  }

  private(set) var bounds: [Code: Bounds] = [:]

  var count: Int { bounds.count }

  mutating func mayRise(_ event: Code) { bounds[event, default: Bounds()].high += 1 }
  mutating func hasRisen(_ event: Code) { bounds[event, default: Bounds()].low += 1 }
  mutating func mayFall(_ event: Code) { bounds[event, default: Bounds()].low -= 1 }
  mutating func hasFallen(_ event: Code) { bounds[event, default: Bounds()].high -= 1 }
}
