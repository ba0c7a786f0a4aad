// Sockets that say exactly the bytes they are told to, for what no honest client or server does.

import Foundation
import Glibc

/// A blocking connection on loopback that gives up after a while.
final class Wire {
  struct Failure: Error {
    let what: String
  }

  private static let deadlineSeconds = 20
  private let descriptor: Int32

  init(adopting descriptor: Int32) {
    self.descriptor = descriptor
    var timeout = timeval(tv_sec: Self.deadlineSeconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
  }

  convenience init(port: Int) throws {
    self.init(adopting: socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    let result = unsafe Wire.withLoopback(port: port) { unsafe connect(descriptor, $0, $1) }
    guard result == 0 else { throw Failure(what: "connect \(errno)") }
  }

  deinit {
    close(descriptor)
  }

  /// Sends one request and reads one answer, whole.
  static func exchange(_ request: [UInt8], port: Int) throws -> HTTPBytes {
    let wire = try Wire(port: port)
    wire.send(request)
    return try wire.receiveMessage()
  }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }  // the other side is gone, which is what some tests are about
      rest = rest.dropFirst(count)
    }
  }

  /// A head and as many bytes as its Content-Length says.
  func receiveMessage() throws -> HTTPBytes {
    var message = HTTPBytes([])
    while !message.isWhole {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
      }
      guard count > 0 else { throw Failure(what: "ended after \(message.bytes.count) bytes") }
      message.bytes += buffer[..<count]
    }
    return message
  }

  /// Lends the address of a port on loopback.
  static func withLoopback<T>(
    port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> T
  ) -> T {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}

/// A request or an answer as it travels.
struct HTTPBytes: Sendable {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var headEnd: Int? { bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound }

  var head: String { String(decoding: bytes.prefix(headEnd ?? 0), as: UTF8.self) }

  var body: [UInt8] {
    get { Array(bytes.dropFirst(headEnd ?? bytes.count)) }
    set { bytes = bytes.prefix(headEnd ?? bytes.count) + newValue }
  }

  /// The number in an answer's first line.
  var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }

  var isWhole: Bool {
    guard headEnd != nil else { return false }
    return body.count >= Int(field("content-length") ?? "") ?? 0
  }

  func field(_ name: String) -> String? {
    head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name + ":") }
      .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
  }

  /// An answer with these fields and this body.
  static func answer(
    _ status: String, _ fields: [String] = [], body: [UInt8], announcing length: Int? = nil
  ) -> HTTPBytes {
    let lines =
      ["HTTP/1.1 \(status)", "Content-Length: \(length ?? body.count)", "Connection: close"]
      + fields
    return HTTPBytes(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
  }
}
