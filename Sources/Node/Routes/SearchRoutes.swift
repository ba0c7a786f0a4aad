import HTTP
import Knowledge
import ReplicaStore
import Search
import WebUI

/// Search for everybody: the page, what comes as one types, and the forms for programs.
///
/// All of them ask the same question of the same index and count it in the same way.
struct SearchRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(.get, Paths.search, handler: context.handler { request, _ in try page(request) })
    router.add(.get, Paths.searchJSON, handler: context.handler { request, _ in try json(request) })
    router.add(
      .get, Paths.suggestions, handler: context.handler { request, _ in try suggest(request) })
    router.add(
      .get, Paths.openSearch, handler: context.handler { request, _ in describe(request) })
    router.add(
      .get, Paths.searchesInVain,
      handler: context.staff { request, _, _ in try inVain(request) })
  }

  // MARK: Pages

  private static let hitsPerPage = 10
  /// Far enough for anybody, and no work for who counts upwards.
  static let pagesMax = Replica.hitsMax / hitsPerPage

  private static func number(of request: Request) -> PageNumber {
    PageNumber(of: request, max: pagesMax)
  }

  private func page(_ request: Request) throws -> Response {
    try context.store.read { replica in
      let query = request.query("q") ?? ""
      let number = SearchRoutes.number(of: request)
      let answer = try search(query, number.value, request, in: replica)
      let page = try searchPage(query, number, answer, in: replica)
      if request.query("fragment") == "1" {
        return context.answer(
          html: page.fragment(on: try fragmentSite(request, replica)), .portal(request))
      }
      return context.answer(
        page, on: try context.site(replica, for: request), .portal(request))
    }
  }

  /// Leads on from what was not found to the page itself and not to its fragment.
  private func fragmentSite(_ request: Request, _ replica: Replica) throws -> Site {
    var reading = Reading(of: request)
    reading.address = Paths.search(for: request.query("q") ?? "")
    return context.bareSite(
      for: reading, contact: try context.contact(replica, for: reading))
  }

  /// Searches, and counts the first page of an answer as a search.
  private func search(
    _ query: String, _ number: Int, _ request: Request, in replica: Replica
  ) throws -> Replica.SearchAnswer {
    let reader = try context.visitor(of: request).openAudience
    let answer = try replica.searchPublished(
      query, for: reader, from: (number - 1) * SearchRoutes.hitsPerPage,
      limit: SearchRoutes.hitsPerPage, preferring: municipality(request, in: replica))
    // The counts are of what citizens look for; what they look for most is on the front page.
    if number == 1, reader == .citizen {
      let now = context.configuration.now()
      context.searches.note(query, answer.outcome, page: request.query("v"), at: now)
      context.searches.writeWhenDue(to: context.store, at: now)
    }
    return answer
  }

  /// The caller's municipality where somebody has said it, else the node's own.
  private func municipality(_ request: Request, in replica: Replica) throws -> Municipality? {
    if let code = request.query("kommune") { return Municipality(code: code) }
    return Municipality(code: try replica.identity().municipality)
  }

  private func searchPage(
    _ query: String, _ number: PageNumber, _ answer: Replica.SearchAnswer, in replica: Replica
  ) throws -> SearchPage {
    let hits = try answer.found.map { found in
      WebUI.SearchHit(
        id: try replica.addressName(of: found.document, externalID: found.externalID),
        title: found.title.segments, snippet: found.snippet.segments,
        subject: try found.subject.map { try context.name(of: $0.number, in: replica) })
    }
    return SearchPage(
      query: query, hits: hits, total: answer.total,
      suggestions: answer.suggestion.map { [$0] } ?? [],
      mostRead: hits.isEmpty ? try mostRead(in: replica) : [], pageNumber: number.value,
      hasNextPage: answer.total > number.value * SearchRoutes.hitsPerPage)
  }

  private static let mostReadMax = 5

  /// What many ask about may be what somebody meant who found nothing.
  private func mostRead(in replica: Replica) throws -> [AnswerLink] {
    try replica.mostOpened(limit: SearchRoutes.mostReadMax).map { title in
      try AnswerLink(title, in: replica)
    }
  }

  // MARK: Editors

  /// More than anybody works through; what is asked for most comes first.
  private static let termsMax = 1_000
  private static let termsPerPage = 40

  private func inVain(_ request: Request) throws -> Response {
    try context.searches.write(to: context.store, at: context.configuration.now())
    let number = PageNumber(of: request)
    return try context.store.read { replica in
      let terms = try replica.searchesInVain(limit: SearchRoutes.termsMax)
      let part = number.part(of: terms, size: SearchRoutes.termsPerPage)
      let rows = part.rows.map { term in
        SearchesInVainPage.Row(
          term: term.term, times: term.times, weak: term.weak, nothing: term.nothing,
          days: term.days, isCommon: term.isCommon)
      }
      let page = SearchesInVainPage(
        rows: rows, pageNumber: number.value, hasNextPage: part.hasNext)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }
}

