import Digest
import SyncProtocol

/// The 256-bit key that two nodes share, and nobody else: one for each pair (DESIGN §6).
///
/// It lies in a file of its own that only the owner can read. A wider file is refused, as `ssh`
/// refuses one.
public struct PeerKey: Hashable, Sendable {
  /// The 32 secret bytes.
  public let secret: [UInt8]

  /// Names the key without giving it away.
  public var id: String { PairingKeys.id(of: secret) }

  /// Draws a new key.
  public init(random: inout some RandomNumberGenerator) {
    secret = (0..<4).flatMap { _ in
      bigEndianBytes(random.next() as UInt64)
    }
  }

  /// Reads 64 hexadecimal digits.
  public init?(_ hex: String) {
    guard let bytes = Hex.decode(hex), bytes.count == 32 else { return nil }
    secret = bytes
  }

  /// A key that was made from other secrets.
  ///
  /// - Parameter secret: 32 bytes.
  public init(secret: [UInt8]) {
    precondition(secret.count == 32)
    self.secret = secret
  }

  public var hex: String { Hex.encode(secret) }
}

private func bigEndianBytes(_ number: UInt64) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
}

/// What one node gives another, by hand, so that they can pair: the key, and who gives it.
///
/// ```
/// faellesviden-billet 1
/// navn: Fælles hub
/// node: 6f1d2c3b4a596877
/// noegle: 64 hexadecimal digits
/// ```
public struct PairingTicket: Hashable, Sendable {
  public var name: String
  public var node: UInt64
  public var key: PeerKey

  public init(name: String, node: UInt64, key: PeerKey) {
    self.name = name
    self.node = node
    self.key = key
  }

  public var text: String {
    """
    faellesviden-billet 1
    navn: \(name)
    node: \(Hex.encode(bigEndianBytes(node)))
    noegle: \(key.hex)

    """
  }

  /// Reads a ticket; `nil` if any line is missing or is not what it should be.
  public init?(_ text: String) {
    let lines = text.split(separator: "\n")
    guard lines.first == "faellesviden-billet 1" else { return nil }
    func value(_ name: String) -> String? {
      lines.first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
    }
    guard let name = value("navn"), let node = value("node").flatMap({ UInt64($0, radix: 16) }),
      let key = value("noegle").flatMap(PeerKey.init)
    else { return nil }
    self.init(name: name, node: node, key: key)
  }
}
