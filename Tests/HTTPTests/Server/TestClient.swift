// A client that says exactly the bytes it is told to, and reads what comes with a deadline.

import CLinux
import Glibc
import Loopback

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

  typealias Failure = Wire.Failure

  private let wire: Wire
  private var received: [UInt8] = []

  init(port: Int) throws {
    wire = try Wire(port: port)
  }

  /// Sends all of it; false when the server has closed meanwhile.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool { wire.send(bytes) }

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
    let more = try wire.receive()
    received += more
    return !more.isEmpty
  }

  /// Whether something is there to read within some milliseconds.
  func isReadable(within milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: wire.descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&entry, 1, milliseconds) > 0
  }

  func endSending() {
    shutdown(wire.descriptor, Int32(SHUT_WR))
  }

  /// Ends the connection with a reset in place of an orderly close.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(
      wire.descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    var unspecified = sockaddr()
    unspecified.sa_family = sa_family_t(AF_UNSPEC)
    // Connecting to nothing dissolves the association at once; the descriptor stays ours.
    unsafe connect(wire.descriptor, &unspecified, socklen_t(MemoryLayout<sockaddr>.size))
  }
}
