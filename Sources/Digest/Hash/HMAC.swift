/// HMAC with SHA-256 (RFC 2104): proof that whoever sent these bytes holds the key.
///
/// Compare two codes with `ConstantTime.areEqual`, never with `==`.
public struct HMAC: Sendable {
  private var inner: SHA256
  private let outer: SHA256

  public init(key: some Sequence<UInt8>) {
    // RFC 2104 §2: a key longer than a block is hashed first, a shorter one is filled with zeros.
    var block = Array(key)
    if block.count > 64 { block = SHA256.hash(block).bytes }
    block.append(contentsOf: repeatElement(0, count: 64 - block.count))
    var inner = SHA256()
    inner.update(block.map { $0 ^ 0x36 })
    var outer = SHA256()
    outer.update(block.map { $0 ^ 0x5c })
    self.inner = inner
    self.outer = outer
  }

  /// The code of bytes that are all at hand.
  public static func code(
    for message: some Sequence<UInt8>, key: some Sequence<UInt8>
  ) -> SHA256Digest {
    var code = HMAC(key: key)
    code.update(message)
    return code.finalize()
  }

  public mutating func update(_ bytes: some Sequence<UInt8>) {
    inner.update(bytes)
  }

  public consuming func finalize() -> SHA256Digest {
    var result = outer
    result.update(inner.finalize())
    return result.finalize()
  }
}
