/// Why a request or an answer between nodes is not believed. Towards the peer all of them but
/// `clockSkew` and `tooEarly` look alike (Protocol/06 §5).
public enum SignatureError: Error, Hashable, Sendable {
  /// A header that the profile demands is missing or stands there twice.
  case missing
  /// A header that is not written exactly as the profile writes it: other components, another
  /// order, another algorithm, a second signature.
  case notThisProfile
  /// Meant for another node.
  case wrongRecipient
  /// From another node than the one that was asked.
  case wrongSender
  /// The body is not the one that was signed.
  case bodyMismatch
  /// The code does not fit the key.
  case wrongCode
  /// Made too long ago, or in the future: how many seconds the signer's clock is ahead.
  case clockSkew(secondsAhead: Int64)
  /// Made before this node began to remember what it has seen; the same request, signed anew, is
  /// accepted.
  case tooEarly
  /// Seen before.
  case replayed
  /// More requests in the window than can be remembered.
  case tooMany
}

extension SignatureError {
  /// What the peer is told: only the holder of the key learns more than that it was refused.
  public var refusal: Refusal {
    switch self {
    case .clockSkew: Refusal(reason: .clockSkew)
    case .tooEarly: Refusal(reason: .tooEarly)
    case .tooMany: Refusal(reason: .busy)
    case .missing, .notThisProfile, .wrongRecipient, .wrongSender, .bodyMismatch, .wrongCode,
      .replayed:
      Refusal(reason: .notAuthentic)
    }
  }
}
