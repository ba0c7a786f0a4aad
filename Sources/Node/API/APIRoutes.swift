import Accounts
import Digest
import HTTP
import Knowledge
import ReplicaStore
import Search
import SyncProtocol
import WebUI

/// The JSON API, as `Protocol/openapi/openapi.json` describes it, which is served beside it.
///
/// Reading is as the portal: what is published for citizens, and with the key of an account also what
/// is published for its holder. A program that writes, or reads what waits for an approver, sends one (`Authorization: Bearer …`); on a node without
/// accounts it must run on the same machine. Cookies of browsers count for nothing here, so no page
/// elsewhere can make a browser write.
struct APIRoutes {
  let context: NodeContext

  static let root = "/api/1"
  static let description = "/api/openapi.json"

  func add(to router: inout Router) {
    router.add(.get, APIRoutes.description, on: .inline) { _, _ in
      var response = Response(
        type: "application/json", body: Array(OpenAPIDocument.text.utf8))
      response.headers.set("Cache-Control", "public, max-age=300")
      return response
    }
    router.add(
      .get, "\(APIRoutes.root)/status", handler: handler { request, _ in try status(request) })
    router.add(
      .get, "\(APIRoutes.root)/search", handler: handler { request, _ in try search(request) })
    router.add(
      .get, "\(APIRoutes.root)/conflicts",
      handler: handler { request, _ in
        try require(.editor, request)
        return try conflicts()
      })
    let articles = ArticleAPI(api: self)
    articles.add(to: &router)
  }

  /// A handler whose refusals are problems.
  func handler(_ body: @escaping Handler) -> Handler {
    let inner = context.handler { request, parameters in
      do {
        return try body(request, parameters)
      } catch let problem as Problem {
        return problem.response
      }
    }
    return { request, parameters in
      do {
        return try inner(request, parameters)
      } catch let refusal as HTTP.Refusal {
        return Problem(refusal.status).response
      }
    }
  }

  // MARK: Who asks

  /// Who is asking, as far as the API is concerned.
  func visitor(of request: Request) throws -> Visitor {
    guard try context.accounts.isInUse() else {
      // A browser at this machine may be showing anybody's page.
      let isBrowser =
        request.headers.contains("Origin") || request.headers.contains("Sec-Fetch-Site")
      return request.isLocal && (!isBrowser || request.comesFromOwnPage)
        ? .atThisMachine : .stranger
    }
    let lines = request.headers.all("Authorization")
    guard !lines.isEmpty else { return .stranger }
    // A key that is none is an error and not a stranger: a script must not go on with less.
    guard lines.count == 1, let key = APIRoutes.key(in: lines[0]),
      let account = try context.accounts.account(withKey: key, now: context.configuration.now())
    else { throw Problem(.unauthorized, "The key is not known here, or it was revoked.") }
    return .person(try context.person(account, session: nil))
  }

  /// "Bearer" and one blank (RFC 6750 §2.1); the scheme is without case.
  private static func key(in field: String) -> String? {
    let parts = field.split(separator: " ", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1]) : nil
  }

  /// - Throws: a 401 for who may be somebody, a 403 for who is not enough.
  @discardableResult
  func require(_ role: Role, _ request: Request) throws -> Visitor {
    let visitor = try visitor(of: request)
    if visitor.may(role) { return visitor }
    guard visitor.person == nil, try context.accounts.isInUse() else {
      throw Problem(.forbidden, "This needs the role \(role.rawValue), at the node itself.")
    }
    throw Problem(.unauthorized, "Send the key of an account: Authorization: Bearer …")
  }

  // MARK: Answers

  func answer(
    _ json: JSON, status: HTTP.Status = .ok, tag: String? = nil, isPublic: Bool = false
  ) -> Response {
    var response = Response(status, type: "application/json", body: json.bytes)
    response.headers.set("Cache-Control", isPublic ? "private, no-cache" : "no-store")
    if let tag { response.headers.set("ETag", EntityTag(tag).text) }
    return response
  }

  /// A whole number in the query; an error when it is none, so that a misspelt one is not another.
  func number(
    _ name: String, in range: ClosedRange<Int>, else usual: Int, of request: Request
  ) throws -> Int {
    let given = request.query.filter { $0.name == name }
    guard let text = given.first?.value else { return usual }
    guard given.count == 1, let number = Int(text), range.contains(number),
      "\(number)" == text
    else {
      throw Problem(
        .badRequest,
        faults: [
          Problem.Fault(
            place: name, detail: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        ])
    }
    return number
  }

  // MARK: The rest

  private func status(_ request: Request) throws -> Response {
    let isStaff = try visitor(of: request).may(.staff)
    return try context.store.read { replica in
      var members = [
        JSON.Member("name", .string(try replica.identity().name)),
        JSON.Member("municipality", .string(try replica.identity().municipality)),
        JSON.Member("version", .string(context.configuration.version)),
        JSON.Member("published", .integer(try context.catalogues.value(replica).titles.count)),
      ]
      if isStaff {
        members += [
          JSON.Member("articles", .integer(try replica.articleCount())),
          JSON.Member("changes", .integer(try replica.changeCount())),
          JSON.Member("conflicts", .integer(try replica.conflictCount())),
          JSON.Member("quarantined", .integer(try replica.quarantineCount())),
          JSON.Member("digest", .string(try replica.vector().digest.description)),
        ]
      }
      return answer(.object(members))
    }
  }

  private func search(_ request: Request) throws -> Response {
    guard let query = request.query("q") else {
      throw Problem(.badRequest, faults: [Problem.Fault(place: "q", detail: "is missing")])
    }
    let limit = try number("limit", in: 1...100, else: 10, of: request)
    let start = try number("start", in: 0...Replica.hitsMax, else: 0, of: request)
    let reader = try visitor(of: request).audience
    return try context.store.read { replica in
      let found = try replica.searchPublished(query, for: reader, from: start, limit: limit)
      let items = try found.found.map { hit in
        let name = try replica.addressName(of: hit.document, externalID: hit.externalID)
        return JSON.object([
          "id": .string(name), "title": .string(hit.title.pieces.map(\.text).joined()),
          "snippet": .string(hit.snippet.pieces.map(\.text).joined()),
          "subject": .text(hit.subject?.number),
        ])
      }
      return answer(
        .object(["total": .integer(found.total), "items": .array(items)]), isPublic: true)
    }
  }

  private func conflicts() throws -> Response {
    try context.store.read { replica in
      let items = try replica.conflicts().map { record in
        let name = try replica.addressName(
          of: record.document, externalID: record.externalID)
        return JSON.object([
          "id": .string(record.id), "article": .string(name), "title": .string(record.title),
          "sides": .array(
            record.origins.map { origin in
              .object(["author": .string(origin.author), "time": .integer(Int(origin.time))])
            }),
        ])
      }
      return answer(.object(["total": .integer(items.count), "items": .array(items)]))
    }
  }
}
