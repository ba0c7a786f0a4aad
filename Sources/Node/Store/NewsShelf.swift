import ReplicaStore
import Synchronization

/// What was let out here and when, kept and continued: only what came since is read.
final class NewsShelf: Sendable {
  private let known = Mutex(Replica.News())

  /// At least what the snapshot holds that `replica` reads.
  func news(_ replica: Replica) throws -> Replica.News {
    let before = known.withLock { $0 }
    let news = try replica.news(continuing: before)
    known.withLock { known in
      if known.position < news.position { known = news }
    }
    return news
  }
}
