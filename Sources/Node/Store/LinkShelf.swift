import Digest
import Knowledge
import ReplicaStore
import SyncProtocol
import Synchronization
import WebUI

/// The links of all articles, and the report on them for the snapshot that was read last.
final class LinkShelf: Sendable {
  private struct State: Hashable {
    let changes: SHA256Digest
    let host: String
  }

  private let read = TextShelf<ArticleLinks> { replica, document in
    ArticleLinks(
      Article(try replica.state(of: document)),
      published: try replica.publication(of: document)?.article)
  }
  private let newest = Mutex<(state: State, report: LinkReport)?>(nil)

  /// The report for the snapshot that `replica` reads.
  func report(
    _ replica: Replica, of summaries: [Replica.Summary], host: String
  ) throws -> LinkReport {
    let state = State(changes: try replica.vector().digest, host: host)
    if let kept = newest.withLock({ $0 }), kept.state == state { return kept.report }
    let report = try LinkReport(
      read.values(replica), of: summaries, ownHost: host, replica)
    newest.withLock { $0 = (state, report) }
    return report
  }
}
