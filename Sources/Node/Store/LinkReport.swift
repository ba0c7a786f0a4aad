import CRDT
import Knowledge
import ReplicaStore
import WebUI

/// Where all the links of a base lead: which lead nowhere, which lead elsewhere, and what leads to
/// each answer.
struct LinkReport: Sendable {
  /// A link in an article.
  struct Entry: Sendable {
    let source: Replica.Summary
    let place: LinkPlace
    let link: WrittenLink
  }

  struct Broken: Sendable {
    let entry: Entry
    let fault: BrokenLinksPage.Fault
  }

  /// By the title of the article that has them, in Danish order, and then as they stand in it.
  private(set) var broken: [Broken] = []
  /// By the article they lead to; each source once.
  private(set) var backlinks: [ChangeID: [Entry]] = [:]
  /// How often each host is named, by whom the links are for.
  private var hosts: [String: [Audience: Int]] = [:]

  private let ownHost: String
  private let byDocument: [ChangeID: Replica.Summary]
  private let byExternalID: [String: ChangeID]

  /// - Parameter ownHost: under which name the node is asked, so that whole addresses of its own are
  ///   known to be that.
  init(
    _ links: [ChangeID: ArticleLinks], of summaries: [Replica.Summary], ownHost: String,
    _ replica: Replica
  ) throws {
    self.ownHost = ownHost.lowercased()
    byDocument = Dictionary(
      summaries.map { ($0.document, $0) }, uniquingKeysWith: { first, _ in first })
    byExternalID = Dictionary(
      summaries.compactMap { summary in summary.externalID.map { ($0, summary.document) } },
      uniquingKeysWith: { min($0, $1) })
    for summary in summaries {
      guard let found = links[summary.document] else { continue }
      for placed in found.all {
        try add(Entry(source: summary, place: placed.place, link: placed.link), replica)
      }
    }
  }

  private mutating func add(_ entry: Entry, _ replica: Replica) throws {
    switch kind(of: entry.link) {
    case .answer(let name): try add(entry, toAnswer: name, replica)
    case .malformed(let flaw): note(entry, .malformed(flaw))
    case .external(let host, _):
      guard entry.place != .publishedText else { return }
      hosts[host, default: [:]][entry.source.audience, default: 0] += 1
    case .page, .mailOrPhone: break
    }
  }

  private func kind(of link: WrittenLink) -> WrittenLink.Kind {
    guard case .external(let host, let path) = link.kind, host == ownHost else { return link.kind }
    return WrittenLink.Kind(path: path)
  }

  private mutating func add(_ entry: Entry, toAnswer name: String, _ replica: Replica) throws {
    guard let target = try target(named: name, replica) else { return note(entry, .unknown) }
    if target.document != entry.source.document,
      backlinks[target.document]?.last?.source.document != entry.source.document
    {
      backlinks[target.document, default: []].append(entry)
    }
    if let fault = fault(of: target, for: entry.source) { note(entry, fault) }
  }

  private func target(named name: String, _ replica: Replica) throws -> Replica.Summary? {
    if let document = ChangeID(name) ?? byExternalID[name], let known = byDocument[document] {
      return known
    }
    do {
      // A document may have been given another name since.
      return try byDocument[replica.document(named: name)]
    } catch ReplicaError.unknownArticle {
      return nil
    }
  }

  private func fault(
    of target: Replica.Summary, for source: Replica.Summary
  ) -> BrokenLinksPage.Fault? {
    switch target.lifecycle {
    case .withdrawn: .withdrawn
    case .draft, .inReview: .unapproved
    case .approved, .approvedWithPendingChanges:
      source.audience.mayRead(target.audience) ? nil : .notForReaders
    }
  }

  /// What readers still see and the newest text has mended waits for an approver, and is no news.
  private mutating func note(_ entry: Entry, _ fault: BrokenLinksPage.Fault) {
    guard entry.place != .publishedText else { return }
    broken.append(Broken(entry: entry, fault: fault))
  }

  /// The hosts named most come first.
  func hosts(for reader: AudienceFilter) -> [BrokenLinksPage.Host] {
    hosts.compactMap { name, counts in
      let count = counts.filter { reader.admits($0.key) }.values.reduce(0, +)
      return count > 0 ? BrokenLinksPage.Host(name: name, count: count) : nil
    }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }
}
