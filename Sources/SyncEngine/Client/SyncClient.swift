import CRDT
import Digest
import Foundation
public import ReplicaStore
public import SyncProtocol

/// The side that calls: performs a session with one peer over HTTP, signing what it sends and
/// believing nothing that is not signed in answer to it.
///
/// Runs in a process of its own (`viden sync`), because of what `HTTPTransport` is built on.
public struct SyncClient {
  /// The media type of messages between nodes.
  static let mediaType = "application/vnd.fv"

  /// How an exchange went. Bytes are those of bodies; headers come on top of them.
  public struct Report: Sendable {
    public var peer: String
    public var requests = 0
    public var bytesOut = 0
    public var bytesIn = 0
    public var sent = 0
    public var received = 0
    /// Digests were proved equal.
    public var isEqual = false
    public var error: SyncError?
    /// How far the peer's clock is ahead of ours in seconds, where the peer told.
    public var clockOffset: Int64?
    /// Changes that the peer holds and we lack, and the other way around, as far as it told.
    public var behind = 0
    public var ahead = 0
  }

  /// Told after each answer: changes sent and received so far.
  public typealias Progress = (_ report: Report) -> Void

  /// How many seconds to leave a peer in peace that is too busy for now, time after time, before the
  /// run gives up: all nodes may call their hub in the same minute.
  public var patience: [Double] = []

  let folder: DataFolder
  let replica: Replica
  private let transport: HTTPTransport
  let now: () -> Int64

  /// - Parameter now: this machine's clock, in milliseconds since 1970.
  public init(
    folder: DataFolder, replica: Replica, transport: HTTPTransport, now: @escaping () -> Int64
  ) {
    self.folder = folder
    self.replica = replica
    self.transport = transport
    self.now = now
  }

  /// Exchanges changes with one peer until both hold the same or it cannot go on. What was taken
  /// stays taken; the next exchange goes on from there.
  public func exchange(
    with name: String, batchBytesMax: Int = SyncSession.batchBytesMax,
    progress: Progress = { _ in }
  ) throws -> Report {
    var report = Report(peer: name)
    let peer = try replica.peer(named: name)
    var node = peer.node
    do {
      guard let url = peer.url else { throw SyncError.noAddress }
      guard let known = node else { throw SyncError.neverMet }
      guard try !replica.hasDeparted(node: known) else { throw SyncError.departed }
      try replica.sealContactsIfAllowed(at: now())
      let way = PeerWay(
        name: name, address: url, peerNode: known, ownNode: try replica.identity().node,
        transport: transport, now: now)
      try persisting(&report, batchBytesMax: batchBytesMax) { batchBytesMax, report in
        try withKey(along: way, &report) { line, report, proved in
          try withinScope(of: way, line, &report) { offer, report in
            try converse(
              line, offer, name: name, batchBytesMax: batchBytesMax, report: &report, progress,
              proved)
          }
        }
      }
      node = known
    } catch let error as SyncError {
      report.error = error
    } catch let error as ProtocolError {
      report.error = .protocolBroken(error)
    } catch FolderError.badKey(let path, let reason) {
      report.error = .badKey(path: path, reason: reason)
    }
    try replica.record(
      Replica.Encounter(
        time: now(), isEqual: report.isEqual, error: report.error.map(\.sentence),
        isPeersFault: report.error?.isPeersFault ?? false, behind: report.behind, node: node,
        clockOffset: report.clockOffset),
      withPeer: name)
    return report
  }

  private func converse(
    _ line: PeerLine, _ offer: Offer, name: String, batchBytesMax: Int, report: inout Report,
    _ progress: Progress, _ proved: () throws -> Void
  ) throws {
    var line = line
    var session = try SyncSession(
      access: offer.narrowing(replica.access(forPeer: name, at: now())),
      agreed: replica.agreedDigest(withPeer: name), batchBytesMax: batchBytesMax)
    var action = try session.start()
    while case .send(let request) = action {
      report.requests += 1
      report.bytesOut += request.bytes.count
      let reply = try line.send(request.bytes)
      try proved()
      report.requests += reply.retries
      report.bytesIn += reply.bytes.count
      report.clockOffset = reply.clockOffset
      report.sent += request.message.batch.entries.count
      if reply.isRefusal {
        let refusal = try MessageCodec.decodeRefusal(reply.bytes)
        throw SyncError.refused(ProtocolError(refusal.reason, change: refusal.change))
      }
      let answer = try MessageCodec.decode(reply.bytes)
      report.received += answer.batch.entries.count
      action = try session.receive(answer)
      (report.ahead, report.behind) = try left(by: answer, report)
      progress(report)
    }
    if case .finish(let outcome) = action {
      report.isEqual = outcome.equal != nil
      if report.isEqual, try replica.isMirror() { try followView(of: name, &line, &report) }
      if !report.isEqual { report.error = .notEqual }
    }
  }
}

/// Why an exchange did not end in proved equality.
public enum SyncError: Error, Hashable, Sendable {
  /// The peer calls us; we have no address for it.
  case noAddress
  /// We have made the ticket, and the peer has not called yet: its node id is not known.
  case neverMet
  /// The peer was revoked or retired: there is a record of it.
  case departed
  /// The file with the pair's key is missing, is no key, or can be read by others.
  case badKey(path: String, reason: String)
  case unreachable(LinkFault)
  /// The other side does not know our key, or has revoked it.
  case notAccepted
  /// The answer is not signed with the pair's key: a proxy's page, a captive portal, a stranger.
  case notThePeer(status: Int)
  /// The other side is busy, full or at fault; the same request may work later.
  case tryLater(status: Int)
  case redirected(to: String)
  /// Something on the way compresses answers, which no peer does.
  case compressed(encoding: String)
  /// The peer refused what we sent.
  case refused(ProtocolError)
  /// The peer sent what no sound peer sends.
  case protocolBroken(ProtocolError)
  /// Everything was exchanged that can be, and it is still not the same.
  case notEqual
}
