import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// The questions that wait for the editors, and that one is dealt with.
struct QuestionRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.questions,
      handler: context.staff(.staff) { request, _, session in try list(request, session) })
    router.add(
      .post, Paths.questions,
      handler: context.staff { request, _, session in try answer(request, session) })
  }

  private typealias Field = QuestionsPage.Field
  private static let rowsPerPage = 30

  private func list(
    _ request: Request, _ session: FormGuard.Session, isExpired: Bool = false
  ) throws -> Response {
    let today = context.today
    let number = PageNumber(of: request)
    return try context.store.read { replica in
      let home = try Municipality.withCode(replica.identity().municipality)
      let questions = try replica.questions(of: home, on: today)
      let part = number.part(of: questions, size: QuestionRoutes.rowsPerPage)
      let titles = try replica.titles(of: Set(part.rows.map(\.topic)))
      let rows = try part.rows.map { question in
        try QuestionsPage.Row(
          question, title: titles[question.topic], path: path(to: question.topic, in: replica),
          on: today)
      }
      let page = QuestionsPage(
        rows: rows, token: session.token,
        isEditable: try context.visitor(of: request).may(.editor), pageNumber: number.value,
        hasNextPage: part.hasNext, isExpired: isExpired, notice: request.notice)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  /// Where an article is mended; `nil` for a subject, and for an article that is not here.
  private func path(to topic: ContactKey.Topic, in replica: Replica) throws -> String? {
    guard case .article(let id) = topic,
      let document = try? replica.document(named: id.description),  // not here
      let publication = try replica.publication(of: document)
    else { return nil }
    return Paths.edit(
      try replica.addressName(of: document, externalID: publication.article.externalID))
  }

  private func answer(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    guard context.forms.admits(request) else {
      return try list(request, session, isExpired: true)
    }
    guard let source = request.form(Field.source).flatMap(EditorQuestion.Source.init(rawValue:)),
      let last = request.form(Field.last).flatMap({ CivilDate(iso: $0) })
    else { throw Refusal(.badRequest) }
    let topic = ContactKey.Topic(text: request.form(Field.topic) ?? "")
    let today = context.today
    let authorship = context.authorship(session.person?.initials ?? "Redaktionen")
    try context.store.write { replica in
      let home = try Municipality.withCode(replica.identity().municipality)
      // Only what the person saw: what was asked since then waits on. Pressed twice, it is done.
      let waiting = try replica.questions(of: home, on: today).first {
        $0.source == source && $0.topic == topic && $0.first <= last
      }
      guard var question = waiting else { return }
      question.last = min(question.last, last)
      try replica.answer(question, of: home, by: authorship)
    }
    return .redirect(to: Notice.questionAnswered.redirectPath(to: Paths.questions))
  }
}

extension QuestionsPage.Row {
  fileprivate init(
    _ question: EditorQuestion, title: String?, path: String?, on today: CivilDate
  ) {
    let deadline = Deadline(question.due, on: today)
    let urgency: QuestionsPage.Urgency =
      switch deadline.state {
      case .ahead: .ahead
      case .near: .near
      case .passed: .passed
      }
    self.init(
      title: question.topic == .nothing ? "Intet emne" : title ?? question.topic.text, path: path,
      from: question.source.danishName, count: question.count,
      since: question.first.danishShort, deadline: deadline.danish, urgency: urgency,
      source: question.source.rawValue, topic: question.topic.text, last: question.last.iso)
  }
}
