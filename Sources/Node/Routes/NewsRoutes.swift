import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// What is new since somebody last looked, and noting that it was seen.
///
/// Who has seen what is kept for the person alone: to tell others would be to watch colleagues.
struct NewsRoutes {
  let context: NodeContext
  private static let rowsPerPage = 50

  func add(to router: inout Router) {
    router.add(
      .get, Paths.news,
      handler: context.staff(.staff) { request, _, session in try list(request, session) })
    router.add(
      .post, Paths.news,
      handler: context.staff(.staff) { request, _, session in try seeAll(request, session) })
    router.add(.get, Paths.news + "/:id", handler: context.article(.staff) { try show($0, $1, $2) })
    router.add(.post, Paths.news + "/:id", handler: context.article(.staff) { try see($0, $1, $2) })
  }

  // MARK: The list

  private func list(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    let number = PageNumber(of: request)
    return try context.store.read { replica in
      let news = try context.news.news(replica)
      let seen = try replica.newsSeen(by: session.draftOwner)
      let unseen = replica.unseen(of: news, seen)
      let part = number.part(of: unseen, size: NewsRoutes.rowsPerPage)
      let page = NewsPage(
        rows: try part.rows.compactMap { item in
          try NewsStory(of: replica.document(of: item), item, seen, session.reader, in: replica)?
            .row
        },
        total: unseen.count, hasBegun: seen.hasBegun, mark: String(news.position),
        token: session.token, pageNumber: number.value, hasNextPage: part.hasNext,
        notice: request.notice)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func seeAll(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    guard context.forms.admits(request) else { return .redirect(to: Paths.news) }
    let mark = try NewsRoutes.mark(in: request)
    try context.store.write { replica in
      try replica.markAllSeen(upTo: mark, by: session.draftOwner)
    }
    return .redirect(to: Notice.newsSeen.redirectPath(to: Paths.news))
  }

  private static func mark(in request: Request) throws -> Int64 {
    guard let mark = request.form(NewsPage.markField).flatMap({ Int64($0) }), mark >= 0 else {
      throw Refusal(.badRequest)
    }
    return mark
  }

  // MARK: One answer

  private func show(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    try context.store.read { replica in
      let document = try replica.document(named: name)
      let news = try context.news.news(replica)
      let seen = try replica.newsSeen(by: session.draftOwner)
      guard let item = try replica.newsItem(of: document, in: news),
        let story = try NewsStory(of: document, item, seen, session.reader, in: replica)
      else { throw ReplicaError.notPublished(document) }
      let page = try story.page(in: replica, mark: String(item.last), token: session.token)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  /// Leads on to the next one, so that whoever has ten to read presses one key ten times.
  private func see(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    guard context.forms.admits(request) else { return .redirect(to: Paths.news(of: name)) }
    let mark = try NewsRoutes.mark(in: request)
    try context.store.write { replica in
      try replica.markSeen(
        replica.document(named: name), upTo: mark, by: session.draftOwner)
    }
    return try context.store.read { replica in
      let seen = try replica.newsSeen(by: session.draftOwner)
      let unseen = replica.unseen(of: try context.news.news(replica), seen)
      for item in unseen.prefix(NewsRoutes.rowsPerPage) {
        let document = try replica.document(of: item)
        if let next = try NewsStory(of: document, item, seen, session.reader, in: replica) {
          return .redirect(to: Paths.news(of: next.id))
        }
      }
      return .redirect(to: Paths.news)
    }
  }
}

/// One article's news, as somebody sees them who last looked at some time.
private struct NewsStory {
  let id: String
  private let publication: Replica.Publication
  private let item: Replica.NewsItem
  private let position: Int64
  private let isSeen: Bool

  /// `nil` for what is not there for the reader, or not any more.
  init?(
    of document: ChangeID, _ item: Replica.NewsItem, _ seen: Replica.NewsSeen,
    _ reader: AudienceFilter, in replica: Replica
  ) throws {
    guard let publication = try replica.publication(of: document, ifAdmittedBy: reader) else {
      return nil
    }
    id = try replica.addressName(of: document, externalID: publication.article.externalID)
    self.publication = publication
    self.item = item
    position = seen.position(of: item)
    isSeen = !seen.isUnseen(item)
  }

  private var kind: NewsPage.Kind {
    if publication.isWithdrawn { return .withdrawn }
    return item.first > position ? .new : .changed
  }

  var row: NewsPage.Row {
    NewsPage.Row(
      id: id, title: publication.article.title, kind: kind,
      approved: publication.isWithdrawn ? nil : ApprovalNote(publication))
  }

  func page(in replica: Replica, mark: String, token: String) throws -> NewsItemPage {
    let row = row
    var page = NewsItemPage(
      id: id, title: row.title, kind: kind, approved: row.approved, mark: mark, token: token,
      isAtDesk: publication.article.anchor == nil && !publication.isWithdrawn, isSeen: isSeen)
    if publication.isWithdrawn {
      if case .withdrawn(let withdrawal) = Article(
        try replica.state(of: publication.document)
      ).status {
        page.withdrawal = NewsItemPage.Withdrawal(
          reason: withdrawal.reason, day: CalendarDay(withdrawal.date))
      }
    } else if let now = try replica.approvedState(of: publication.document) {
      let before = try replica.letOut(publication.document, at: position)
      page.diffs = Comparison.all(from: before, to: now).filter(\.field.isContent)
        .map(FieldDiff.init)
    }
    return page
  }
}
