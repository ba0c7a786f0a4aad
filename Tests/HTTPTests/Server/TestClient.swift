// A client that says exactly the bytes it is told to, and reads what comes with a deadline.

import CLinux
import Glibc

@testable import HTTP

/// A blocking connection to a server on loopback.
final class TestClient {
  struct Answer {
    var status: Int
    var head: String
    var body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }

    func field(_ name: String) -> String? {
      for line in head.split(separator: "\r\n").dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        if parts[0].lowercased() == name.lowercased() {
          return String(parts.last?.drop { $0 == " " } ?? "")
        }
      }
      return nil
    }
  }

  struct Failure: Error {
    let what: String
  }

  private static let deadlineSeconds = 20
  private let descriptor: Int32
  private var received: [UInt8] = []

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var timeout = timeval(tv_sec: Self.deadlineSeconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
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
  }

  deinit {
    close(descriptor)
  }

  /// Sends all of it; false when the server has closed meanwhile.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  func get(_ target: String, _ fields: String = "", method: String = "GET") {
    send("\(method) \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
  }

  /// Reads one answer; `hasBody` is false for an answer to HEAD.
  func answer(hasBody: Bool = true) throws -> Answer {
    let end = Array("\r\n\r\n".utf8)
    var headEnd = received.firstRange(of: end)
    while headEnd == nil {
      guard try receive() else { throw Failure(what: "closed before an answer") }
      headEnd = received.firstRange(of: end)
    }
    guard let headEnd else { throw Failure(what: "no head") }
    let head = String(decoding: received[..<headEnd.lowerBound], as: UTF8.self)
    received.removeFirst(headEnd.upperBound)
    guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      throw Failure(what: "no status: \(head)")
    }
    var answer = Answer(status: status, head: head, body: [])
    let length = hasBody ? answer.field("Content-Length").flatMap { Int($0) } ?? 0 : 0
    while received.count < length {
      guard try receive() else { throw Failure(what: "closed in the middle of an answer") }
    }
    answer.body = Array(received.prefix(length))
    received.removeFirst(length)
    return answer
  }

  /// Reads to the end of the connection and returns what came; throws when it was reset.
  func rest() throws -> String {
    while try receive() {}
    defer { received = [] }
    return String(decoding: received, as: UTF8.self)
  }

  /// False at the end of the connection.
  private func receive() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
    }
    guard count >= 0 else { throw Failure(what: "recv \(errno)") }
    received += buffer[..<count]
    return count > 0
  }

  /// Whether something is there to read within some milliseconds.
  func isReadable(within milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&entry, 1, milliseconds) > 0
  }

  func endSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Ends the connection with a reset in place of an orderly close.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    var unspecified = sockaddr()
    unspecified.sa_family = sa_family_t(AF_UNSPEC)
    // Connecting to nothing dissolves the association at once; the descriptor stays ours.
    unsafe connect(descriptor, &unspecified, socklen_t(MemoryLayout<sockaddr>.size))
  }
}
