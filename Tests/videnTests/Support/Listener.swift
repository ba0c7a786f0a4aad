import Foundation
import Glibc

/// A port of loopback at which whoever calls gets the same bytes and then the end of the
/// connection, or nothing at all for as long as they wait.
final class Listener: Sendable {
  let port: Int
  private let descriptor: Int32

  /// - Parameter answer: `nil` never accepts: the caller is connected and waits.
  /// - Parameter wanted: 0 lets the kernel choose.
  init(answer: [UInt8]?, port wanted: Int = 0) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.descriptor = descriptor
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(wanted).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard result else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    guard let answer else { return }
    Thread.detachNewThread {
      while true {
        let accepted = accept(descriptor, nil, nil)
        guard accepted >= 0 else { return }
        Listener.serve(answer, on: accepted)
        close(accepted)
      }
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  /// Hears the whole request first: closing over unread bytes would reset the connection, and the
  /// answer with it.
  private static func serve(_ answer: [UInt8], on descriptor: Int32) {
    var request = ""
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !isWhole(request) {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
      }
      guard count > 0 else { return }
      request += String(decoding: buffer[..<count], as: Unicode.ASCII.self)
    }
    _ = unsafe answer.withUnsafeBytes {
      unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
  }

  private static func isWhole(_ request: String) -> Bool {
    let parts = request.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let length = parts[0].lowercased().split(separator: "\r\n")
      .first { $0.hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
    return parts[1].unicodeScalars.count >= length ?? 0
  }
}
