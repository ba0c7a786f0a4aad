/// What a reader may see: the one filter that every way of reading goes through.
///
/// It is made from who somebody is, once, and handed down; nothing further down decides about
/// audiences. Citizens and partners see what was approved, for them or for a wider circle, and not
/// withdrawn; staff also see what is being written.
public struct AudienceFilter: Hashable, Sendable {
  public let reader: Audience

  public init(_ reader: Audience) {
    self.reader = reader
  }

  /// Whoever comes without a login.
  public static let citizen = AudienceFilter(.citizen)
  public static let partner = AudienceFilter(.partner)
  public static let staff = AudienceFilter(.staff)

  /// The filter for somebody with these roles.
  public init(roles: some Sequence<Role>) {
    self.init(roles.map(\.audience).max() ?? .citizen)
  }

  /// Whether a published text for this audience may be shown.
  public func admits(_ audience: Audience) -> Bool { reader.mayRead(audience) }
}
