public import Digest

/// The `Content-Digest` field (RFC 9530 §2) with sha-256 and nothing else.
public enum ContentDigest {
  public static let name = "content-digest"

  public static func field(_ digest: SHA256Digest) -> String {
    "sha-256=:\(Base64.encode(digest.bytes)):"
  }

  /// `nil` unless the field is what `field` writes for some digest.
  public static func parse(_ field: String) -> SHA256Digest? {
    let prefix = "sha-256=:"
    guard field.hasPrefix(prefix), field.hasSuffix(":"), field.utf8.count > prefix.utf8.count,
      let bytes = Base64.decode(String(field.dropFirst(prefix.count).dropLast()))
    else { return nil }
    return SHA256Digest(bytes: bytes)
  }
}
