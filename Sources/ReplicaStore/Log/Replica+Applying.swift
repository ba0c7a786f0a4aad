import CRDT
import Planted
public import SyncProtocol

/// Taking in what came from elsewhere.
extension Replica {
  /// Puts what is new into the log and projects it, in one transaction; what is held already is
  /// passed over, so a batch may come twice, late, or in part.
  ///
  /// - Parameter salts: the secrets that stood for salts of these entries, kept to be sent on.
  /// - Returns: how many changes were new.
  /// - Throws: `ProtocolError` when an entry does not follow what is held. Then nothing of it was
  ///   applied.
  @discardableResult
  public func apply(_ entries: [LogEntry], salts: [SaltNode] = []) throws -> Int {
    guard !entries.isEmpty else { return 0 }
    return try write { writing in
      var count = 0
      let last = Planted.has(.lastOfBatchDropped) ? entries.last?.id : nil
      var time: Int64?
      for entry in entries where !writing.log.holds(entry.id) || Planted.has(.appliedTwice) {
        if entry.id == last { continue }
        if Planted.has(.sameByTime), time == entry.change?.time { continue }
        time = entry.change?.time
        try writing.accept(entry)
        count += 1
      }
      try store(salts, ofFresh: entries)
      return count
    }
  }
}
