// Requests and answers as bytes, for what no honest client or server does to them.

import Foundation
import Loopback

extension Wire {
  /// Sends one request and reads one answer, whole.
  static func exchange(_ request: [UInt8], port: Int) throws -> HTTPBytes {
    let wire = try Wire(port: port)
    wire.send(request)
    return try wire.receiveMessage()
  }

  /// A head and as many bytes as its Content-Length says.
  func receiveMessage() throws -> HTTPBytes {
    var message = HTTPBytes([])
    while !message.isWhole {
      let more = try receive()
      guard !more.isEmpty else { throw Failure(what: "ended after \(message.bytes.count) bytes") }
      message.bytes += more
    }
    return message
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
