import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// All answers, by subject and from A to Å.
struct TopicRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.subjects,
      handler: context.handler { request, _ in
        try respond(to: request) { catalogue, replica in
          TopicsPage(
            order: .subject,
            groups: try context.named(catalogue.mainGroups, in: replica).map(TopicRoutes.group))
        }
      })
    router.add(
      .get, Paths.alphabet,
      handler: context.handler { request, _ in
        try respond(to: request) { try letters(request, $0, $1) }
      })
    router.add(
      .get, Paths.subjects + "/:number",
      handler: context.handler { request, parameters in
        try respond(to: request) { try subject(parameters["number"] ?? "", request, $0, $1) }
      })
  }

  private func respond(
    to request: Request, _ page: (PublishedCatalogue, Replica) throws -> TopicsPage
  ) throws -> Response {
    try context.store.read { replica in
      context.answer(
        try page(context.catalogue(for: request, replica), replica),
        on: try context.site(replica, for: request), .portal(request))
    }
  }

  private func subject(
    _ number: String, _ request: Request, _ catalogue: PublishedCatalogue, _ replica: Replica
  ) throws -> TopicsPage {
    let titles = catalogue.titles(under: number)
    guard !titles.isEmpty else { throw Refusal(.notFound) }
    let name = try context.name(of: number, in: replica)
    return try page(
      .subject, context.named(catalogue.mainGroups, in: replica).map(TopicRoutes.group),
      TopicsPage.Group(key: number, name: name, count: titles.count), titles[...], request, replica)
  }

  /// Without a letter, or with one that nothing begins with, only the letters.
  private func letters(
    _ request: Request, _ catalogue: PublishedCatalogue, _ replica: Replica
  ) throws -> TopicsPage {
    let groups = catalogue.letters
    let letter = request.query("bogstav")
    guard let selected = groups.first(where: { $0.key == letter }) else {
      return TopicsPage(order: .letter, groups: groups)
    }
    return try page(
      .letter, groups, selected, catalogue.titles(beginningWith: selected.key), request, replica)
  }

  private static let answersPerPage = 100

  private func page(
    _ order: TopicsPage.Order, _ groups: [TopicsPage.Group], _ selected: TopicsPage.Group,
    _ titles: ArraySlice<Replica.PublishedTitle>, _ request: Request, _ replica: Replica
  ) throws -> TopicsPage {
    let number = PageNumber(of: request)
    let part = number.part(of: titles, size: TopicRoutes.answersPerPage)
    return TopicsPage(
      order: order, groups: groups, selected: selected,
      answers: try part.rows.map { try AnswerLink($0, in: replica) },
      situations: order == .letter
        ? []
        : try SituationLink.links(
          in: replica, underMainGroup: selected.key, limit: TopicRoutes.answersPerPage),
      pageNumber: number.value, hasNextPage: part.hasNext)
  }

  private static func group(_ subject: WebUI.Subject) -> TopicsPage.Group {
    TopicsPage.Group(key: subject.number, name: subject.name, count: subject.count)
  }
}

extension AnswerLink {
  init(_ title: Replica.PublishedTitle, in replica: Replica) throws {
    self.init(
      id: try replica.addressName(of: title.document, externalID: title.externalID),
      title: title.title)
  }
}
