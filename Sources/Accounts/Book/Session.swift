internal import Digest

/// One login that lasts, as its owner sees it.
public struct Session: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case browser
    /// A key for a script; it lasts until it is revoked.
    case key
  }

  public let kind: Kind
  public let label: String
  public let createdAt: Int64
  public let seenAt: Int64
  /// Whether it is the one that asks.
  public let isCurrent: Bool

  /// A login that nobody uses ends after an hour.
  public static let idleMilliseconds: Int64 = 60 * 60 * 1_000
  /// And every login after a working day.
  public static let absoluteMilliseconds: Int64 = 12 * 60 * 60 * 1_000
  /// Use is noted this often: writing at each request would be a commit for each page.
  static let noteMilliseconds: Int64 = 60 * 1_000
  /// A login that seems to be from the future was made before a clock was set back; a minute or two
  /// is what clocks are set by every day.
  static let clockSlack: Int64 = 5 * 60 * 1_000

  private static let secretBytes = 32

  /// 256 random bits in hexadecimal: what the browser or the script holds.
  static func freshSecret() -> String {
    var random = SystemRandomNumberGenerator()
    return Hex.encode((0..<secretBytes).map { _ in random.next() as UInt8 })
  }

  /// What is stored of it; `nil` for what cannot be one.
  static func stored(_ secret: String) -> [UInt8]? {
    guard secret.utf8.count == secretBytes * 2, Hex.decode(secret) != nil else { return nil }
    return SHA256.hash(Array(secret.utf8)).bytes
  }
}
