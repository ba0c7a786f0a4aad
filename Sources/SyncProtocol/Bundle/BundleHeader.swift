import CRDT
public import Digest

/// What a bundle file says before its changes (Protocol/07 §2): what the reader must hold already,
/// what it will hold afterwards, and the digest of the replica that wrote it.
public struct BundleHeader: Hashable, Sendable {
  public let from: PeerVector
  public let to: PeerVector
  public let digest: SHA256Digest

  public init(from: PeerVector, to: PeerVector, digest: SHA256Digest) {
    self.from = from
    self.to = to
    self.digest = digest
  }
}

/// The proof that a bundle comes from the holder of a pair's key; one for each recipient.
public struct BundleSeal: Hashable, Sendable {
  public let keyID: String
  public let code: SHA256Digest
}

enum BundleFormat {
  static let magic = Array("FVBUNDLE".utf8)
  static let version: UInt8 = 1
  static let sealsMax = 256

  /// What is hashed and sealed is everything before the seals.
  static func code(
    over content: SHA256Digest, key: [UInt8], in domain: HashDomain = .bundle
  ) -> SHA256Digest {
    var code = HMAC(key: key)
    code.update(domain.rawValue.utf8)
    code.update([0])
    code.update(content.bytes)
    return code.finalize()
  }
}

extension ByteWriter {
  /// A seal for each key over content of that hash.
  mutating func seals(
    _ keys: [(name: String, key: [UInt8])], over content: SHA256Digest,
    in domain: HashDomain = .bundle
  ) {
    precondition(keys.count <= BundleFormat.sealsMax)
    varint(UInt64(keys.count))
    for (name, key) in keys {
      string(name)
      bytes(BundleFormat.code(over: content, key: key, in: domain).bytes)
    }
  }
}

extension ByteReader {
  mutating func seals() throws(ByteError) -> [BundleSeal] {
    var seals: [BundleSeal] = []
    for _ in 0..<(try count(upTo: BundleFormat.sealsMax)) {
      seals.append(BundleSeal(keyID: try string(), code: try digest()))
    }
    return seals
  }
}
