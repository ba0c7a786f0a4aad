import CRDT
import Digest
import Knowledge
import ReplicaStore
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
        try View($0, documents: machine.documents())
      }
      guard let known = first else {
        first = (machine.name, view)
        continue
      }
      if let difference = view.difference(from: known.view) {
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

    init(_ replica: Replica, documents: [ChangeID]?) throws {
      log = try replica.vector().digest
      state = try replica.stateDigest()
      conflicts = try replica.conflicts().map(\.id).sorted()
      setAside = Dictionary(
        uniqueKeysWithValues: try replica.quarantine(includingDropped: true).map {
          ($0.id, $0.reason)
        })
      var published: [ChangeID: SHA256Digest] = [:]
      for document in documents ?? [] {
        published[document] = try replica.publication(of: document).map {
          Ledger.fingerprint(of: $0.article)
        }
      }
      self.published = published
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
