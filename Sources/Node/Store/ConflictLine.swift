import CRDT
import ReplicaStore

/// What the list of conflicts says of one article. To know how grave they are takes the article's
/// whole history, which is too much for five hundred of them at every look.
struct ConflictLine: Sendable {
  let count: Int
  let isGrave: Bool
  let origins: [Replica.Origin]

  /// `nil` where none is open.
  init?(_ records: [Replica.ConflictRecord]) {
    guard !records.isEmpty else { return nil }
    count = records.count
    isGrave = records.contains { $0.conflict.severity == .high }
    origins = records.flatMap(\.origins)
  }
}

extension Shelf where Value == [ChangeID: ConflictLine] {
  static func conflicts() -> Shelf {
    let read = TextShelf<ConflictLine> { replica, document in
      ConflictLine(try replica.conflicts(of: document))
    }
    return Shelf { replica in try read.values(replica) }
  }
}
