import CRDT
import ReplicaStore
import Synchronization

/// Keeps something that was made from each article, as long as the article's texts are the same.
/// Reading ten thousand texts takes longer than anybody waits for a page; after a change only those
/// that changed are read.
final class TextShelf<Value: Sendable>: Sendable {
  private struct Made {
    let mark: Replica.TextMark
    let value: Value?
  }

  private let made = Mutex<[ChangeID: Made]>([:])
  private let make: @Sendable (Replica, ChangeID) throws -> Value?

  /// - Parameter make: from an article and its texts alone; `nil` where there is nothing to keep.
  init(_ make: @escaping @Sendable (Replica, ChangeID) throws -> Value?) {
    self.make = make
  }

  /// The values for the snapshot that `replica` reads.
  func values(_ replica: Replica) throws -> [ChangeID: Value] {
    let before = made.withLock { $0 }
    var after: [ChangeID: Made] = [:]
    for (document, mark) in try replica.textMarks() {
      if let kept = before[document], kept.mark == mark {
        after[document] = kept
      } else {
        after[document] = Made(mark: mark, value: try make(replica, document))
      }
    }
    made.withLock { $0 = after }
    return after.compactMapValues(\.value)
  }
}
