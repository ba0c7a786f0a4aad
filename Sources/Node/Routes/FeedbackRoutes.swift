import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Readers say whether an answer helped, without a login and without a cookie, and editors see what
/// they said.
struct FeedbackRoutes {
  let context: NodeContext
  private static let rowsMax = 50
  private static let days = 90

  func add(to router: inout Router) {
    router.add(
      .post, Paths.feedback + "/:id",
      handler: context.handler { request, parameters in
        try note(parameters["id"] ?? "", request)
      })
    router.add(
      .get, Paths.feedback + "/:id",
      handler: context.handler { request, parameters in
        try thank(parameters["id"] ?? "", request)
      })
    router.add(
      .get, Paths.feedbackList,
      handler: context.staff { request, _, session in try list(request, session.reader) })
  }

  // MARK: Readers

  /// Counts, and leads to the thanks: to look at those again counts nothing.
  private func note(_ name: String, _ request: Request) throws -> Response {
    guard request.comesFromOwnPage else { throw Refusal(.forbidden) }
    guard
      let answer = request.form(FeedbackPage.answerField).flatMap(
        FeedbackPage.Answer.init(rawValue:))
    else { throw Refusal(.badRequest) }
    let publication = try context.store.read { try FeedbackRoutes.answer(named: name, in: $0) }
    let subject = "\(publication.document) \(answer.isReason)"
    let passage = context.feedback.pass(
      from: context.configuration.proxies.network(of: request), on: subject,
      at: context.configuration.now())
    switch passage {
    case .tooMany: throw Refusal(.tooManyRequests)
    case .again: break
    case .admitted: try count(answer, of: publication.document)
    }
    let path = "\(Paths.feedback(on: name))?\(FeedbackPage.answerField)=\(answer.rawValue)"
    return .redirect(to: Reading(of: request).carried(to: path))
  }

  private func count(_ answer: FeedbackPage.Answer, of document: ChangeID) throws {
    let now = context.configuration.now()
    let today = context.today
    try context.store.write { replica in
      try replica.sealFeedback(before: today, at: now)
      try replica.note(
        feedback: FeedbackTally(article: document, day: today, answer: FeedbackAnswer(answer)))
    }
  }

  private func thank(_ name: String, _ request: Request) throws -> Response {
    try context.store.read { replica in
      let publication = try FeedbackRoutes.answer(named: name, in: replica)
      let title = publication.article.title
      guard
        let answer = request.query(FeedbackPage.answerField).flatMap(
          FeedbackPage.Answer.init(rawValue:))
      else {
        let path = Paths.answer(name, title: title)
        return .redirect(to: Reading(of: request).carried(to: path))
      }
      return context.answer(
        FeedbackPage(id: name, title: title, answer: answer),
        on: try context.site(replica, for: request), .portal(request))
    }
  }

  /// Only what a citizen can read can be of help.
  private static func answer(
    named name: String, in replica: Replica
  ) throws -> Replica.Publication {
    let document = try replica.document(named: name)
    let publication = try replica.publication(of: document, for: .citizen)
    guard !publication.isWithdrawn else { throw ReplicaError.notPublished(document) }
    return publication
  }

  // MARK: Editors

  private func list(_ request: Request, _ reader: AudienceFilter) throws -> Response {
    let today = context.today
    guard let first = today.adding(days: -FeedbackRoutes.days) else {
      throw Refusal(.internalServerError)
    }
    return try context.store.read { replica in
      let rows = try replica.feedback(since: first, limit: FeedbackRoutes.rowsMax).compactMap {
        try row($0, for: reader, in: replica)
      }
      return context.answer(
        FeedbackListPage(rows: rows, days: FeedbackRoutes.days),
        on: try context.site(replica, for: request), .never)
    }
  }

  /// `nil` for an answer that is not here, or is gone since.
  private func row(
    _ summary: Replica.FeedbackSummary, for reader: AudienceFilter, in replica: Replica
  ) throws -> FeedbackListPage.Row? {
    guard let document = try? replica.document(named: summary.article.description),  // not here
      let publication = try replica.publication(of: document, ifAdmittedBy: reader),
      !publication.isWithdrawn
    else { return nil }
    let reasons = FeedbackAnswer.reasons.compactMap { reason in
      let times = summary.times(reason)
      return times > 0
        ? FeedbackListPage.Reason(FeedbackPage.Answer(reason), times: times) : nil
    }
    return FeedbackListPage.Row(
      id: try replica.addressName(
        of: document, externalID: publication.article.externalID),
      title: publication.article.title, helped: summary.times(.helped),
      didNotHelp: summary.times(.didNotHelp),
      reasons: reasons.sorted { ($1.times, $0.answer.rawValue) < ($0.times, $1.answer.rawValue) })
  }
}

extension FeedbackAnswer {
  init(_ answer: FeedbackPage.Answer) {
    switch answer {
    case .helped: self = .helped
    case .didNotHelp: self = .didNotHelp
    case .otherQuestion: self = .otherQuestion
    case .hardToUnderstand: self = .hardToUnderstand
    case .outdatedOrWrong: self = .outdatedOrWrong
    case .didNotWork: self = .didNotWork
    case .otherReason: self = .otherReason
    }
  }
}

extension FeedbackPage.Answer {
  /// The same table read the other way; what no page asks for yet is told as another reason.
  init(_ answer: FeedbackAnswer) {
    self = Self.allCases.first { FeedbackAnswer($0) == answer } ?? .otherReason
  }
}
