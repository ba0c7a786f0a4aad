import Digest
import HTTP
import Knowledge
import WebUI

// On a node without accounts nobody knows who sits there, and nobody likes to say so sixty times a
// day: the browser remembers the initials for as long as it is open. They only fill in a field.

private let initialsCookie = "fv-initialer"

extension FormGuard.Session {
  /// What the field for initials begins with; empty where a login signs.
  func initials(in request: Request) -> String {
    guard person == nil, let bytes = request.cookie(initialsCookie).flatMap(Hex.decode) else {
      return ""
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Response {
  /// The same answer, which lets the browser remember who wrote.
  func remembering(initials: String, _ session: FormGuard.Session) -> Response {
    guard session.person == nil, !initials.isEmpty else { return self }
    var response = self
    response.headers.add(
      "Set-Cookie",
      "\(initialsCookie)=\(Hex.encode(Array(initials.utf8))); Path=/; HttpOnly; SameSite=Strict")
    return response
  }
}
