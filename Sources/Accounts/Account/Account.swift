public import Knowledge

/// Somebody who may log in to this node.
///
/// Accounts are local: they never travel. What a person may do follows from `role` until the base
/// says something of the people at this node; grants name them by `initials`, as changes do.
public struct Account: Hashable, Sendable {
  public let id: Int64
  /// What the person logs in with: small letters, digits, '.', '-', '_' and '@'.
  public let name: String
  public let fullName: String
  /// What stands in the history of what the person writes.
  public let initials: String
  public let role: Role
  public let isDisabled: Bool
  /// Milliseconds since 1970.
  public let createdAt: Int64
}

/// The rules for what accounts are called.
public enum AccountName {
  public static let countMax = 64

  /// The name in small letters without blanks around it; `nil` for what cannot be a name.
  public static func normalised(_ text: String) -> String? {
    let name = text.lowercased().split(separator: " ", omittingEmptySubsequences: true)
    guard name.count == 1, let first = name.first.map(String.init),
      (1...countMax).contains(first.utf8.count), first.utf8.allSatisfy(isAllowed)
    else { return nil }
    return first
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "@"): true
    default: false
    }
  }
}

/// Why an account cannot be made or changed.
public enum AccountError: Error, Hashable, Sendable {
  case badName(String)
  case nameTaken(String)
  case unknown(String)
  case badPassword(PasswordProblem)
  /// The last account that may see to the others would be gone.
  case lastAdmin(String)
}
