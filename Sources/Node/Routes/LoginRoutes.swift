import Accounts
import HTTP
import WebUI

/// Logging in and out.
struct LoginRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(.get, Paths.login, handler: context.handler { request, _ in try show(request) })
    router.add(
      .post, Paths.login, on: .sideline,
      handler: context.handler { request, _ in try logIn(request) })
    router.add(
      .post, Paths.logout,
      handler: context.handler { request, _ in try logOut(request) })
  }

  // MARK: The page

  private func show(_ request: Request) throws -> Response {
    let wanted = LoginRoutes.path(request.query(LoginPage.targetField))
    if try context.visitor(of: request).person != nil { return .redirect(to: wanted) }
    return try page(wanted, kept: nil, problem: nil, request)
  }

  func page(
    _ wanted: String, kept: KeptForm?, problem: LoginPage.Problem?, name: String = "",
    _ request: Request
  ) throws -> Response {
    let session = context.forms.session(of: request)
    let page = LoginPage(
      name: name, target: wanted, token: session.token, carried: kept?.carried ?? [],
      keptTexts: kept?.texts ?? [], problem: problem)
    var response = try context.store.read { replica in
      context.answer(page, on: try context.site(replica, for: request), .never)
    }
    if let cookie = session.cookie { response.headers.add("Set-Cookie", cookie) }
    if case .later(let seconds) = problem { response.headers.set("Retry-After", "\(seconds)") }
    return response
  }

  /// Only a path of this site is led to; anything else is the front page.
  private static func path(_ given: String?) -> String {
    let second = given?.utf8.dropFirst().first
    guard let given, given.utf8.first == UInt8(ascii: "/"), second != UInt8(ascii: "/"),
      second != UInt8(ascii: "\\"), !given.hasPrefix(Paths.login)
    else { return Paths.articles }
    return given
  }

  // MARK: In

  private func logIn(_ request: Request) throws -> Response {
    guard request.comesFromOwnPage else { throw Refusal(.forbidden) }
    let wanted = LoginRoutes.path(request.form(LoginPage.targetField))
    let kept = KeptForm(carriedBy: request, to: wanted)
    let name = request.form(LoginPage.nameField) ?? ""
    func again(_ problem: LoginPage.Problem) throws -> Response {
      try page(wanted, kept: kept.isEmpty ? nil : kept, problem: problem, name: name, request)
    }
    guard context.forms.admits(request) else { return try again(.expired) }
    let outcome = try context.accounts.logIn(
      name: name, password: request.form(LoginPage.passwordField) ?? "",
      from: context.configuration.proxies.network(of: request),
      label: context.configuration.proxies.network(of: request), now: context.configuration.now())
    switch outcome {
    case .refused: return try again(.wrong)
    case .later(let seconds): return try again(.later(seconds: seconds))
    case .welcome(let account, let secret):
      var response =
        kept.isEmpty ? Response.redirect(to: wanted) : try resume(kept, account, secret)
      response.headers.add("Set-Cookie", context.forms.loginCookie(secret, for: request))
      return response
    }
  }

  /// Leads back to what was being done when the login ended.
  private func resume(_ kept: KeptForm, _ account: Account, _ secret: String) throws -> Response {
    let page = ResumePage(
      name: account.fullName, path: kept.path,
      token: context.forms.session(ofLogin: secret).token, fields: kept.fields,
      keptTexts: kept.texts)
    return context.answer(page, on: context.bareSite(for: Reading()), .never)
  }

  // MARK: Out

  private func logOut(_ request: Request) throws -> Response {
    guard request.comesFromOwnPage, context.forms.admits(request) else {
      throw Refusal(.forbidden)
    }
    if let secret = context.forms.loginSecret(in: request) {
      try context.accounts.endSession(secret)
    }
    var response = Response.redirect(to: Paths.front)
    response.headers.add("Set-Cookie", context.forms.endOfLoginCookie(for: request))
    return response
  }
}
