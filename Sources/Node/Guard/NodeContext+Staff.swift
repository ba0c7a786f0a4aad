import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// The faces that are not for the public. On a node with accounts they are for who is logged in, from
/// anywhere; on one without they are for whoever sits at it. A form must come from a page of ours.
extension NodeContext {
  typealias StaffHandler =
    @Sendable (Request, Parameters, FormGuard.Session) throws -> Response

  /// - Parameter role: what it takes to come here.
  func staff(_ role: Role = .editor, _ body: @escaping StaffHandler) -> Handler {
    handler { request, parameters in
      guard request.method.isSafe || request.comesFromOwnPage else { throw Refusal(.forbidden) }
      let visitor = try visitor(of: request)
      guard visitor.may(role) else { return try turnAway(visitor, request) }
      guard try !isOutOfPlace(role) else { return try mirrorAnswer(to: request) }
      var session = forms.session(of: request)
      session.person = visitor.person
      var response = try body(request.signed(by: visitor.person), parameters, session)
      if let cookie = session.cookie { response.headers.add("Set-Cookie", cookie) }
      return response
    }
  }

  /// A staff page about one article: it gets the article's name, which the address has as `:id`.
  func article(
    _ role: Role = .editor,
    _ body: @escaping @Sendable (String, Request, FormGuard.Session) throws -> Response
  ) -> Handler {
    staff(role) { request, parameters, session in
      try body(parameters["id"] ?? "", request, session)
    }
  }

  /// Who is not logged in is asked to, and finds again what was written; who is and may not is told
  /// so.
  private func turnAway(_ visitor: Visitor, _ request: Request) throws -> Response {
    guard visitor.person == nil, try accounts.isInUse() else { throw Refusal(.forbidden) }
    if request.method.isSafe { return .redirect(to: Paths.login(for: request.rawTarget)) }
    let kept = KeptForm(sent: request)
    return try LoginRoutes(context: self).page(
      kept.path, kept: kept.isEmpty ? nil : kept, problem: .loggedOut, request)
  }
}

extension Request {
  private static let initialsField = ArticleForm.Field.initials.rawValue

  /// The same request, its form signed by who is logged in: whatever stands in the field, nobody
  /// writes under another's initials.
  func signed(by person: Person?) -> Request {
    guard let person, let form else { return self }
    let others = form.filter { $0.name != Request.initialsField }
    return withForm(others + [(name: Request.initialsField, value: person.initials)])
  }
}

extension FormGuard.Session {
  /// Whose texts a staff page shows; on a node without accounts whoever sits at it reads all.
  var reader: AudienceFilter { person?.rights.audience ?? .staff }
}

extension Replica {
  /// What readers have of an article, where it is for this one: the check of the role lets nobody
  /// come here who may read less, and a page that forgot it would still show nothing more.
  func publication(
    of document: ChangeID, ifAdmittedBy reader: AudienceFilter
  ) throws -> Publication? {
    try publication(of: document).flatMap { publication in
      reader.admits(publication.article.audience) ? publication : nil
    }
  }
}
