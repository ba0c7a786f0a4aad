import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// A public mirror shows what was let out elsewhere, and nobody writes on it: the pages for writing
/// say so, and no page leads to them.
extension NodeContext {
  /// Whether what takes this role is done on a mirror: its peers and accounts are somebody's matter
  /// there too.
  func isOutOfPlace(_ role: Role) throws -> Bool {
    guard role == .editor || role == .approver else { return false }
    return try store.read { try $0.isMirror() }
  }

  func mirrorAnswer(to request: Request) throws -> Response {
    let page = ErrorPage(
      .forbidden, explanation: ErrorPage.mirrorExplanation,
      keptTexts: KeptText.all(in: request.form ?? []))
    return try store.read { replica in
      answer(page, on: try site(replica, for: request), .never)
    }
  }

  /// Whether the visitor can correct answers here.
  func mayWrite(_ request: Request, in replica: Replica) throws -> Bool {
    try visitor(of: request).may(.editor) && !replica.isMirror()
  }
}
