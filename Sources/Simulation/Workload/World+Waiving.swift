import CRDT
import Knowledge
import ReplicaStore

/// What is said of answers on the checklist: that a municipality needs no text beside one, and that it
/// does after all. Two nodes of a municipality begin its reference record before they meet, and say
/// both of one answer.
extension World {
  func waive(
    on machine: Machine, by authorship: Authorship, _ random: inout RandomSource
  ) throws {
    guard let document = try machine.someDocument(&random, at: time),
      let home = Municipality(code: random.pick(["0101", "0147"]))
    else { return }
    let isNeeded = random.chance(perMille: 300)
    let what = "says that \(home.code) needs \(isNeeded ? "a" : "no") text beside \(document)"
    _ = try command(what, nil, on: machine) { replica in
      isNeeded
        ? try replica.unwaiveSupplement(beside: document, of: home, by: authorship)
        : try replica.waiveSupplement(beside: document, of: home, by: authorship)
    }
  }
}
