import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Which answers somebody should look at again, and saying of one that it still holds.
struct ReviewRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(.get, Paths.reviews, handler: context.staff { request, _, _ in try list(request) })
    let pattern = Paths.articles + "/:id/gennemgang"
    router.add(.get, pattern, handler: context.article { try show($0, $1, $2) })
    router.add(.post, pattern, handler: context.article { try confirm($0, $1, $2) })
  }

  private var today: CivilDate { context.today }

  // MARK: The list

  private static let rowsPerPage = 50

  private func list(_ request: Request) throws -> Response {
    let number = PageNumber(of: request)
    let owner = request.query("ejer") ?? ""
    return try context.store.read { replica in
      let all = try context.reviews.value(replica)
      let chosen = all.filter { owner.isEmpty || $0.owner?.encoded == owner }
      let ordered = ReviewRoutes.inOrder(chosen, today: today)
      let part = number.part(of: ordered, size: ReviewRoutes.rowsPerPage)
      let page = ReviewListPage(
        rows: try part.rows.map { try row($0, in: replica) },
        owners: ReviewRoutes.owners(of: all), owner: owner, total: chosen.count,
        dueCount: chosen.count { $0.isDue(today) }, pageNumber: number.value,
        hasNextPage: part.hasNext, notice: request.notice)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  /// What is due first, the longest overdue at the top; then what nobody ever checked; then what is
  /// to come, and last what has no date.
  private static func inOrder(
    _ reviews: [Replica.Review], today: CivilDate
  ) -> [Replica.Review] {
    func rank(_ review: Replica.Review) -> (Int, Int) {
      let due = review.due?.daysSince1970 ?? 0
      if review.isDue(today) { return (0, due) }
      if review.lastReviewedOn == nil { return (1, 0) }
      return (review.due == nil ? 3 : 2, due)
    }
    // A stable order by title underneath.
    return reviews.enumerated().map { (rank: rank($1), place: $0, review: $1) }.sorted {
      ($0.rank.0, $0.rank.1, $0.place) < ($1.rank.0, $1.rank.1, $1.place)
    }.map(\.review)
  }

  private static func owners(of reviews: [Replica.Review]) -> [ReviewListPage.Owner] {
    let owners = Set(reviews.compactMap(\.owner))
    return DanishOrder.sorted(
      owners.map { ReviewListPage.Owner(code: $0.encoded, name: $0.shownName) }
        .sorted { $0.code < $1.code }, by: \.name)
  }

  private func row(_ review: Replica.Review, in replica: Replica) throws -> ReviewListPage.Row {
    ReviewListPage.Row(
      id: try replica.addressName(of: review.document, externalID: review.externalID),
      title: review.title, owner: review.owner?.shownName ?? "",
      state: ReviewState(review, today: today), verifiedBy: review.verifiedBy,
      reviewedOn: review.lastReviewedOn.map { CalendarDay($0) })
  }

  // MARK: One answer

  private func show(
    _ name: String, _ request: Request, _ session: FormGuard.Session, initials: String = "",
    problems: [ArticleForm.Problem] = []
  ) throws -> Response {
    try context.store.read { replica in
      let document = try replica.document(named: name)
      guard
        let publication = try replica.publication(of: document, ifAdmittedBy: session.reader),
        !publication.isWithdrawn,
        let review = try replica.review(of: document)
      else { throw ReplicaError.notPublished(document) }
      let page = ReviewPage(
        id: try replica.addressName(of: document, externalID: review.externalID),
        title: review.title, form: ArticleForm(publication.article),
        state: ReviewState(review, today: today), verifiedBy: review.verifiedBy,
        reviewedOn: review.lastReviewedOn.map { CalendarDay($0) }, token: session.token,
        initials: initials, problems: problems)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func confirm(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let signed = try SignedForm(request, context.forms)
    guard signed.problems.isEmpty else {
      return try show(
        name, request, session, initials: signed.initials, problems: signed.problems)
    }
    let interval = request.form(ReviewPage.intervalField)
    guard ReviewPage.intervals.contains(where: { $0.value == interval }) else {
      throw Refusal(.badRequest)
    }
    var draft = ArticleDraft()
    draft.lastReviewedOn = today.iso
    draft.reviewIn = interval
    draft.verifiedBy = signed.initials
    try context.store.write { replica in
      _ = try replica.edit(
        replica.document(named: name), toward: draft, by: context.authorship(signed.initials))
    }
    return .redirect(to: Notice.reviewed.redirectPath(to: Paths.reviews))
  }
}

extension Replica.Review {
  /// Whether the agreed day has come.
  fileprivate func isDue(_ today: CivilDate) -> Bool {
    due.map { $0 <= today } ?? false
  }
}

extension ReviewState {
  fileprivate init(_ review: Replica.Review, today: CivilDate) {
    if let due = review.due, review.isDue(today) {
      self = .due(since: CalendarDay(due))
    } else if review.lastReviewedOn != nil {
      self = .verified(until: review.due.map { CalendarDay($0) })
    } else {
      self = .never
    }
  }
}
