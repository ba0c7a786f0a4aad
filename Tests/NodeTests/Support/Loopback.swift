import Foundation
import Glibc

@testable import HTTP
@testable import Node

/// A node that listens on loopback until the value is gone.
final class ListeningNode {
  let node: TestNode
  let port: Int
  private let thread: Foundation.Thread

  init(_ node: TestNode) throws {
    self.node = node
    let server = node.server
    port = try server.bind()
    thread = Foundation.Thread {
      do { try server.run() } catch { fatalError("the server did not run: \(error)") }
    }
    thread.start()
  }

  deinit {
    node.server.stop()
  }

  /// A browser whose every request is a connection of its own.
  var browser: Browser {
    Browser { [port] request in
      var request = request
      request.headers.set("Host", "127.0.0.1:\(port)")
      if request.headers.contains("Origin") {
        request.headers.set("Origin", "http://127.0.0.1:\(port)")
      }
      return try Loopback.exchange(request, port: port)
    }
  }
}

/// One request and its answer over a socket that blocks.
enum Loopback {
  struct Failure: Error {
    let what: String
  }

  private static let deadlineSeconds = 20

  static func exchange(_ request: Request, port: Int) throws -> Browser.Page {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var timeout = timeval(tv_sec: deadlineSeconds, tv_usec: 0)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(what: "connect \(errno)") }
    try send(bytes(of: request), to: descriptor)
    return try page(received(from: descriptor))
  }

  private static func bytes(of request: Request) -> [UInt8] {
    var head = "\(request.method.rawValue) \(request.rawTarget) HTTP/1.1\r\n"
    for (name, value) in request.headers { head += "\(name): \(value)\r\n" }
    head += "Content-Length: \(request.body.count)\r\nConnection: close\r\n\r\n"
    return Array(head.utf8) + request.body
  }

  private static func send(_ bytes: [UInt8], to descriptor: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(what: "send \(errno)") }
      rest = rest.dropFirst(count)
    }
  }

  private static func received(from descriptor: Int32) throws -> [UInt8] {
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
      }
      guard count >= 0 else { throw Failure(what: "recv \(errno)") }
      guard count > 0 else { return received }
      received += buffer[..<count]
    }
  }

  private static func page(_ bytes: [UInt8]) throws -> Browser.Page {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
      throw Failure(what: "no head")
    }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { throw Failure(what: "no status") }
    let headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (name: String(parts[0]), value: String(parts.last?.drop { $0 == " " } ?? ""))
    }
    return Browser.Page(
      status: status, headers: headers,
      text: String(decoding: bytes[end.upperBound...], as: UTF8.self))
  }
}
