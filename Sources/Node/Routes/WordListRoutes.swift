import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// The lists that editors keep for search: synonyms, and the situations of *Hvis du …*.
struct WordListRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    for (path, list) in [
      (Paths.synonyms, WordListPage.List.synonyms), (Paths.situations, .situations),
    ] {
      router.add(
        .get, path,
        handler: context.staff { request, _, session in
          try show(list, WordListForm { request.query($0.rawValue) }, request, session)
        })
      router.add(
        .post, path,
        handler: context.staff { request, _, session in try change(list, request, session) })
    }
  }

  private static let proposalsMax = 20
  private static let rowsPerPage = 40

  private func show(
    _ list: WordListPage.List, _ form: WordListForm, _ request: Request,
    _ session: FormGuard.Session, problems: [WordListForm.Problem] = []
  ) throws -> Response {
    let number = PageNumber(of: request)
    return try context.store.read { replica in
      let part = number.part(
        of: try rows(of: list, in: replica), size: WordListRoutes.rowsPerPage)
      let page = WordListPage(
        list: list, rows: part.rows, pageNumber: number.value,
        hasNextPage: part.hasNext, form: form, token: session.token,
        proposals: list == .situations ? try proposals(in: replica) : [], problems: problems,
        notice: request.query(Notice.parameter).flatMap(Notice.init(parameterValue:)))
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func rows(
    of list: WordListPage.List, in replica: Replica
  ) throws -> [WordListPage.Row] {
    try replica.referenceOwners().flatMap { owner in
      try replica.reference(of: owner).rows(list.kind).map { cells in
        WordListPage.Row(owner: owner.encoded, ownerName: owner.shownName, cells: cells)
      }
    }
  }

  /// What so many have searched for, on several days, that it is nobody's own, and that no
  /// situation leads to yet.
  private func proposals(in replica: Replica) throws -> [String] {
    let covered = try replica.referenceOwners().flatMap { owner in
      try replica.reference(of: owner).lines(Situation.self).compactMap { line -> String? in
        guard case .search(let query) = line.target else { return nil }
        return query.lowercased()
      }
    }
    return try replica.commonSearches(limit: WordListRoutes.proposalsMax).map(\.term)
      .filter { !covered.contains($0) }
  }

  // MARK: Changing

  private func change(
    _ list: WordListPage.List, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let form = WordListForm { request.form($0.rawValue) }
    var problems: [WordListForm.Problem] = context.forms.admits(request) ? [] : [.expired]
    if form.initials.isEmpty { problems.append(.missingInitials) }
    // Not from the form, which is tidied: the last cell of a line may be empty.
    let key = request.form(WordListForm.Field.removed.rawValue) ?? ""
    let removed = WordListPage.Row.owner(andCellsOf: key)
    guard key.isEmpty || removed != nil else { throw Refusal(.badRequest) }
    var edit = ReferenceEdit()
    if let removed {
      do {
        try edit.remove(list.kind, rows: [(1, removed.cells)])
      } catch {
        // No button of ours sends such a line.
        throw Refusal(.badRequest)
      }
    } else {
      problems += try addition(to: &edit, form.cells(of: list), list)
    }
    guard problems.isEmpty else {
      return try show(list, form, request, session, problems: problems)
    }
    try context.store.write { replica in
      let own = try replica.identity().municipality
      guard let owner = Owner(encoded: removed?.owner ?? own) else { throw Refusal(.badRequest) }
      try replica.edit(referenceOf: owner, edit, by: context.authorship(form.initials))
    }
    return .redirect(to: Notice.wordListSaved.redirectPath(to: list.path))
  }

  private func addition(
    to edit: inout ReferenceEdit, _ cells: [String], _ list: WordListPage.List
  ) throws -> [WordListForm.Problem] {
    do {
      try edit.add(list.kind, rows: [(1, cells)])
    } catch {
      let columns = list.kind.type.columns
      return error.rows.map { row in
        let place = row.problem.column.flatMap(columns.firstIndex(of:)) ?? 0
        return WordListForm.Problem(
          WordListForm.field(ofCell: place, in: list), row.problem.sentence)
      }
    }
    guard list == .situations, let line = try? Situation(fields: cells),
      case .answer(let name) = line.target
    else { return [] }
    return try context.store.read { try SituationLink.answer(named: name, in: $0) } == nil
      ? [.unknownAnswer] : []
  }
}

extension WordListPage.List {
  fileprivate var kind: ReferenceKind { self == .synonyms ? .synonyms : .situations }

  fileprivate var path: String { self == .synonyms ? Paths.synonyms : Paths.situations }
}

extension SituationLink {
  /// What the node's municipality shows, at most so many; under a subject only those of that main
  /// group. What leads to an answer that citizens cannot read is left out.
  static func links(
    in replica: Replica, underMainGroup group: String? = nil, limit: Int
  ) throws -> [SituationLink] {
    guard let municipality = Municipality(code: try replica.identity().municipality) else {
      return []
    }
    let all = try replica.situations(for: municipality)
      .filter { group == nil || $0.subject?.mainGroup == group }
    var links: [SituationLink] = []
    for situation in all where links.count < limit {
      if let link = try SituationLink(situation, in: replica) { links.append(link) }
    }
    return links
  }

  private init?(_ situation: Situation, in replica: Replica) throws {
    switch situation.target {
    case .search(let query): self.init(phrase: situation.phrase, search: query)
    case .answer(let name):
      guard let answer = try SituationLink.answer(named: name, in: replica) else { return nil }
      self.init(phrase: situation.phrase, answer: answer)
    }
  }

  /// An answer that citizens read; `nil` when there is none of that name.
  static func answer(named name: String, in replica: Replica) throws -> AnswerLink? {
    do {
      let document = try replica.document(named: name)
      let publication = try replica.publication(of: document, for: .citizen)
      guard !publication.isWithdrawn else { return nil }
      return AnswerLink(
        id: try replica.addressName(
          of: document, externalID: publication.article.externalID),
        title: publication.article.title)
    } catch is ReplicaError {
      return nil
    }
  }
}
