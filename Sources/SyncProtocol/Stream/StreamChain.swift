public import Digest

/// The running hash of one replica's stream of changes (Protocol/02 §3).
///
///     payload hash = SHA-256("fv1:payload" 0 ‖ payload)
///     commitment   = SHA-256("fv1:change" 0 ‖ header ‖ payload hash)
///     chain        = SHA-256("fv1:stream" 0 ‖ previous chain, or 32 zeros ‖ commitment)
///
/// The salt in the payload keeps its hash from being guessed, and the commitment covers header
/// and payload hash alike: a removed payload leaves header and payload hash, a withheld change
/// leaves only the commitment, and both leave the chain verifiable.
public enum StreamChain {
  public static func next(
    after previous: SHA256Digest?, header: ChangeHeader, payloadHash: SHA256Digest
  ) -> SHA256Digest {
    next(after: previous, commitment: commitment(to: header, payloadHash: payloadHash))
  }

  public static func next(
    after previous: SHA256Digest?, commitment: SHA256Digest
  ) -> SHA256Digest {
    var hash = HashDomain.stream.start
    if let previous {
      hash.update(previous)
    } else {
      for _ in 0..<SHA256Digest.byteCount { hash.update(0) }
    }
    hash.update(commitment)
    return hash.finalize()
  }

  public static func commitment(
    to header: ChangeHeader, payloadHash: SHA256Digest
  ) -> SHA256Digest {
    var hash = HashDomain.change.start
    hash.update(header.canonicalBytes)
    hash.update(payloadHash)
    return hash.finalize()
  }

  public static func payloadHash(_ payload: [UInt8]) -> SHA256Digest {
    var hash = HashDomain.payload.start
    hash.update(payload)
    return hash.finalize()
  }
}

/// What a hash is for, hashed first and ended by a zero byte: content of one kind can never be
/// mistaken for content of another.
enum HashDomain: String {
  case payload = "fv1:payload"
  case change = "fv1:change"
  case stream = "fv1:stream"
  case vector = "fv1:vector"
  case bundle = "fv1:bundle"
  case fork = "fv1:fork"
  case view = "fv1:view"
  case code = "fv1:code"
  case salt = "fv1:salt"
  case relay = "fv1:relay"
  case words = "fv1:words"

  /// A hash that has taken in the domain.
  var start: SHA256 {
    var hash = SHA256()
    hash.update(rawValue.utf8)
    hash.update(0)
    return hash
  }
}
