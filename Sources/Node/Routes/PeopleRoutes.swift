import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Who may do what here, and an administrator's hand on it. What is given or ended is a record of
/// the base and travels; accounts are made on the command line, where nobody can be phished.
struct PeopleRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.people,
      handler: context.staff(.admin) { request, _, session in try show(request, session) })
    router.add(
      .post, Paths.people,
      handler: context.staff(.admin) { request, _, session in try give(request, session) })
    router.add(
      .post, Paths.endGrant,
      handler: context.staff(.admin) { request, _, session in try end(request, session) })
  }

  private typealias Problems = [(field: PeoplePage.Field, text: String)]

  private func show(
    _ request: Request, _ session: FormGuard.Session, _ problems: Problems = []
  ) throws -> Response {
    try context.store.read { replica in
      let authority = try replica.authority()
      let local = try context.grants.value(replica)
      let page = PeoplePage(
        standing: standing(authority, local), accounts: try accounts(local),
        grants: try grants(authority, in: replica),
        roles: Role.allCases.map { ($0.rawValue, $0.danishName) },
        municipalities: Municipality.inDanishOrder.map { ($0.code, $0.name) },
        token: session.token, values: PeopleRoutes.values(of: request),
        asksForInitials: session.person == nil, problems: problems,
        notice: request.query(PeoplePage.Notice.parameter).flatMap(PeoplePage.Notice.init))
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func standing(_ authority: Authority?, _ local: LocalGrants) -> PeoplePage.Standing {
    guard let authority else { return .withoutGrants }
    if authority.isOpen { return .open }
    return local.decide ? .byGrant : .byAccount
  }

  private func accounts(_ local: LocalGrants) throws -> [PeoplePage.Account] {
    let today = context.today
    return try context.accounts.accounts().map { account in
      PeoplePage.Account(
        name: account.name, fullName: account.fullName, initials: account.initials,
        role: account.role.danishName, isDisabled: account.isDisabled,
        grants: (local.held(by: account.initials, on: today) ?? []).map(\.sentence))
    }
  }

  /// Those that are about this node and its people, and in force before ended.
  private func grants(
    _ authority: Authority?, in replica: Replica
  ) throws -> [PeoplePage.Grant] {
    let node = NodeID(rawValue: try replica.identity().node)
    let own = (authority?.grants ?? []).filter { $0.grant.holder.node == node }
    return (own.filter { !$0.isEnded } + own.filter(\.isEnded)).map { entry in
      let holder =
        switch entry.grant.holder {
        case .node: "Alle på denne node"
        case .person(let person): person.name
        }
      return PeoplePage.Grant(
        id: entry.id.description, holder: holder, text: entry.grant.sentence,
        grantedBy: entry.grant.grantedBy, isEnded: entry.isEnded)
    }
  }

  private static func values(of request: Request) -> [PeoplePage.Field: String] {
    Dictionary(
      PeoplePage.Field.allCases.compactMap { field in
        request.form(field.rawValue).map { (field, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Giving and ending

  private func give(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    let form = GrantForm(request)
    var problems = form.problems
    if !context.forms.admits(request) { problems.append((.person, GrantForm.expired)) }
    guard problems.isEmpty, let role = form.role else {
      return try show(request, session, problems)
    }
    return try recording(request, session, at: .role, then: .given) { replica, authorship in
      let node = NodeID(rawValue: try replica.identity().node)
      let holder: Grant.Holder =
        form.person.map { .person(Knowledge.Person(name: $0, node: node)) } ?? .node(node)
      let grant = Grant(
        role: role, holder: holder, area: form.area, validFrom: form.from.date,
        validTo: form.to.date, grantedBy: authorship.author)
      try replica.put(onRecord: [.grant(grant)], by: authorship)
    }
  }

  private func end(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    guard context.forms.admits(request), !GrantForm(request).initials.isEmpty else {
      return try show(request, session, [(.initials, GrantForm.expired)])
    }
    guard let id = request.form(PeoplePage.Field.grant.rawValue).flatMap(ChangeID.init) else {
      throw Refusal(.notFound)
    }
    let isGraceful = request.form(PeoplePage.Field.grace.rawValue) != nil
    return try recording(request, session, at: .person, then: .ended) { replica, authorship in
      try replica.endGrant(id, lettingUnknowingWorkStand: isGraceful, by: authorship)
    }
  }

  /// Puts it on record; what the base does not let this person do is told beside the field.
  private func recording(
    _ request: Request, _ session: FormGuard.Session, at field: PeoplePage.Field,
    then notice: PeoplePage.Notice, _ body: (Replica, Authorship) throws -> Void
  ) throws -> Response {
    do {
      try context.store.write { replica in
        try body(replica, context.authorship(GrantForm(request).initials))
      }
    } catch let refusal as AuthorityRefusal {
      return try show(request, session, [(field, refusal.sentence)])
    }
    return .redirect(to: notice.path)
  }
}

/// What the form says of a grant.
private struct GrantForm {
  typealias Typed = (text: String, date: CivilDate?)

  static let expired = "Siden har været åben for længe. Skriv under, og prøv igen."

  let person: String?
  let role: Role?
  let area: Knowledge.Area
  let from: Typed
  let to: Typed
  let initials: String
  private let municipalityText: String
  private let groups: [String]

  init(_ request: Request) {
    func text(_ field: PeoplePage.Field) -> String {
      (request.form(field.rawValue) ?? "").split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
    }
    func day(_ field: PeoplePage.Field) -> Typed {
      (text(field), CivilDate(parsing: text(field)))
    }
    person = text(.person).isEmpty ? nil : text(.person)
    role = Role(rawValue: text(.role))
    municipalityText = text(.municipality)
    groups = text(.groups).split { $0 == " " || $0 == "," }.map(String.init)
    area = Knowledge.Area(
      municipality: Municipality(code: municipalityText), mainGroups: groups)
    from = day(.from)
    to = day(.to)
    initials = text(.initials)
  }

  var problems: [(field: PeoplePage.Field, text: String)] {
    var problems: [(field: PeoplePage.Field, text: String)] = []
    if role == nil { problems.append((.role, "Vælg en rolle")) }
    if let person, person.utf8.count > 256 || person.unicodeScalars.contains(where: isControl) {
      problems.append((.person, "Initialerne skal stå på én linje på højst 80 tegn"))
    }
    if !municipalityText.isEmpty, area.municipality == nil {
      problems.append((.municipality, "Vælg en kommune fra listen"))
    }
    if !groups.allSatisfy(Knowledge.Area.isMainGroup) {
      problems.append((.groups, "En hovedgruppe er to cifre, fx 23"))
    }
    for (field, typed) in [(PeoplePage.Field.from, from), (.to, to)]
    where !typed.text.isEmpty && typed.date == nil {
      problems.append((field, "Skriv en dato som 1. marts 2027"))
    }
    if let first = from.date, let last = to.date, last < first {
      problems.append((.to, "Den sidste dag ligger før den første"))
    }
    if initials.isEmpty { problems.append((.initials, "Skriv dine initialer")) }
    return problems
  }

  private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }
}
