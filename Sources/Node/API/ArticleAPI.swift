import Accounts
import CRDT
import Digest
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Articles over the API: the published text for everybody, the newest for who may edit it.
///
/// An edit says in If-Match which version it was made on. Where others have written since, it is not
/// refused and it overwrites nobody: it is merged as any other edit made apart, and the answer says
/// so, with the places that need a person.
struct ArticleAPI {
  let api: APIRoutes
  private var context: NodeContext { api.context }

  static let path = "\(APIRoutes.root)/articles"
  static let drafts = "\(APIRoutes.root)/drafts"

  init(api: APIRoutes) {
    self.api = api
  }

  func add(to router: inout Router) {
    router.add(.get, ArticleAPI.path, handler: api.handler { request, _ in try list(request) })
    router.add(.post, ArticleAPI.drafts, handler: api.handler { request, _ in try create(request) })
    router.add(
      .get, "\(ArticleAPI.path)/:id",
      handler: api.handler { request, parameters in
        try published(parameters["id"] ?? "", request)
      })
    router.add(
      .get, "\(ArticleAPI.drafts)/:id",
      handler: api.handler { request, parameters in
        try api.require(.editor, request)
        return try newest(parameters["id"] ?? "")
      })
    router.add(
      .patch, "\(ArticleAPI.drafts)/:id",
      handler: api.handler { request, parameters in
        try edit(parameters["id"] ?? "", request)
      })
  }

  // MARK: Reading

  private func list(_ request: Request) throws -> Response {
    let limit = try api.number("limit", in: 1...100, else: 50, of: request)
    let start = try api.number("start", in: 0...1_000_000, else: 0, of: request)
    return try context.store.read { replica in
      let reader = try api.visitor(of: request).audience
      let titles =
        try reader == .citizen
        ? context.catalogues.value(replica).titles : replica.publishedTitles(for: reader)
      let items = try titles.dropFirst(start).prefix(limit).map { title in
        JSON.object([
          "id": .string(
            try replica.addressName(of: title.document, externalID: title.externalID)),
          "title": .string(title.title), "subject": .text(title.subject?.number),
        ])
      }
      return api.answer(
        .object(["total": .integer(titles.count), "items": .array(items)]), isPublic: true)
    }
  }

  private func published(_ name: String, _ request: Request) throws -> Response {
    let reader = try api.visitor(of: request).audience
    return try context.store.read { replica in
      let document = try replica.document(named: name)
      let publication = try replica.publication(of: document, for: reader)
      guard !publication.isWithdrawn else { throw HTTP.Refusal(.notFound) }
      let article = publication.article
      let json = JSON.object(
        ArticleAPI.members(of: article, name: name) + [
          JSON.Member("approved_at", .integer(Int(publication.approvedAt)))
        ])
      let tag = SHA256.hash(json.bytes).description
      return api.answer(json, tag: String(tag.prefix(32)), isPublic: true)
    }
  }

  private func newest(_ name: String) throws -> Response {
    try context.store.read { replica in
      let document = try replica.document(named: name)
      return api.answer(
        try draft(of: document, name: name, in: replica), tag: try tag(of: document, in: replica))
    }
  }

  private func tag(of document: ChangeID, in replica: Replica) throws -> String {
    Version.text(try replica.state(of: document).heads)
  }

  private func draft(
    of document: ChangeID, name: String, in replica: Replica, _ more: [JSON.Member] = []
  ) throws -> JSON {
    let state = try replica.state(of: document)
    let summary = try replica.summary(of: document)
    return .object(
      ArticleAPI.members(of: Article(state), name: name) + [
        JSON.Member("version", .string(Version.text(state.heads))),
        JSON.Member("lifecycle", .string(summary.lifecycle.rawValue)),
        JSON.Member("conflicts", .integer(summary.conflicts)),
        JSON.Member("changed_at", .integer(Int(summary.changedAt))),
        JSON.Member("changed_by", .string(summary.changedBy)),
      ] + more)
  }

