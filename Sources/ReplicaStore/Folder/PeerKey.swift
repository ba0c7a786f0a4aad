import Digest
import Glibc

/// The 256-bit key that two nodes share, and nobody else: one for each pair (DESIGN §6).
///
/// It lies in a file of its own that only the owner can read. A wider file is refused, as `ssh`
/// refuses one.
public struct PeerKey: Hashable, Sendable {
  /// The 32 secret bytes.
  public let secret: [UInt8]

  /// Names the key without giving it away: 16 hexadecimal digits of its hash under a domain of
  /// its own.
  public var id: String {
    String(SHA256.hash(Array("faellesviden-key-id".utf8) + secret).description.prefix(16))
  }

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

extension DataFolder {
  /// Reads a peer's key.
  ///
  /// - Throws: `FolderError.badKey` when the file is missing, is not a key, is a link, or can be
  ///   read by others.
  public func key(ofPeer name: String) throws(FolderError) -> PeerKey {
    let path = keyPath(name)
    let text = try SecretFile.read(path)
    guard let key = PeerKey(text.trimmingSuffix { $0.isNewline }) else {
      throw .badKey(path: path, reason: "64 hexadecimale cifre ventet")
    }
    return key
  }

  /// Keeps a peer's key, for the owner alone.
  public func store(_ key: PeerKey, ofPeer name: String) throws(FolderError) {
    try SecretFile.write(key.hex + "\n", to: keyPath(name))
  }

  public func removeKey(ofPeer name: String) {
    // A key that is not there is as gone as it should be.
    _ = unsafe unlink(keyPath(name))
  }

  private func keyPath(_ name: String) -> String { "\(keys)/\(name).key" }
}

/// Small files that nobody but their owner may read.
public enum SecretFile {
  static let bytesMax = 4096

  /// Reads the whole file.
  ///
  /// - Throws: `FolderError.badKey` when it is missing, a link, or readable by others.
  public static func read(_ path: String) throws(FolderError) -> String {
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .badKey(path: path, reason: SystemError.last)
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
      throw .badKey(path: path, reason: "andre end ejeren kan læse den; kør chmod 600")
    }
    var bytes = [UInt8](repeating: 0, count: bytesMax)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
    }
    guard count > 0, let text = String(validating: bytes.prefix(count), as: UTF8.self) else {
      throw .badKey(path: path, reason: "filen er tom eller ikke tekst")
    }
    return text
  }

  /// Writes the file anew, readable by the owner alone from its first byte.
  public static func write(_ text: String, to path: String) throws(FolderError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0, fchmod(descriptor, 0o600) == 0 else {
      throw .cannotCreate(path: path, reason: SystemError.last)
    }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    let written = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
    }
    guard written == bytes.count, fsync(descriptor) == 0 else {
      throw .cannotCreate(path: path, reason: SystemError.last)
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while isUnwanted: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isUnwanted(last) { text.removeLast() }
    return String(text)
  }
}
