/// Whom people can turn to who use this node's pages, as whoever starts it says.
public struct NodeContact: Hashable, Sendable {
  public var phone: String?
  /// Where to write, for help and for holes in the security alike.
  public var mail: String?
  /// The address of the municipality's own accessibility statement.
  public var accessibilityStatement: String?

  public init(
    phone: String? = nil, mail: String? = nil, accessibilityStatement: String? = nil
  ) {
    self.phone = phone
    self.mail = mail
    self.accessibilityStatement = accessibilityStatement
  }
}
