// The request methods this server knows.

/// A request method (RFC 9110 §9.3, RFC 5789). TRACE is known so that it can be refused by what it
/// is: it would show a page what the browser sends in its name. Methods are case-sensitive; one that is not listed
/// here never reaches a handler, the server answers it with 501.
public enum Method: String, Sendable, Hashable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
  case options = "OPTIONS"
  case trace = "TRACE"

  /// A safe method asks for nothing but information (RFC 9110 §9.2.1), so a handler for it must
  /// not change state.
  public var isSafe: Bool {
    switch self {
    case .get, .head, .options, .trace: true
    case .post, .put, .patch, .delete: false
    }
  }
}