// MARK: - For programs

extension SearchRoutes {
  /// `/search?q=…`; kept stable for scripts.
  private func json(_ request: Request) throws -> Response {
    let query = request.query("q") ?? ""
    let number = SearchRoutes.number(of: request)
    let answer = try context.store.read { replica in
      let answer = try search(query, number.value, request, in: replica)
      return JSONValue.object([
        ("query", .text(query)), ("total", .integer(answer.total)),
        ("suggestion", answer.suggestion.map(JSONValue.text)),
        ("hits", .list(try answer.found.map { try hit($0, in: replica) })),
      ])
    }
    return .json(answer.encoded)
  }

  private func hit(_ found: Replica.Found, in replica: Replica) throws -> JSONValue {
    let id = try replica.addressName(of: found.document, externalID: found.externalID)
    let title = found.title.plainText
    return .object([
      ("id", .text(id)), ("title", .text(title)), ("snippet", .text(found.snippet.plainText)),
      ("url", .text(Paths.answer(id, title: title))),
      ("subject", found.subject.map { .text($0.number) }), ("score", .number(found.score)),
    ])
  }

  private static let suggestionsMax = 8

  /// The query and titles that fit it (OpenSearch 1.1, Suggestions): what a browser's address field
  /// asks for.
  private func suggest(_ request: Request) throws -> Response {
    let query = request.query("q") ?? ""
    let titles = try context.store.read { replica in
      try replica.suggestTitles(for: query, limit: SearchRoutes.suggestionsMax)
    }
    let list = JSONValue.list([.text(query), .list(titles.map(JSONValue.text))])
    return Response(
      .ok, type: "application/x-suggestions+json", body: Array(list.encoded.utf8))
  }

  /// Lets a browser add this search to its own (OpenSearch 1.1 description document).
  private func describe(_ request: Request) -> Response {
    let host = request.headers.first("Host") ?? "localhost"
    let scheme = request.headers.first("X-Forwarded-Proto") == "https" ? "https" : "http"
    return Response(
      .ok, type: "application/opensearchdescription+xml",
      body: OpenSearchDescription(name: context.nodeName, origin: "\(scheme)://\(host)").bytes)
  }
}

/// Which page of a long list is asked for; 1 for anything that is none.
struct PageNumber {
  let value: Int

  /// More than any list has that is in memory; what is searched for has a bound of its own.
  static let ofAnyList = 10_000

  init(of request: Request, max: Int = PageNumber.ofAnyList) {
    let asked = request.query("side").flatMap { Int($0) } ?? 1
    value = (1...max).contains(asked) ? asked : 1
  }

  /// What stands on that page of a list, and whether more follows.
  func part<Row>(of list: some Collection<Row>, size: Int) -> (rows: [Row], hasNext: Bool) {
    let rest = list.dropFirst((value - 1) * size)
    return (Array(rest.prefix(size)), rest.count > size)
  }
}

extension Snippet {
  /// The pieces for a page, with an ellipsis where something was left out.
  fileprivate var segments: [MarkedSegment] {
    let marked = pieces.map { MarkedSegment($0.text, isMatch: $0.isMatch) }
    return (isCutAtStart ? [MarkedSegment("… ")] : []) + marked
      + (isCutAtEnd ? [MarkedSegment(" …")] : [])
  }
}
