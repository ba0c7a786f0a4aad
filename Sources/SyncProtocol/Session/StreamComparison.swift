import CRDT
import Digest

/// Compares what a peer says about streams with what this replica holds.
struct StreamComparison {
  /// Streams that differ at a number both sides hold, with that number.
  private(set) var different: [ReplicaID: UInt64] = [:]

  /// The peer's mark for this replica's own stream, when it is further.
  private(set) var ownAhead: UInt64?

  init(
    _ marks: [StreamMark], with held: HaveVector, own: ReplicaID,
    chain: (ChangeID) throws -> SHA256Digest?
  ) throws {
    for mark in marks {
      let position = held[mark.replica]
      guard let position, mark.sequence <= position.sequence else {
        if mark.replica == own { ownAhead = mark.sequence }
        continue
      }
      let id = ChangeID(replica: mark.replica, sequence: mark.sequence)
      let here = mark.sequence == position.sequence ? position.chain : try chain(id)
      if let here, ChainMark(here) != mark.chain { different[mark.replica] = mark.sequence }
    }
  }
}

/// Where two branches of a stream part: between a number that is known to be the same on both
/// sides and one that is known to differ. Some questions a round narrow it down.
struct ForkSearch {
  private static let questions: UInt64 = 32

  let replica: ReplicaID
  private(set) var same: UInt64
  private(set) var different: UInt64

  init(replica: ReplicaID, same: UInt64, different: UInt64) {
    self.replica = replica
    self.same = min(same, different - 1)
    self.different = different
  }

  var isFound: Bool { same + 1 == different }

  /// The first number that differs, once it is found.
  var firstDifferent: ChangeID { ChangeID(replica: replica, sequence: different) }

  /// Numbers evenly spread between the two, ascending.
  var probes: [ChangeID] {
    let open = different - same - 1
    let count = min(Self.questions, open)
    return (0..<count).map { index in
      ChangeID(replica: replica, sequence: same + 1 + open * index / count)
    }
  }

  mutating func learn(_ mark: StreamMark, here: SHA256Digest) {
    if ChainMark(here) == mark.chain {
      if mark.sequence < different { same = max(same, mark.sequence) }
    } else {
      different = min(different, mark.sequence)
      same = min(same, different - 1)
    }
  }
}
