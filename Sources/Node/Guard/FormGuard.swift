import Digest
import HTTP

/// Keeps other people's pages from sending our forms.
///
/// A form carries a token that is made from a cookie of the browser; a foreign page knows neither.
/// Who is logged in has the cookie of the login; anybody else gets one that names nobody, and its
/// token is under a secret of this process: after a restart it is old, and the form comes back with
/// its text and a new one. The token of a login outlives a restart as the login does.
struct FormGuard: Sendable {
  static let cookieName = "fv"
  static let tokenField = "token"

  let proxies: ProxyTrust
  private let secret: [UInt8] = FormGuard.randomBytes(32)

  init(proxies: ProxyTrust = ProxyTrust()) {
    self.proxies = proxies
  }

  /// What a page with a form needs.
  struct Session: Sendable {
    let token: String
    /// The field that gives the browser its cookie; `nil` where it has one.
    let cookie: String?
    /// Who is logged in, if anybody is.
    var person: Person?
  }

  /// The session of a browser, a new one where it has none.
  func session(of request: Request) -> Session {
    if let token = token(for: request) { return Session(token: token, cookie: nil) }
    let id = Hex.encode(FormGuard.randomBytes(16))
    return Session(
      token: token(ofBrowser: id),
      cookie: "\(FormGuard.cookieName)=\(id); Path=/; HttpOnly; SameSite=Strict"
        + (proxies.isSecure(request) ? "; Secure" : ""))
  }

  /// The session of a login that begins with this very answer.
  func session(ofLogin secret: String) -> Session {
    Session(token: token(ofLogin: secret), cookie: nil)
  }

  /// Whether the form was made here, for this browser, by this process.
  func admits(_ request: Request) -> Bool {
    request.form(FormGuard.tokenField).map { admits(request, token: $0) } ?? false
  }

  /// The same for a form whose fields are parts, as one with a file in it has.
  func admits(_ request: Request, token given: String) -> Bool {
    guard let token = token(for: request) else { return false }
    return ConstantTime.areEqual(Array(given.utf8), Array(token.utf8))
  }

  private func token(for request: Request) -> String? {
    if let login = loginSecret(in: request) { return token(ofLogin: login) }
    return FormGuard.browserID(of: request).map(token(ofBrowser:))
  }

  private func token(ofBrowser id: String) -> String {
    Hex.encode(HMAC.code(for: Array(id.utf8), key: secret).bytes)
  }

  private func token(ofLogin secret: String) -> String {
    Hex.encode(HMAC.code(for: Array("faellesviden form".utf8), key: Array(secret.utf8)).bytes)
  }

  private static func browserID(of request: Request) -> String? {
    guard let id = request.cookie(cookieName), id.utf8.count == 32, Hex.decode(id) != nil else {
      return nil
    }
    return id
  }

  private static func randomBytes(_ count: Int) -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<count).map { _ in random.next() }
  }
}

// MARK: The cookie of a login

extension FormGuard {
  private static let loginName = "fv-login"
  private static let secretDigits = 64

  /// Over TLS the cookie has a name that a browser takes from nobody but this very host, over TLS
  /// (RFC 6265bis, "__Host-"); a neighbour in the same domain cannot put one there.
  private func loginCookieName(_ request: Request) -> String {
    (proxies.isSecure(request) ? "__Host-" : "") + FormGuard.loginName
  }

  /// The secret of the browser's login, whether or not it still lasts.
  func loginSecret(in request: Request) -> String? {
    guard let secret = request.cookie(loginCookieName(request)),
      secret.utf8.count == FormGuard.secretDigits, Hex.decode(secret) != nil
    else { return nil }
    return secret
  }

  /// The field that gives the browser its login. Lax, so that who follows a link in a mail to a page
  /// here is still logged in; forms have a token besides.
  func loginCookie(_ secret: String, for request: Request) -> String {
    cookie("\(loginCookieName(request))=\(secret)", for: request)
  }

  /// The field that takes it away.
  func endOfLoginCookie(for request: Request) -> String {
    cookie("\(loginCookieName(request))=; Max-Age=0", for: request)
  }

  private func cookie(_ pair: String, for request: Request) -> String {
    "\(pair); Path=/; HttpOnly; SameSite=Lax" + (proxies.isSecure(request) ? "; Secure" : "")
  }
}

extension Request {
  /// Whether a login came with it, good or not: such an answer is nobody else's.
  var carriesLogin: Bool {
    headers.contains("Authorization") || cookies.contains { $0.name.hasSuffix("fv-login") }
  }
}
