import CRDT
import Digest
import Knowledge
import ReplicaStore
import SQLite
import SyncProtocol

/// After the faults, everybody has the same: the same changes, the same articles, the same open
/// conflicts, the same text before readers.
final class Convergence: Checker {
  static let name = "convergence"
  static let promise = "All replicas converge to the same bytes of derived state."

  func observe(_ observation: Observation, in world: World) throws {
    guard case .calm = observation else { return }
    var first: (name: String, view: View)?
    for machine in world.machines where !machine.isGone {
      let view = try machine.perform(at: world.time) {
        try View($0, on: machine)
      }
      guard let known = first else {
        first = (machine.name, view)
        continue
      }
      let difference =
        machine.holdsChanges
        ? view.difference(from: known.view) : view.differenceForCitizens(from: known.view)
      if let difference {
        throw violated("\(machine.name) and \(known.name) differ in \(difference)")
      }
    }
  }

  private struct View {
    let log: SHA256Digest
    let state: SHA256Digest
    let conflicts: [String]
    let setAside: [ChangeID: QuarantineReason]
    let published: [ChangeID: SHA256Digest]
    let citizens: [ChangeID: SHA256Digest]

    init(_ replica: Replica, on machine: Machine) throws {
      log = try replica.vector().digest
      state = try replica.stateDigest()
      // As the lists have them; that a list is what the log gives is another checker's.
      conflicts =
        try machine.connection?.query("SELECT id FROM conflict ORDER BY id", []) { $0.text(0) }
        ?? []
      setAside = Dictionary(
        uniqueKeysWithValues: try replica.quarantine(includingDropped: true).map {
          ($0.id, $0.reason)
        })
      var published: [ChangeID: SHA256Digest] = [:]
      var citizens: [ChangeID: SHA256Digest] = [:]
      for document in try machine.documents() ?? [] {
        guard let publication = try replica.publication(of: document) else { continue }
        published[document] = Ledger.fingerprint(of: publication.article)
        if publication.article.audience == .citizen, !publication.isWithdrawn {
          citizens[document] = published[document]
        }
      }
      self.published = published
      self.citizens = citizens
    }

    /// What a mirror shares with those who hold changes.
    func differenceForCitizens(from other: View) -> String? {
      if log != other.log { return "what they hold" }
      return citizens == other.citizens ? nil : "what citizens see"
    }

    func difference(from other: View) -> String? {
      if log != other.log { return "what they hold" }
      if conflicts != other.conflicts { return "open conflicts" }
      if setAside != other.setAside { return "what they set aside" }
      if published != other.published { return "what readers see" }
      return state == other.state ? nil : "their state digest"
    }
  }
}
