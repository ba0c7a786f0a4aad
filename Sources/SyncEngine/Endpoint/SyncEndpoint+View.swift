import ReplicaStore
import SyncProtocol

/// What public mirrors ask for beside changes (Protocol/10).
extension SyncEndpoint {
  /// The part of the view that a mirror lacks.
  ///
  /// - Throws: `ProtocolError` `.outOfScope` for a peer that may not even see what citizens see.
  func viewAnswer(
    to body: [UInt8], fromPeer name: String, in replica: Replica
  ) throws -> [UInt8] {
    let request = try ViewCodec.decodeRequest(body)
    guard try replica.peer(named: name).scopes.contains(.pullPublic) else {
      throw ProtocolError(.outOfScope)
    }
    return try replica.viewSource().answer(to: request)
  }
}
