import HTTP

/// What the reverse proxies in front of this node are believed, and nobody else.
///
/// A field such as X-Forwarded-For can be written by anyone. It counts only when the connection it
/// came on is from one of `addresses`.
public struct ProxyTrust: Sendable, Hashable {
  /// The proxies' own addresses.
  public var addresses: Set<String> = []
  /// The field in which a proxy that has logged the person in says the account's name; `nil` where
  /// none does.
  public var nameField: String?

  public init(addresses: Set<String> = [], nameField: String? = nil) {
    self.addresses = addresses
    self.nameField = nameField
  }

  private func isTrusted(_ request: Request) -> Bool { addresses.contains(request.peer) }

  /// Whether the browser came over TLS, which ends at the proxy.
  func isSecure(_ request: Request) -> Bool {
    isTrusted(request)
      && request.headers.first("X-Forwarded-Proto")?.lowercased() == "https"
  }

  /// The name that the proxy vouches for.
  func name(in request: Request) -> String? {
    guard let nameField, isTrusted(request) else { return nil }
    // Two of them are one that the proxy put there and one that it should have taken away.
    let names = request.headers.all(nameField)
    return names.count == 1 ? names[0] : nil
  }

  /// Where the request comes from: the nearest hop that is none of our proxies. What stands further
  /// to the left was written by that hop itself.
  func network(of request: Request) -> String {
    guard isTrusted(request) else { return ClientNetwork.name(of: request.peer) }
    let hops = request.headers.all("X-Forwarded-For")
      .flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .map { hop in String(hop.filter { $0 != " " }) }
    let client = hops.last { !addresses.contains($0) }
    return ClientNetwork.name(of: client ?? request.peer)
  }
}
