import CRDT
import Knowledge
import ReplicaStore
import Search
import Synchronization
import WebUI

/// Counts searches and openings in memory and writes them now and then, because a search must not
/// wait for a disk.
///
/// What was counted since the last writing is lost when the process ends; they are counts.
final class SearchCounter: Sendable {
  private struct Memory {
    var diary = SearchDiary()
    var opened: [ChangeID: Int] = [:]
    var oldest: Int64?
  }

  /// Written when there is so much, or when it has waited so long.
  private static let waitingMax = 256
  private static let patienceMilliseconds: Int64 = 300_000

  private let memory = Mutex(Memory())

  /// - Parameter page: the name the page gave itself, while it is typed on.
  func note(_ query: String, _ outcome: SearchOutcome, page: String?, at time: Int64) {
    memory.withLock { memory in
      memory.diary.note(query, outcome, page: page)
      memory.oldest = memory.oldest ?? time
    }
  }

  func noteOpened(_ document: ChangeID, at time: Int64) {
    memory.withLock { memory in
      memory.opened[document, default: 0] += 1
      memory.oldest = memory.oldest ?? time
    }
  }

  /// Writes what is due. A count that cannot be written is no reason to refuse a page, and it stays
  /// in nobody's way: it is given up.
  func writeWhenDue(to store: NodeStore, at time: Int64) {
    let isDue = memory.withLock { memory in
      guard let oldest = memory.oldest else { return false }
      return memory.diary.waiting + memory.opened.count >= SearchCounter.waitingMax
        || time - oldest >= SearchCounter.patienceMilliseconds
    }
    if isDue { try? write(to: store, at: time) }  // see above
  }

  /// Writes everything, before somebody looks at the list.
  func write(to store: NodeStore, at time: Int64) throws {
    let (searches, opened) = memory.withLock { memory in
      let taken = (memory.diary.takeAll(), memory.opened)
      memory.opened.removeAll()
      memory.oldest = nil
      return taken
    }
    guard !searches.isEmpty || !opened.isEmpty else { return }
    let day = DanishTime.civilDay(time)
    try store.write { replica in try replica.count(searches, opened: opened, on: day) }
  }
}
