import Accounts
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// The tables that everything else is reckoned from: opening hours, prices, departments, duty.
struct ReferenceRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.reference, handler: context.staff(.staff) { request, _, _ in try list(request) })
    let pattern = "\(Paths.reference)/:hvem/:tabel"
    router.add(
      .get, pattern,
      handler: context.staff(.staff) { request, parameters, session in
        try show(try Asked(parameters), request, session)
      })
    router.add(
      .post, pattern,
      handler: context.staff(.editor) { request, parameters, session in
        try save(try Asked(parameters), request, session)
      })
  }

  /// Which table, and whose.
  private struct Asked {
    let owner: Owner
    let kind: ReferenceKind

    init(_ parameters: Parameters) throws {
      guard let owner = parameters["hvem"].flatMap({ Owner(encoded: $0) }),
        let kind = parameters["tabel"].flatMap({ ReferenceKind(rawValue: $0) })
      else { throw Refusal(.notFound) }
      self.owner = owner
      self.kind = kind
    }
  }

  private func list(_ request: Request) throws -> Response {
    let now = context.civilNow
    return try context.store.read { replica in
      let home = try Municipality.withCode(replica.identity().municipality)
      let book = try replica.referenceBook(of: home)
      let page = ReferenceListPage(
        rows: ReferenceKind.allCases.map { kind in
          ReferenceListPage.Row(
            table: kind.choice, own: book.own.rows(kind).count,
            national: book.national.rows(kind).count)
        }, owner: Owner.municipality(home).choice,
        onDuty: ReferenceRoutes.onDuty(book.roster, at: now, for: home))
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private static func onDuty(
    _ roster: DutyRoster, at now: CivilMoment, for home: Municipality
  ) -> [String] {
    let shared = Channel.allCases.filter { channel in
      roster.shifts.contains { $0.channel == channel }
    }
    return shared.map { channel in
      let names = roster.onDuty(on: channel, at: now, for: home).map(\.name)
      let who = names.isEmpty ? "ingen" : names.joined(separator: " og ")
      return "På vagt nu, \(channel.danishName.lowercased()): \(who)."
    }
  }

  private static let rowsPerPage = 30

  private func show(
    _ asked: Asked, _ request: Request, _ session: FormGuard.Session, text: String = "",
    problems: [String] = []
  ) throws -> Response {
    let now = context.civilNow
    let number = PageNumber(of: request)
    return try context.store.read { replica in
      let record = try replica.reference(of: asked.owner)
      let part = number.part(of: record.rows(asked.kind), size: ReferenceRoutes.rowsPerPage)
      let page = ReferencePage(
        table: asked.kind.choice, owner: asked.owner.choice, columns: asked.kind.type.columns,
        rows: part.rows,
        summary: asked.kind == .hours ? ReferenceRoutes.weeks(record, at: now) : [],
        token: session.token, text: text, problems: problems,
        isEditable: try context.visitor(of: request).may(.editor),
        pageNumber: number.value, hasNextPage: part.hasNext,
        isSaved: request.query("gemt") != nil)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  /// Each week's sum, and whether it is open now.
  private static func weeks(_ record: ReferenceRecord, at now: CivilMoment) -> [String] {
    let book = ReferenceBook(own: record)
    var seen: Set<[String]> = []
    return record.lines(OpeningHours.self).compactMap { line in
      guard seen.insert([line.department.text, line.channel.word]).inserted else { return nil }
      let calendar = book.calendar(of: line.department, on: line.channel)
      let name = book.name(of: line.department, on: now.day) ?? line.department.text
      let hours = DanishNumber.hundredths(calendar.weeklyMinutes(on: now.day) * 100 / 60)
      return "\(name), \(line.channel.danishName.lowercased()): \(hours) timer om ugen, "
        + "\(calendar.words(at: now))."
    }
  }

  private func save(
    _ asked: Asked, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let text = request.form(ReferencePage.Field.rows) ?? ""
    guard context.forms.admits(request) else {
      return try show(
        asked, request, session, text: text,
        problems: ["Siden var for gammel. Tryk Gem igen."])
    }
    do {
      let edit = try edit(asked, request, adding: text)
      try context.store.write { replica in
        _ = try replica.edit(
          referenceOf: asked.owner, edit,
          by: context.authorship(session.person?.initials ?? "Stamdata"))
      }
    } catch let error as CSVError {
      return try show(asked, request, session, text: text, problems: [error.sentence])
    } catch let error as ReferenceTableError {
      return try show(asked, request, session, text: text, problems: error.sentences)
    }
    return .redirect(to: "\(Paths.reference(asked.kind.rawValue, of: asked.owner.encoded))?gemt=1")
  }

  /// Rows that are typed or pasted, with or without the heading of their table.
  private func edit(
    _ asked: Asked, _ request: Request, adding text: String
  ) throws -> ReferenceEdit {
    var edit = ReferenceEdit()
    if let removed = request.form(ReferencePage.Field.removed) {
      let cells = removed.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try edit.remove(asked.kind, rows: [(number: 1, cells: cells)])
      return edit
    }
    let columns = asked.kind.type.columns
    let head = text.prefix { !$0.isNewline }.split(whereSeparator: { ";,\t".contains($0) })
    let hasHead = head.map { $0.lowercased() } == columns
    let bytes = Array(text.utf8)
    let table =
      try hasHead ? CSVTable(parsing: bytes) : CSVTable(rows: bytes, header: columns)
    let rows = try table.rows(of: columns)
    try edit.add(asked.kind, rows: rows)
    return edit
  }
}

extension ReferenceKind {
  fileprivate var choice: CountingPanel.Choice {
    CountingPanel.Choice(rawValue, rawValue.prefix(1).uppercased() + rawValue.dropFirst())
  }
}

extension Owner {
  fileprivate var choice: CountingPanel.Choice {
    switch self {
    case .national: CountingPanel.Choice(encoded, ReferenceListPage.Texts.national)
    case .municipality(let place): CountingPanel.Choice(encoded, place.name)
    }
  }
}
