import Accounts
import Digest
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Counting a contact with one key, and taking it back.
struct ContactRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .post, Paths.contacts,
      handler: context.staff(.staff) { request, _, _ in try count(request) })
    router.add(
      .post, Paths.undoContact,
      handler: context.staff(.staff) { request, _, _ in try undo(request) })
  }

  private typealias Field = CountingPanel.Field

  private func count(_ request: Request) throws -> Response {
    let path = try returnPath(of: request)
    guard context.forms.admits(request) else { return .redirect(to: path) }
    var response = try answer(toCounting: request, from: path)
    // The channel and the department stay as they were chosen, also when it could not be counted.
    response.headers.add(
      "Set-Cookie", CountingHabit(request).cookie(isSecure: context.forms.proxies.isSecure(request))
    )
    return response
  }

  private func answer(toCounting request: Request, from path: String) throws -> Response {
    let today = context.today
    do {
      let ticket = try context.store.write { replica in
        let home = try Municipality.withCode(replica.identity().municipality)
        let key = try key(request, on: today, at: home)
        try ContactRules(replica.referenceBook(of: home), today: today).check(key)
        return try replica.count(key, session: context.contactSession)
      }
      return .redirect(to: CountedContact(ticket).path(from: path))
    } catch let problem as ContactProblem {
      return context.errorAnswer(problem, to: request, from: path)
    }
  }

  private func undo(_ request: Request) throws -> Response {
    let path = try returnPath(of: request)
    guard context.forms.admits(request), let text = request.form(Field.counted),
      let ticket = Replica.ContactTicket(addressed: text)
    else { return .redirect(to: path) }
    try context.store.write { try $0.undo(ticket, session: context.contactSession) }
    return .redirect(to: path)
  }

  private func key(
    _ request: Request, on today: CivilDate, at home: Municipality
  ) throws -> ContactKey {
    let outcome = request.form(Field.outcome)
    let named: [(ContactTable.Column, String?)] = [
      (.municipality, request.form(Field.caller)), (.channel, request.form(Field.channel)),
      (.department, request.form(Field.department)), (.outcome, outcome),
      (.topic, request.form(Field.topic)), (.event, request.form(Field.event)),
      (
        .forwardedTo,
        outcome == ContactKey.Outcome.forwarded.word ? request.form(Field.forwardedTo) : nil
      ),
    ]
    var cells: [ContactTable.Column: String] = [.date: today.iso]
    for (column, text) in named { cells[column] = text }
    return try ContactCells(cells, at: home).contact().key
  }

  /// Only pages that count may be led back to.
  private func returnPath(of request: Request) throws -> String {
    let path = request.form(Field.returnPath) ?? ""
    guard path.hasPrefix(Paths.desk) || path.hasPrefix(Paths.bus + "/"), !path.contains("\\"),
      !path.hasPrefix("//"), path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { throw Refusal(.badRequest) }
    return path
  }
}

// MARK: - What was counted, in an address

extension Replica.ContactTicket {
  /// Reads what `address` writes.
  init?(addressed text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let id = Int64(parts[0]), parts[1].utf8.count <= 400,
      let bytes = Hex.decode(String(parts[1])), let key = ContactKey(encoded: bytes)
    else { return nil }
    self.init(id: id, key: key)
  }

  var address: String { "\(id)-\(Hex.encode(key.encoded))" }
}

extension CountedContact {
  init(_ ticket: Replica.ContactTicket) {
    let outcome = ticket.key.outcome.danishName.lowercased()
    self.init(ticket: ticket.address, words: "\(ticket.key.channel.danishName), \(outcome)")
  }

  /// What the address of the page says was counted, if anything.
  init?(_ request: Request) {
    guard
      let ticket = request.query(CountingPanel.Field.counted).flatMap(
        Replica.ContactTicket.init(addressed:))
    else { return nil }
    self.init(ticket)
  }

  fileprivate func path(from path: String) -> String {
    "\(path)\(path.contains("?") ? "&" : "?")\(CountingPanel.Field.counted)=\(ticket)"
  }
}

/// The channel and the department somebody counted with last, so that the next key needs neither.
struct CountingHabit {
  static let cookieName = "fv-taelling"

  let channel: Channel
  let department: Code?

  /// From a form, else from the cookie, else the telephone.
  init(_ request: Request) {
    let parts = (request.cookie(CountingHabit.cookieName) ?? "").split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let known = parts.first.flatMap { UInt8($0) }.flatMap(Channel.init(rawValue:))
    channel =
      request.form(CountingPanel.Field.channel).flatMap(Channel.init(word:)) ?? known ?? .phone
    department =
      request.form(CountingPanel.Field.department).map { Code($0) }
      ?? (parts.count == 2 ? Code(String(parts[1])) : nil)
  }

  func cookie(isSecure: Bool) -> String {
    "\(CountingHabit.cookieName)=\(channel.rawValue).\(department?.text ?? ""); Path=/; HttpOnly; "
      + "SameSite=Strict; Max-Age=34560000\(isSecure ? "; Secure" : "")"
  }
}

extension CountingPanel {
  /// What a key counts at the desk, in the order of the keys.
  static let deskOutcomes: [ContactKey.Outcome] = [
    .closedAtOnce, .forwarded, .helped, .referred, .caseOpened, .writtenUp,
  ]

  init(
    topic: String, caller: CallerChoice, request: Request, token: String, returnPath: String,
    in replica: Replica, on today: CivilDate
  ) throws {
    let habit = CountingHabit(request)
    let home = try Municipality.withCode(replica.identity().municipality)
    let book = try replica.referenceBook(of: home)
    let departments = book.departments(on: today)
    let human: [Channel] = [
      .phone, .personal, .chat, .email, .letter, .coService, .textMessage, .socialMedia,
    ]
    let period = book.periods.first { $0.days.contains(today) }
    self.init(
      topic: topic, caller: caller.code, channel: habit.channel.word,
      channels: human.map { Choice($0.word, $0.danishName) },
      department: habit.department?.text ?? "",
      departments: departments.map { Choice($0.code.text, $0.name) },
      outcomes: Self.deskOutcomes.map { Choice($0.word, $0.danishName) }, token: token,
      returnPath: returnPath, counted: CountedContact(request),
      banner: period.map { Self.banner($0) })
  }

  private static func banner(_ period: CountingPeriod) -> String {
    "\(period.name): tæl alle henvendelser til og med \(period.days.upperBound.danishLong)."
  }
}
