import CRDT
import Knowledge
import ReplicaStore

/// Contacts: counted with one key, taken back, corrected, and sealed into a change before the next
/// exchange.
///
/// Every contact gets an event of its own, so that the sum of each can be told from all others.
extension World {
  func count(_ act: Act, on machine: Machine, _ random: inout RandomSource) throws {
    guard act != .countContact, !machine.tickets.isEmpty else {
      return try countContact(on: machine, &random)
    }
    let ticket = machine.tickets.remove(at: random.below(machine.tickets.count))
    guard let event = ticket.key.event else { return }
    ledger.contacts.mayFall(event)
    try machine.perform(at: time) { replica in
      guard act == .correctCount else {
        return try replica.undo(ticket, session: machine.session)
      }
      var correction = ticket.key
      correction.origin = random.pick([.countedTwice, .countedWrongly])
      try replica.count(correction, amount: -1, session: machine.session)
    }
    ledger.contacts.hasFallen(event)
    note("\(machine.name): \(act == .correctCount ? "corrects a count" : "takes a contact back")")
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
    ledger.contacts.mayRise(event, on: machine.number)
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
    /// Where it was counted.
    let machine: Int
    var low = 0
    var high = 0

    /// That machine lost its disk, perhaps with what it counted, or with what took it back.
    var isLost = false

    /// A copy of its disk may have sealed what was taken back on the other.
    var isCopied = false

    /// What the sum may be. What is counted on a lost disk may be gone and may come back from a
    /// stick; more than once it never counts.
    var range: ClosedRange<Int> {
      (isLost ? min(0, low) : low)...(isLost || isCopied ? max(1, high) : high)
    }
  }

  private(set) var bounds: [Code: Bounds] = [:]

  var count: Int { bounds.count }

  mutating func mayRise(_ event: Code, on machine: Int) {
    bounds[event, default: Bounds(machine: machine)].high += 1
  }

  mutating func hasRisen(_ event: Code) { bounds[event]?.low += 1 }
  mutating func mayFall(_ event: Code) { bounds[event]?.low -= 1 }
  mutating func hasFallen(_ event: Code) { bounds[event]?.high -= 1 }

  mutating func loseDisk(of machine: Int) {
    for event in bounds.keys where bounds[event]?.machine == machine {
      bounds[event]?.isLost = true
    }
  }

  mutating func copyDisk(of machine: Int) {
    for event in bounds.keys where bounds[event]?.machine == machine {
      bounds[event]?.isCopied = true
    }
  }
}
