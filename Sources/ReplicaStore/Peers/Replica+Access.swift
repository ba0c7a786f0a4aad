import CRDT
import Digest
public import SyncProtocol

/// The replica as an exchange with one peer sees it.
extension Replica {
  /// What an exchange needs from this replica and from what it remembers about that peer.
  ///
  /// A finding is acted on at once: if the peer holds more of this node's own stream than the
  /// node, then the node was restored from a backup or copied, and it takes a fresh replica id
  /// before it writes again (DESIGN §6).
  ///
  /// - Parameter time: this machine's clock, for the lines that people read.
  public func access(forPeer name: String, at time: Int64) throws -> ReplicaAccess {
    ReplicaAccess(
      own: try replicaID(),
      vector: { try self.vector() },
      chain: { try self.chain(at: $0) },
      log: { try self.visitEntries(lackedBy: $0, $1) },
      apply: { try self.apply($0.fresh, salts: $0.salts) },
      agreed: { try self.agreement($0, withPeer: name) },
      remember: { try self.remember(agreement: $1, withPeer: name) },
      report: { try self.take(note: $0, fromPeer: name, at: time) },
      stateMark: { ChainMark(try self.stateDigest()) },
      salts: { try self.saltNodes(of: $0, $1) },
      admits: try admission(ofPeer: name))
  }

  private func take(note finding: SyncFinding, fromPeer name: String, at time: Int64) throws {
    switch finding {
    case .ownStreamAhead(let here, let there):
      try takeFreshReplicaID(
        because: "\(name) har flere af vores ændringer (\(there)) end vi selv (\(here)); noden er "
          + "gendannet eller kopieret. De manglende hentes nu.", at: time)
    case .fork(let replica, let number):
      let place = number.map { " fra nr. \($0)" } ?? ""
      try record(
        "To forskellige sæt ændringer bærer navnet \(replica)\(place), set hos \(name). De "
          + "udveksles ikke; alt andet gør.", at: time)
    case .digestsDiffer:
      try record("Vi og \(name) har de samme numre, men ikke det samme. Kør viden check.", at: time)
    case .statesDiffer:
      try record(
        "Vi og \(name) har de samme ændringer, men viser ikke det samme. Kør viden rebuild.",
        at: time)
    }
  }
}
