import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import Search
import WebUI

/// The desk of whoever answers the phone: approved text only, the internal guidance included.
struct DeskRoutes {
  let context: NodeContext
  private static let hitsMax = 8

  func add(to router: inout Router) {
    router.add(
      .get, Paths.desk,
      handler: context.staff(.staff) { request, _, session in try search(request, session) })
    router.add(
      .get, "\(Paths.desk)/:id",
      handler: context.article(.staff) { try answer($0, $1, $2) })
  }

  private func search(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    let query = request.query("q") ?? ""
    return try context.store.read { replica in
      var page = DeskPage(
        query: query, hits: try hits(query, session.reader, in: replica),
        caller: try CallerChoice(request, replica))
      guard request.query("fragment") != "1" else {
        return context.answer(html: page.fragment, .never)
      }
      let seen = try replica.newsSeen(by: session.draftOwner)
      if seen.hasBegun {
        page.newsCount = replica.unseen(of: try context.news.news(replica), seen).count
      }
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  /// Public and internal answers come from two indexes whose scores say nothing about each other, so
  /// the two lists take turns.
  private func hits(
    _ query: String, _ reader: AudienceFilter, in replica: Replica
  ) throws -> [DeskPage.Hit] {
    guard !query.isEmpty else { return [] }
    let open = try replica.searchPublished(query, limit: DeskRoutes.hitsMax).found
      .compactMap { try hit($0, reader, isInternal: false, in: replica) }
    let closed = try replica.searchAll(query, limit: 4 * DeskRoutes.hitsMax).found
      .compactMap { try hit($0, reader, isInternal: true, in: replica) }
    let both =
      (open.enumerated().map { ($0.offset, 0, $0.element) }
      + closed.enumerated().map { ($0.offset, 1, $0.element) })
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    return Array(both.map(\.2).prefix(DeskRoutes.hitsMax))
  }

  /// `nil` for what is on the other list, was never approved, or is no answer of its own.
  private func hit(
    _ found: Replica.Found, _ reader: AudienceFilter, isInternal: Bool, in replica: Replica
  ) throws -> DeskPage.Hit? {
    guard let publication = try replica.publication(of: found.document, ifAdmittedBy: reader),
      !publication.isWithdrawn, publication.article.anchor == nil,
      (publication.article.audience != .citizen) == isInternal
    else { return nil }
    // The words found may be those of a change that nobody approved: the title is the approved one.
    let title = found.title.pieces.map { MarkedSegment($0.text, isMatch: $0.isMatch) }
    let isApproved = title.map(\.text).joined() == publication.article.title
    return DeskPage.Hit(
      id: try replica.addressName(of: found.document, externalID: found.externalID),
      title: isApproved ? title : [MarkedSegment(publication.article.title)],
      shortAnswer: publication.article.shortAnswer, isInternal: isInternal)
  }

  /// The telephones and hours of the caller's municipality, as far as they are on record.
  private func directory(_ caller: CallerChoice, in replica: Replica) throws -> DeskDirectory? {
    guard let municipality = Municipality(code: caller.code) else { return nil }
    return try DeskDirectory(of: municipality, at: context.civilNow, in: replica)
  }

  private func answer(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    try context.store.read { replica in
      let document = try replica.document(named: name)
      guard
        let publication = try replica.publication(of: document, ifAdmittedBy: session.reader),
        publication.article.anchor == nil
      else { throw ReplicaError.notPublished(document) }
      guard !publication.isWithdrawn else {
        // The portal's page says why, and what holds instead.
        return .redirect(to: Paths.answer(name, title: publication.article.title))
      }
      let article = publication.article
      let caller = try CallerChoice(request, replica)
      let supplements = try replica.publishedSupplements(
        of: document, in: caller.code, for: session.reader.reader)
      let id = try replica.addressName(of: document, externalID: article.externalID)
      var page = DeskAnswerPage(
        id: id,
        title: article.title, shortAnswer: article.shortAnswer, body: article.body,
        links: article.links.map { AnswerPage.SelfServiceLink(title: $0.label, address: $0.url) },
        supplements: supplements.compactMap { AnswerPage.Supplement($0, beside: article) },
        isInternal: article.audience != .citizen,
        approvedOn: DanishTime.day(publication.approvedAt), caller: caller,
        directory: try directory(caller, in: replica),
        isEditable: try context.visitor(of: request).may(.editor, to: article)
          && !replica.isMirror())
      if try !replica.isMirror() {
        page.counting = try CountingPanel(
          topic: document.description, caller: caller, request: request, token: session.token,
          returnPath: Paths.deskAnswer(id, caller: caller.code), in: replica, on: context.today)
      }
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }
}

extension CallerChoice {
  /// The municipality that the address names, or this node's own.
  init(_ request: Request, _ replica: Replica) throws {
    let asked = request.query(CallerChoice.parameter).flatMap(Municipality.init(code:))
    let own = try replica.identity().municipality
    self.init(
      code: asked?.code ?? own,
      name: (asked ?? Municipality(code: own))?.officialName ?? own,
      all: Municipality.inDanishOrder)
  }
}

extension Municipality {
  /// What a person can choose from.
  static let inDanishOrder = DanishOrder.sorted(Municipality.all, by: \.name).map {
    (code: $0.code, name: $0.officialName)
  }
}
