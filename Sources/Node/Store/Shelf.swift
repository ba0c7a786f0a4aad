import Digest
import ReplicaStore
import SyncProtocol
import Synchronization

/// Keeps something that was made from a replica for as long as the replica holds what it was made
/// from: sorting ten thousand titles takes longer than anybody waits for a page.
///
/// What readers and editors see is a pure function of the changes held, and the digest of the
/// have-vector names those.
final class Shelf<Value: Sendable>: Sendable {
  private let newest = Mutex<(state: SHA256Digest, value: Value)?>(nil)
  private let make: @Sendable (Replica) throws -> Value

  init(_ make: @escaping @Sendable (Replica) throws -> Value) {
    self.make = make
  }

  /// The value for the snapshot that `replica` reads.
  func value(_ replica: Replica) throws -> Value {
    let state = try replica.vector().digest
    if let kept = newest.withLock({ $0 }), kept.state == state { return kept.value }
    // Two who come at once both make it: that costs less than a queue for everybody.
    let value = try make(replica)
    newest.withLock { $0 = (state, value) }
    return value
  }
}
