import CRDT
import Knowledge
import ReplicaStore

/// Words that must not stay: an administrator has a number removed from an article, on every machine
/// that hears of it and for ever.
extension World {
  func removeWords(on machine: Machine, _ random: inout RandomSource) throws {
    guard let document = try machine.someDocument(&random, at: time) else { return }
    let state = try machine.perform(at: time) { try $0.state(of: document) }
    let numbers = Ledger.numbers(in: (state.texts[.body] ?? "").utf8)
    guard !numbers.isEmpty else { return }
    let number = random.pick(numbers)
    let authorship = Authorship(author: "ADM, \(machine.name)", time: machine.now(time))
    // Somebody else may have put it on record though nobody was told.
    ledger.remove(number)
    let removals = try command("has \(number) removed", nil, on: machine) { replica in
      let plan = try replica.redactionPlan(ofWords: number, in: document)
      let records = try replica.redact(plan, because: "Det må ikke stå der", by: authorship)
      return try replica.redactions().filter { records.contains($0.id) }
        .map(\.redaction)
    }
    guard let removals, !removals.isEmpty else { return }
    try observe(.removed(machine: machine.number, number, by: removals))
  }
}
