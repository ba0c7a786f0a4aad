import Accounts
import HTTP
import ReplicaStore
import WebUI

/// The citizens' pages as plain files, for any web server to show when the node is down.
///
/// It asks the node's own routes, as a stranger would, and follows the links: what citizens may not
/// read is not there because nobody links to it and nobody would be answered. Links between the files
/// are relative, so they can lie in any folder, or on a stick. What needs a node is left out: the
/// search, the script, logging in.
public struct StaticSite: Sendable {
  /// A file of the site: its path below the site's folder, and its content.
  public struct File: Sendable {
    public let path: String
    public let bytes: [UInt8]
  }

  private let context: NodeContext
  private let router: Router

  /// - Throws: what `NodeStore.init` throws. A node that serves the same folder is not in the way.
  public init(_ configuration: NodeConfiguration) throws {
    let context = try NodeContext(
      configuration, store: NodeStore(configuration.folder, readers: 1),
      accounts: AccountBook(path: configuration.folder.accounts))
    self.init(context)
  }

  init(_ context: NodeContext) {
    self.context = context
    router = context.router
  }

  /// Visits every file of the site; the same base gives the same files.
  ///
  /// - Throws: `StaticSiteError` for a page that the node links to and cannot show.
  public func visitFiles(_ visit: (File) throws -> Void) throws {
    var waiting = [Paths.front]
    var seen: Set<String> = [Paths.front]
    var ends: [String: String] = [:]
    let end = { (target: String) -> String in
      if let known = ends[target] { return known }
      let end = (try? load(target).target) ?? target  // what cannot be shown is said in its turn
      ends[target] = end
      return end
    }
    while let asked = waiting.popLast() {
      let (target, response) = try load(asked)
      let path = SiteLinks.file(of: target)
      guard response.isHTML else {
        try visit(File(path: path, bytes: response.body))
        continue
      }
      var links = SiteLinks(page: path, moved: end)
      let page = links.rewrite(String(decoding: response.body, as: UTF8.self))
      try visit(File(path: path, bytes: Array(page.utf8)))
      for link in links.found.sorted().reversed() where seen.insert(link).inserted {
        waiting.append(link)
      }
    }
  }

  /// The answer to a stranger, and the address that it has in the end.
  private func load(_ target: String) throws -> (target: String, response: Response) {
    var target = target
    for _ in 0..<3 {
      let response = try answer(to: target)
      guard let next = response.headers.first("Location") else {
        guard response.status == .ok else {
          throw StaticSiteError(target: target, status: response.status.code)
        }
        return (target, response)
      }
      target = next
    }
    throw StaticSiteError(target: target, status: HTTP.Status.seeOther.code)
  }

  private func answer(to target: String) throws -> Response {
    // An address of the documentation block (RFC 5737): nobody who sits at this machine.
    let request = try Request(.get, target, peer: "192.0.2.1")
    return router.answer(request) { [context] in context.errorAnswer($0, to: $1) }
  }
}

/// A page of the site that the node did not show.
public struct StaticSiteError: Error, Hashable, Sendable {
  public let target: String
  public let status: Int
}

extension Response {
  fileprivate var isHTML: Bool { headers.first("Content-Type")?.hasPrefix("text/html") == true }
}
