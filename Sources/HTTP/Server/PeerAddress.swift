// Who is at the other end of a connection.

internal import Glibc

/// The address of a client.
struct PeerAddress: Sendable, Hashable {
  /// The address without its port. An IPv4 client of an IPv6 listener is shown as what it is.
  let text: String
  /// What the limit per address counts.
  let network: String

  init(_ storage: sockaddr_storage) {
    let family = Int32(storage.ss_family)
    let offset = family == AF_INET6 ? 8 : 4
    self = unsafe withUnsafeBytes(of: storage) { bytes in
      var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
      guard let base = bytes.baseAddress,
        unsafe inet_ntop(family, base + offset, &text, socklen_t(text.count)) != nil
      else { return PeerAddress(text: "", network: "") }
      let address = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
      let mapped = "::ffff:"
      if address.hasPrefix(mapped), address.contains(".") {
        return PeerAddress(plain: String(address.dropFirst(mapped.count)))
      }
      guard family == AF_INET6 else { return PeerAddress(plain: address) }
      let network = unsafe bytes[offset..<offset + ClientNetwork.bytes].map { $0 }
      return PeerAddress(text: address, network: ClientNetwork.name(ofIPv6: network))
    }
  }

  /// An address that is counted by itself.
  init(plain address: String) {
    self.init(text: address, network: address)
  }

  private init(text: String, network: String) {
    self.text = text
    self.network = network
  }
}

/// What a client is counted by: an IPv4 address, or the /64 of an IPv6 address. Who has one IPv6
/// address has as a rule all 2^64 of its network (RFC 6177), so to count them one by one would bind
/// nobody.
public enum ClientNetwork {
  /// The bytes of the network's part of an IPv6 address.
  static let bytes = 8

  /// The network of an address as text; what is no address is counted as it stands.
  public static func name(of address: String) -> String {
    var storage = [UInt8](repeating: 0, count: 16)
    let isIPv6 = unsafe storage.withUnsafeMutableBytes { bytes in
      unsafe inet_pton(AF_INET6, address, bytes.baseAddress) == 1
    }
    return isIPv6 ? name(ofIPv6: Array(storage[..<bytes])) : address
  }

  static func name(ofIPv6 network: [UInt8]) -> String {
    network.map { String($0, radix: 16) }.joined(separator: ":") + "/64"
  }
}
