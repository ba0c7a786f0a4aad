import HTTP
import ReplicaStore
import WebUI

/// All answers, by subject and from A to Å.
struct TopicRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.subjects,
      handler: context.handler { request, _ in
        try respond(to: request) { catalogue, _ in
          TopicsPage(order: .subject, groups: catalogue.mainGroups.map(TopicRoutes.group))
        }
      })
    router.add(
      .get, Paths.alphabet,
      handler: context.handler { request, _ in
        try respond(to: request) { try letters(request.query("bogstav"), $0, $1) }
      })
    router.add(
      .get, Paths.subjects + "/:number",
      handler: context.handler { request, parameters in
        try respond(to: request) { try subject(parameters["number"] ?? "", $0, $1) }
      })
  }

  private func respond(
    to request: Request, _ page: (PublishedCatalogue, Replica) throws -> TopicsPage
  ) throws -> Response {
    try context.store.read { replica in
      context.answer(
        try page(context.catalogues.value(replica), replica),
        on: try context.site(replica, for: request), .portal(request))
    }
  }

  private func subject(
    _ number: String, _ catalogue: PublishedCatalogue, _ replica: Replica
  ) throws -> TopicsPage {
    let titles = catalogue.titles(under: number)
    guard !titles.isEmpty else { throw Refusal(.notFound) }
    return TopicsPage(
      order: .subject, groups: catalogue.mainGroups.map(TopicRoutes.group),
      selected: TopicsPage.Group(key: number, name: number, count: titles.count),
      answers: try titles.map { try AnswerLink($0, in: replica) })
  }

  /// Without a letter, or with one that nothing begins with, only the letters.
  private func letters(
    _ letter: String?, _ catalogue: PublishedCatalogue, _ replica: Replica
  ) throws -> TopicsPage {
    let groups = catalogue.letters
    guard let selected = groups.first(where: { $0.key == letter }) else {
      return TopicsPage(order: .letter, groups: groups)
    }
    return TopicsPage(
      order: .letter, groups: groups, selected: selected,
      answers: try catalogue.titles(beginningWith: selected.key).map {
        try AnswerLink($0, in: replica)
      })
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
