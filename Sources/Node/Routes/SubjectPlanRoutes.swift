import Accounts
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// The plan of subjects: looking through it, and taking a new edition into use in two steps.
struct SubjectPlanRoutes {
  let context: NodeContext
  private static let hitsMax = 100

  func add(to router: inout Router) {
    router.add(
      .get, Paths.subjectPlan,
      handler: context.staff(.staff) { request, _, session in try show(request, session) })
    router.add(
      .post, Paths.subjectPlan,
      handler: context.staff(.approver) { request, _, session in try receive(request, session) })
    router.add(
      .get, Paths.subjectPlanEdition,
      handler: context.staff(.approver) { request, _, session in try compare(request, session) })
    router.add(
      .post, Paths.subjectPlanEdition,
      handler: context.staff(.approver) { request, _, session in try decide(request, session) })
  }

  // MARK: The plan

  private func show(
    _ request: Request, _ session: FormGuard.Session, problem: SubjectPlanPage.Problem? = nil
  ) throws -> Response {
    let query = request.query(SubjectPlanPage.Field.query) ?? ""
    let number = request.query(SubjectPlanPage.Field.number)
    return try context.store.read { replica in
      let plan = try context.subjectPlans.value(replica)
      guard number.map({ plan[$0] != nil }) ?? true else { throw Refusal(.notFound) }
      let lines =
        query.isEmpty
        ? plan.lines(below: number)
        : plan.subjects(matching: query, limit: SubjectPlanRoutes.hitsMax)
      let visitor = try context.visitor(of: request)
      let page = SubjectPlanPage(
        edition: plan.edition.map { CalendarDay($0.date) }, isWhole: plan.isWhole, query: query,
        above: SubjectPlanRoutes.above(number, in: plan),
        rows: lines.map { SubjectPlanPage.Row($0) },
        mayImport: visitor.may(.approver), mayWrite: visitor.may(.editor), token: session.token,
        problem: problem, isTaken: request.query("gemt") != nil)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  /// The number and those it stands below.
  private static func above(_ number: String?, in plan: SubjectPlan) -> [SubjectPlanPage.Row] {
    guard let number else { return [] }
    return [2, 5, 8].filter { $0 <= number.utf8.count }
      .compactMap { plan[String(number.prefix($0))] }.map { SubjectPlanPage.Row($0) }
  }

  // MARK: A new edition

  private func receive(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    guard let token = request.part(FormGuard.tokenField)?.text,
      context.forms.admits(request, token: token)
    else { return try show(request, session, problem: .old) }
    guard let file = request.part(SubjectPlanPage.Field.file) else { throw Refusal(.badRequest) }
    do {
      context.subjectPlans.waitingFile = try SubjectPlanFile(Array(file.body))
    } catch let error as SubjectPlanFileError {
      return try show(request, session, problem: .file(error.sentence))
    }
    return .redirect(to: Paths.subjectPlanEdition)
  }

  private func compare(
    _ request: Request, _ session: FormGuard.Session, problem: String? = nil
  ) throws -> Response {
    guard let file = context.subjectPlans.waitingFile else {
      return .redirect(to: Paths.subjectPlan)
    }
    return try context.store.read { replica in
      let plan = try context.subjectPlans.value(replica)
      let difference = SubjectPlanDifference(from: plan, to: file)
      let page = SubjectPlanDifferencePage(
        edition: CalendarDay(file.date), inUse: plan.edition.map { CalendarDay($0.date) },
        groups: SubjectPlanDifferencePage.Kind.allCases.map { difference.group($0) },
        details: difference.detailCount,
        affected: try replica.articles(under: difference.ended).map { article in
          SubjectPlanDifferencePage.Affected(
            id: try replica.addressName(
              of: article.summary.document, externalID: article.summary.externalID),
            title: article.summary.title, number: article.line.number,
            successors: article.line.standing.successors)
        }, remarks: file.remarks.map(\.sentence), digest: difference.edition.digest,
        token: session.token, problem: problem)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func decide(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    guard context.forms.admits(request) else {
      return try compare(request, session, problem: "Siden var for gammel. Vælg igen.")
    }
    guard
      request.form(SubjectPlanDifferencePage.Field.choice) == SubjectPlanDifferencePage.Field.take
    else {
      context.subjectPlans.waitingFile = nil
      return .redirect(to: Paths.subjectPlan)
    }
    guard let file = context.subjectPlans.waitingFile else {
      return .redirect(to: Paths.subjectPlan)
    }
    let seen = request.form(SubjectPlanDifferencePage.Field.digest)
    do {
      let isTaken = try context.store.write { replica in
        let plan = try replica.subjectPlan()
        guard SubjectPlanDifference(from: plan, to: file).edition.digest == seen else {
          return false
        }
        try replica.take(file, by: context.authorship(session.person?.initials ?? "Emneplan"))
        return true
      }
      guard isTaken else {
        return try compare(
          request, session, problem: "Planen er ændret imens. Se, hvad der nu ændres, og vælg igen."
        )
      }
    } catch let refusal as SubjectPlanRefusal {
      return try compare(request, session, problem: refusal.sentence)
    }
    context.subjectPlans.waitingFile = nil
    return .redirect(to: "\(Paths.subjectPlan)?gemt=1")
  }
}

extension SubjectPlanPage.Row {
  init(_ line: SubjectPlanLine) {
    self.init(
      number: line.number, title: line.title, standing: line.standing.sentence,
      isActive: line.standing.isActive, hasMore: line.number.utf8.count < 8)
  }
}

extension SubjectPlanDifference {
  fileprivate func group(
    _ kind: SubjectPlanDifferencePage.Kind
  ) -> SubjectPlanDifferencePage.Group {
    typealias Row = SubjectPlanDifferencePage.Row
    let most = SubjectPlanDifferencePage.rowsMax
    func group(_ all: [Alteration], _ note: (Alteration) -> String)
      -> SubjectPlanDifferencePage.Group
    {
      SubjectPlanDifferencePage.Group(
        kind: kind,
        rows: all.prefix(most).map {
          Row(number: $0.after.number, title: $0.after.title, note: note($0))
        }, total: all.count)
    }
    switch kind {
    case .added:
      return SubjectPlanDifferencePage.Group(
        kind: kind,
        rows: added.prefix(most).map {
          Row(number: $0.number, title: $0.title, note: $0.standing.sentence)
        }, total: added.count)
    case .renamed: return group(renamed) { $0.before.title }
    case .moved:
      return group(moved) { alteration in
        let numbers = alteration.after.standing.successors
        return numbers.isEmpty ? "filen siger ikke hvilket" : numbers.joined(separator: ", ")
      }
    case .expired: return group(expired) { $0.after.standing.sentence }
    case .missing: return group(missing) { $0.after.standing.sentence }
    case .revived: return group(revived) { $0.after.standing.sentence }
    }
  }
}
