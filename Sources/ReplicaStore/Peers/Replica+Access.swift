import CRDT
import Digest
import Planted
public import SyncProtocol

/// The replica as an exchange with one peer sees it.
extension Replica {
  /// What an exchange needs from this replica and from what it remembers about that peer.
  ///
  /// A finding is acted on at once: if the peer holds more of this node's own stream than the
  /// node, or another branch of it, then the node was restored from a backup or copied, and it
  /// takes a fresh replica id before it writes again (DESIGN §6).
  ///
  /// - Parameter time: this machine's clock, for the lines that people read.
  public func access(forPeer name: String, at time: Int64) throws -> ReplicaAccess {
    guard try !isMirror() else { return try mirrorAccess(forPeer: name, at: time) }
    let own = try replicaID()
    let seesAll = try peerScopes(name).contains(.pullInternal)
    let offers = try offers()
    var access = ReplicaAccess(
      own: own,
      vector: { try self.vector() },
      chain: { try self.chain(at: $0) },
      log: { try self.visitEntries(lackedBy: $0, of: name, $1) },
      apply: { batch in
        try self.apply(batch.fresh, salts: batch.salts)
        try self.fill(from: batch.repeated)
      },
      agreed: { try self.agreement($0, withPeer: name) },
      remember: { try self.remember(agreement: $1, withPeer: name) },
      report: { try self.take(note: $0, of: own, fromPeer: name, at: time) },
      stateMark: { seesAll ? ChainMark(try self.stateDigest()) : nil },
      salts: { seesAll ? try self.saltNodes(of: $0, $1) : [] },
      admits: try admission(ofPeer: name))
    if seesAll { access.urgent = { try self.visitUrgent(lackedBy: $0, $1) } }
    access.claim = { try self.claim(at: $0, offers: offers) }
    access.healed = { try self.healedForks() }
    access.offered = { try self.note(offered: $0, to: name) }
    access.rename = { own, other in
      guard try own.yields || self.mayBring(own.replica, name) else { return false }
      try self.rename(own, beside: other, seenAt: name, at: time)
      return true
    }
    return access
  }

  /// The log as a peer's scope may see it: everything, or commitments alone. Which documents a
  /// mirror may read about it learns from the view and from nothing in the log (Protocol/10).
  private func visitEntries(
    lackedBy vector: PeerVector, of peer: String, _ visit: (LogEntry) throws -> Bool
  ) throws {
    let scopes = try peerScopes(peer)
    if scopes.contains(.pullInternal) {
      try visitEntries(lackedBy: vector, visit)
    } else if scopes.contains(.pullPublic) {
      try visitEntries(lackedBy: vector) { entry in try visit(entry.withheld) }
    }
  }

  /// A mirror takes what its peers give it and has nothing of its own to give. When it asks, it
  /// follows: what its peer does not hold, it forgets. When it is asked, it yields.
  private func mirrorAccess(forPeer name: String, at time: Int64) throws -> ReplicaAccess {
    var access = ReplicaAccess(
      own: try replicaID(),
      vector: { try self.vector() },
      chain: { try self.withheldChain(at: $0) },
      log: { vector, visit in
        guard try self.peerScopes(name).contains(.pullPublic) else { return }
        try self.visitWithheld(lackedBy: vector, visit)
      },
      apply: { try self.applyWithheld($0.fresh) },
      agreed: { try self.agreement($0, withPeer: name) },
      remember: { try self.remember(agreement: $1, withPeer: name) },
      report: { try self.take(note: $0, of: ReplicaID(rawValue: 0), fromPeer: name, at: time) },
      admits: { entry in
        guard case .withheld = entry else { return false }
        return try self.peerScopes(name).contains(.relay)
      })
    access.claim = { try self.mirrorClaim(at: $0) }
    access.rename = { own, _ in
      guard try self.peerScopes(name).contains(.relay) else { return false }
      try self.forget(from: [own.id], seenAt: name, at: time)
      return true
    }
    access.giveWay = { numbers in
      guard try self.peerScopes(name).contains(.relay) else { return false }
      try self.forget(from: numbers, seenAt: name, at: time)
      return true
    }
    return access
  }

  /// Whether what a peer says of a stream counts here.
  private func mayBring(_ replica: ReplicaID, _ peer: String) throws -> Bool {
    let scopes = try peerScopes(peer)
    return try scopes.contains(.relay)
      || scopes.contains(.pushOwn) && owner(of: replica) == peer
  }

  /// - Parameter own: the id that this node wrote under when the exchange began. Once it has taken
  ///   another, the same finding is old news.
  private func take(
    note finding: SyncFinding, of own: ReplicaID, fromPeer name: String, at time: Int64
  ) throws {
    if Planted.has(.sequenceReused) { return }
    switch finding {
    case .ownStreamAhead(let here, let there):
      guard try replicaID() == own else { return }
      try takeFreshReplicaID(
        because: "\(name) har flere af vores ændringer (\(there)) end vi selv (\(here)); noden er "
          + "gendannet eller kopieret. De manglende hentes nu.", at: time)
    case .fork(let replica, .some(let number)):
      guard replica == own, try replicaID() == own else { return }
      try takeFreshReplicaID(
        because: "\(name) har fra nr. \(number) andre ændringer i vores navn; noden er gendannet, "
          + "eller en kopi af den skriver et andet sted.", at: time)
    case .fork(_, nil):
      break  // where the branches part is looked for now, and then something is done
    case .forkStays(let replica, let number):
      try record(
        "To forskellige sæt ændringer bærer navnet \(replica) fra nr. \(number), set hos \(name). "
          + "De udveksles ikke; alt andet gør. Det rettes, når en af parterne må rette den anden.",
        at: time)
    case .digestsDiffer:
      try record("Vi og \(name) har de samme numre, men ikke det samme. Kør viden check.", at: time)
    case .statesDiffer:
      try record(
        "Vi og \(name) har de samme ændringer, men viser ikke det samme. Kør viden rebuild.",
        at: time)
    }
  }
}
