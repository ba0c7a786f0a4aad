import CRDT
import Digest
import Knowledge
import ReplicaStore
import SyncProtocol
import Synchronization
import WebUI

/// The links of all articles, kept for each as long as its texts are the same. Reading ten thousand
/// texts takes longer than anybody waits for a page; after a change only those that changed are read.
final class LinkShelf: Sendable {
  private struct Read {
    let mark: Replica.TextMark
    let links: ArticleLinks
  }

  private struct State: Hashable {
    let changes: SHA256Digest
    let host: String
  }

  private let read = Mutex<[ChangeID: Read]>([:])
  private let newest = Mutex<(state: State, report: LinkReport)?>(nil)

  /// The report for the snapshot that `replica` reads.
  func report(
    _ replica: Replica, of summaries: [Replica.Summary], host: String
  ) throws -> LinkReport {
    let state = State(changes: try replica.vector().digest, host: host)
    if let kept = newest.withLock({ $0 }), kept.state == state { return kept.report }
    let links = try links(replica)
    let report = try LinkReport(links, of: summaries, ownHost: host, replica)
    newest.withLock { $0 = (state, report) }
    return report
  }

  private func links(_ replica: Replica) throws -> [ChangeID: ArticleLinks] {
    let before = read.withLock { $0 }
    var after: [ChangeID: Read] = [:]
    for (document, mark) in try replica.textMarks() {
      if let kept = before[document], kept.mark == mark {
        after[document] = kept
      } else {
        let article = Article(try replica.state(of: document))
        let links = ArticleLinks(
          article, published: try replica.publication(of: document)?.article)
        after[document] = Read(mark: mark, links: links)
      }
    }
    read.withLock { $0 = after }
    return after.mapValues(\.links)
  }
}
