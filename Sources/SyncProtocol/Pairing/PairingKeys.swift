import CRDT
import Digest

/// The keys that pairing makes, all by HKDF with SHA-256 (RFC 5869; Protocol/09 §4).
///
/// What protects them is the entropy of what they are made from. There is no key agreement that
/// would survive the code becoming known (that needs more than a hash): whoever has recorded the
/// pairing *and* gets the code has the key. So a code is told from person to person, works once,
/// and is worth nothing afterwards to anybody who did not listen to the line.
public enum PairingKeys {
  public static let keyBytes = 32

  /// Names a key without giving it away: 16 hexadecimal digits of its hash under a domain of its
  /// own.
  public static func id(of key: [UInt8]) -> String {
    String(SHA256.hash(Array("faellesviden-key-id".utf8) + key).description.prefix(16))
  }

  /// Signs the pairing itself.
  public static func invitationKey(of code: PairingCode) -> [UInt8] {
    HKDF.key(
      from: code.secret, salt: [], info: "fv1:invitation".utf8, count: keyBytes)
  }

  /// The key of the new pair. Both sides bring randomness, so neither can choose it, and both
  /// nodes' ids, so it belongs to these two.
  public static func pairKey(
    invitationKey: [UInt8], asked request: JoinRequest, answered answer: JoinAnswer
  ) -> [UInt8] {
    HKDF.key(
      from: invitationKey, salt: request.sender.nonce + answer.sender.nonce,
      info: info("fv1:pair", asker: request.sender.node, answerer: answer.sender.node),
      count: keyBytes)
  }

  /// The key that follows an old one.
  public static func nextKey(
    after key: [UInt8], asker: UInt64, answerer: UInt64, asked request: KeyChange,
    answered answer: KeyChange
  ) -> [UInt8] {
    HKDF.key(
      from: key, salt: request.nonce + answer.nonce,
      info: info("fv1:next-key", asker: asker, answerer: answerer), count: keyBytes)
  }

  private static func info(_ use: String, asker: UInt64, answerer: UInt64) -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes(use.utf8)
    writer.byte(0)
    writer.fixed64(asker)
    writer.fixed64(answerer)
    return writer.bytes
  }
}
