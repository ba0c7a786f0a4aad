import HTTP

/// Where a request came from, as far as it can be known.
extension Request {
  /// Whether it was made at this machine: the connection is over loopback, the name asked for is
  /// loopback's own, and no proxy says that it speaks for somebody else.
  ///
  /// The name matters because a page elsewhere can make its own name mean 127.0.0.1 (DNS
  /// rebinding) and would then be the same origin as ours.
  var isLocal: Bool {
    Request.isLoopback(address: peer) && Request.isLoopback(name: hostName)
      && !headers.contains("X-Forwarded-For") && !headers.contains("Forwarded")
  }

  /// Whether the browser says that a page of this very site sent it (Fetch Metadata §2.4, RFC 6454
  /// §7). A browser sends one of the two with every form; what sends neither is no browser, and has
  /// no business in forms.
  var comesFromOwnPage: Bool {
    let site = headers.first("Sec-Fetch-Site")
    let origin = headers.first("Origin")
    guard site != nil || origin != nil else { return false }
    if let site, site != "same-origin" { return false }
    if let origin, !isOwn(origin) { return false }
    return true
  }

  /// The scheme is the proxy's matter; name and port must be those that were asked for.
  private func isOwn(_ origin: String) -> Bool {
    for scheme in ["http://", "https://"] where origin.hasPrefix(scheme) {
      return origin.dropFirst(scheme.count).lowercased() == host.lowercased()
    }
    return false
  }

  /// The host without its port.
  private var hostName: String {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      return String(host[host.index(after: host.startIndex)..<end])
    }
    return String(host.prefix { $0 != ":" }).lowercased()
  }

  private static func isLoopback(name: String) -> Bool {
    name == "localhost" || name.hasSuffix(".localhost") || isLoopback(address: name)
  }

  private static func isLoopback(address: String) -> Bool {
    let plain = address.hasPrefix("::ffff:") ? String(address.dropFirst(7)) : address
    guard plain != "::1" else { return true }
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
