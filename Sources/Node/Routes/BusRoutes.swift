import Accounts
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Counting at events: the list of them, and the big keys of one.
struct BusRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.bus, handler: context.staff(.staff) { request, _, _ in try list(request) })
    router.add(
      .get, "\(Paths.bus)/:kode",
      handler: context.staff(.staff) { request, parameters, session in
        try show(parameters["kode"] ?? "", request, session)
      })
  }

  private func list(_ request: Request) throws -> Response {
    let today = context.today
    return try context.store.read { replica in
      let events = try events(replica).sorted { ($1.last, $0.code) < ($0.last, $1.code) }
      let page = BusListPage(
        events: events.map { event in
          BusListPage.Event(
            code: event.code.text, name: event.name, place: event.place,
            days: event.first == event.last
              ? event.first.danishShort
              : "\(event.first.danishShort) til \(event.last.danishShort)",
            isOn: event.isOn(today))
        })
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func show(
    _ code: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let today = context.today
    return try context.store.read { replica in
      guard let event = try events(replica).first(where: { $0.code.text == code }) else {
        throw Refusal(.notFound)
      }
      let counted = try replica.contactTallies(
        ContactQuery([], days: event.first...event.last, by: [.day], event: event.code))
      let page = BusPage(
        code: event.code.text, eventName: event.name, place: event.place,
        total: counted.reduce(0) { $0 + $1.count },
        today: counted.reduce(0) { $1.day == today ? $0 + $1.count : $0 },
        keys: BusRoutes.outcomes.map { CountingPanel.Choice($0.word, $0.danishName) },
        caller: try replica.identity().municipality, token: session.token,
        counted: CountedContact(request), waiting: try replica.waitingContacts())
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func events(_ replica: Replica) throws -> [ContactEvent] {
    let home = try Municipality.withCode(replica.identity().municipality)
    return try replica.reference(of: .municipality(home)).lines()
  }

  private static let outcomes: [ContactKey.Outcome] = [
    .closedAtOnce, .helped, .referred, .forwarded, .caseOpened, .writtenUp, .givenUp,
  ]
}