  private static func members(of article: Article, name: String) -> [JSON.Member] {
    [
      JSON.Member("id", .string(name)), JSON.Member("title", .string(article.title)),
      JSON.Member("short_answer", .string(article.shortAnswer)),
      JSON.Member("body", .string(article.body)),
      JSON.Member("subject", .text(article.subject?.number)),
      JSON.Member("audience", .string(article.audience.rawValue)),
      JSON.Member("keywords", .strings(article.keywords)),
      JSON.Member("links", .strings(article.links.map(\.written))),
    ]
  }

  // MARK: Writing

  private func create(_ request: Request) throws -> Response {
    let author = try authorship(request)
    let draft = try ArticleBody(request).draft
    return try context.store.write { replica in
      let document = try ArticleAPI.saving { try replica.create(draft, by: author) }
      let name = try replica.addressName(
        of: document, externalID: try replica.summary(of: document).externalID)
      var response = api.answer(
        try self.draft(of: document, name: name, in: replica), status: .created,
        tag: try tag(of: document, in: replica))
      response.headers.set("Location", "\(ArticleAPI.drafts)/\(name)")
      return response
    }
  }

  private func edit(_ name: String, _ request: Request) throws -> Response {
    let author = try authorship(request)
    let draft = try ArticleBody(request).draft
    let (document, current) = try context.store.read { replica in
      let document = try replica.document(named: name)
      let state = try replica.state(of: document)
      // What can never be saved is told before what was wrong with the version.
      _ = try ArticleAPI.saving { try Article.operations(toward: draft, from: state) }
      return (document, state.heads)
    }
    let version = try ArticleAPI.version(in: request, current: current)
    return try context.store.write { replica in
      let outcome = try ArticleAPI.saving {
        try replica.edit(document, version: version, toward: draft, by: author)
      }
      return api.answer(
        try self.draft(of: document, name: name, in: replica, ArticleAPI.members(of: outcome)),
        tag: try tag(of: document, in: replica))
    }
  }

  /// Who writes. On a node without accounts the program says it with `X-Author`.
  private func authorship(_ request: Request) throws -> Authorship {
    let visitor = try api.require(.editor, request)
    if let person = visitor.person { return context.authorship(person.initials) }
    let given = request.headers.first("X-Author") ?? "api"
    guard given.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9 .,\-]{0,39}/) != nil else {
      throw Problem(
        .badRequest,
        faults: [
          Problem.Fault(place: "X-Author", detail: "1 to 40 of a-z, 0-9, blank, . , -")
        ])
    }
    return context.authorship(given)
  }

  /// The version that If-Match names: one of ours, or none at all.
  private static func version(
    in request: Request, current: [ChangeID]
  ) throws -> [ChangeID] {
    let fields = request.headers.all("If-Match")
    guard !fields.isEmpty else {
      throw Problem(.preconditionRequired, "Say in If-Match which version was edited (ETag).")
    }
    if fields == ["*"] { return current }
    guard fields.count == 1, let tags = EntityTag.list(fields[0]), tags.count == 1,
      !tags[0].isWeak, let version = Version.heads(tags[0].opaque)
    else { throw Problem(.preconditionFailed, "If-Match names no version of this article.") }
    return version
  }

  /// What the replica refuses, as a problem that names every field.
  private static func saving<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as InvalidDraft {
      throw Problem(
        .unprocessableContent,
        faults: error.problems.map { problem in
          Problem.Fault(place: ArticleBody.name(of: problem.field), detail: problem.sentence)
        })
    } catch ReplicaError.unknownVersion {
      throw Problem(.preconditionFailed, "If-Match names a version that this node does not hold.")
    }
  }

  /// What became of an edit.
  private static func members(of outcome: Replica.EditOutcome) -> [JSON.Member] {
    switch outcome {
    case .unchanged: [JSON.Member("outcome", .string("unchanged"))]
    case .saved: [JSON.Member("outcome", .string("saved"))]
    case .merged(_, with: let changes):
      [
        JSON.Member("outcome", .string("merged")), JSON.Member("merged_with", .integer(changes)),
      ]
    }
  }
}
