import Digest
import HTTP

/// Keeps other people's pages from sending our forms.
///
/// A form carries a token that is an HMAC over a cookie of the browser, under a secret of this
/// process; a foreign page knows neither. The cookie names nobody: there is no login behind it.
/// After a restart every token is old, and the form comes back with its text and a new one.
struct FormGuard: Sendable {
  static let cookieName = "fv"
  static let tokenField = "token"

  private let secret: [UInt8] = FormGuard.randomBytes(32)

  /// What a page with a form needs.
  struct Session: Sendable {
    let token: String
    /// The field that gives the browser its cookie; `nil` where it has one.
    let cookie: String?
  }

  /// The session of a browser, a new one where it has none.
  func session(of request: Request) -> Session {
    if let id = FormGuard.sessionID(of: request) {
      return Session(token: token(of: id), cookie: nil)
    }
    let id = Hex.encode(FormGuard.randomBytes(16))
    return Session(
      token: token(of: id),
      cookie: "\(FormGuard.cookieName)=\(id); Path=/; HttpOnly; SameSite=Strict")
  }

  /// Whether the form was made here, for this browser, by this process.
  func admits(_ request: Request) -> Bool {
    guard let id = FormGuard.sessionID(of: request),
      let given = request.form(FormGuard.tokenField)
    else { return false }
    return ConstantTime.areEqual(Array(given.utf8), Array(token(of: id).utf8))
  }

  private func token(of session: String) -> String {
    Hex.encode(HMAC.code(for: Array(session.utf8), key: secret).bytes)
  }

  private static func sessionID(of request: Request) -> String? {
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
