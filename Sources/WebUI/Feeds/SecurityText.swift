/// Where to tell of a hole in the site's security (RFC 9116).
public struct SecurityText: Hashable, Sendable {
  /// A mail address.
  public var mail: String
  /// The site as readers reach it, without a slash at the end.
  public var origin: String
  /// When what it says should no longer be relied on, RFC 3339 in UTC (§2.5.5).
  public var expires: String

  public init(mail: String, origin: String, expires: String) {
    self.mail = mail
    self.origin = origin
    self.expires = expires
  }

  /// The languages are in no order of preference (§2.5.8). A page over plain HTTP names no canonical
  /// address, since that must begin with https (§2.5.2).
  public var text: String {
    let canonical =
      origin.hasPrefix("https://") ? "Canonical: \(origin)\(Paths.securityText)\n" : ""
    return """
      Contact: mailto:\(mail.filter { !$0.isWhitespace })
      Expires: \(expires)
      Preferred-Languages: da, en
      \(canonical)
      """
  }
}
