/// HKDF with SHA-256 (RFC 5869): makes keys from a secret that is long enough but not evenly
/// random, such as a pairing code together with both nodes' nonces.
public enum HKDF {
  /// The most that one secret may be stretched to: 255 blocks (RFC 5869 §2.3).
  public static let outputBytesMax = 255 * SHA256Digest.byteCount

  /// `count` bytes of key. `info` says what the key is for, so that two uses of one secret never
  /// share a key.
  public static func key(
    from secret: some Sequence<UInt8>, salt: some Sequence<UInt8>, info: some Sequence<UInt8>,
    count: Int
  ) -> [UInt8] {
    precondition(count >= 0)
    precondition(count <= outputBytesMax)
    return expand(HMAC.code(for: secret, key: salt), info: Array(info), count: count)
  }

  /// RFC 5869 §2.3: T(n) = HMAC(key, T(n-1) ‖ info ‖ n).
  private static func expand(_ key: SHA256Digest, info: [UInt8], count: Int) -> [UInt8] {
    let start = HMAC(key: key.bytes)
    var output: [UInt8] = []
    var previous: [UInt8] = []
    var counter: UInt8 = 1
    while output.count < count {
      var block = start
      block.update(previous)
      block.update(info)
      block.update(CollectionOfOne(counter))
      previous = block.finalize().bytes
      output.append(contentsOf: previous)
      counter &+= 1
    }
    return Array(output.prefix(count))
  }
}
