import CRDT
import Foundation
import ReplicaStore
import SyncProtocol

/// The way to one peer, whatever is asked there and with which key.
struct PeerWay {
  let name: String
  let address: String
  let peerNode: UInt64
  let ownNode: UInt64
  let transport: HTTPTransport
  let now: () -> Int64

  func line(to path: String, with key: PeerKey) throws(SyncError) -> PeerLine {
    guard let url = URL(string: address + path) else { throw .noAddress }
    return PeerLine(
      address: url, peerNode: ReplicaID(rawValue: peerNode).description, key: key,
      ownNode: ReplicaID(rawValue: ownNode).description, transport: transport, now: now)
  }
}

/// Which key an exchange is signed with, while the key of the pair may be changing
/// (Protocol/09 §5).
///
/// The side that asked uses the next key as soon as it has it; the other side believes both until it
/// has seen the next one. So a crash at any moment leaves a key that both know.
extension SyncClient {
  /// Talks with a peer: changes the key first where that is wanted, and goes back to the old one
  /// where the peer does not know the next (it was restored from a backup).
  ///
  /// - Parameter talk: is given the line, and calls `proved` for each answer that was believed.
  func withKey(
    along way: PeerWay, _ report: inout Report,
    talk: (_ line: PeerLine, _ report: inout Report, _ proved: () throws -> Void) throws -> Void
  ) throws {
    if try replica.isKeyChangeDue(withPeer: way.name) { try askForKey(along: way, &report) }
    if let next = try nextKey(along: way) {
      var isProved = false
      do {
        return try talk(try way.line(to: "/sync", with: next), &report) {
          if !isProved { try finish(way) }
          isProved = true
        }
      } catch SyncError.notAccepted where !isProved {
        try replica.set(keyChange: Replica.KeyChangeState(), ofPeer: way.name)
      }
    }
    do {
      try talk(try way.line(to: "/sync", with: try presentKey(way)), &report) {}
    } catch SyncError.refused(let error) where error.reason == .keyChangeDue {
      try replica.wantKeyChange(ofPeer: way.name)
      try askForKey(along: way, &report)
      guard let next = try nextKey(along: way) else { throw SyncError.refused(error) }
      var isProved = false
      try talk(try way.line(to: "/sync", with: next), &report) {
        if !isProved { try finish(way) }
        isProved = true
      }
    }
  }

  private func presentKey(_ way: PeerWay) throws -> PeerKey {
    try folder.key(ofPeer: way.name, id: try replica.keyID(ofPeer: way.name))
  }

  /// The key that this node has asked for and the peer has answered to.
  private func nextKey(along way: PeerWay) throws -> PeerKey? {
    guard let change = try replica.keyChange(ofPeer: way.name), change.isOurs,
      let id = change.nextKeyID
    else { return nil }
    let key = try folder.key(ofPeer: way.name, id: id)
    guard key.id == id else {
      // The peer has asked for a key of its own at the same moment, and its file took the place of
      // ours: begin anew rather than believe in a key that is nowhere.
      try replica.set(keyChange: Replica.KeyChangeState(), ofPeer: way.name)
      return nil
    }
    return key
  }

  /// Both nonces make the next key. Ours is kept before it is sent, so that a lost answer can be
  /// asked for again.
  private func askForKey(along way: PeerWay, _ report: inout Report) throws {
    let key = try presentKey(way)
    var random = SystemRandomNumberGenerator()
    let asked =
      try replica.keyChange(ofPeer: way.name)?.asked
      ?? KeyChange(nonce: PeerKey(random: &random).secret)
    try replica.set(keyChange: Replica.KeyChangeState(asked: asked), ofPeer: way.name)
    var line = try way.line(to: "/sync/key", with: key)
    let reply = try line.send(asked.encodedRequest)
    report.requests += 1 + reply.retries
    if reply.isRefusal {
      let refusal = try MessageCodec.decodeRefusal(reply.bytes)
      throw SyncError.refused(ProtocolError(refusal.reason, change: refusal.change))
    }
    let next = PeerKey(
      secret: PairingKeys.nextKey(
        after: key.secret, asker: way.ownNode, answerer: way.peerNode, asked: asked,
        answered: try KeyChange(decodingAnswer: reply.bytes)))
    try folder.store(nextKey: next, ofPeer: way.name, after: key.id)
    try replica.set(
      keyChange: Replica.KeyChangeState(asked: asked, nextKeyID: next.id), ofPeer: way.name)
  }

  /// The peer has answered with the next key.
  private func finish(_ way: PeerWay) throws {
    try replica.finishKeyChange(ofPeer: way.name, at: now())
    try folder.takeNextKey(ofPeer: way.name, id: try replica.keyID(ofPeer: way.name))
  }
}
