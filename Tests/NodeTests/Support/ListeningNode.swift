import Foundation
import Loopback

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
      return try WireExchange.perform(request, port: port)
    }
  }
}

/// One request and its answer over a socket that blocks.
enum WireExchange {
  static func perform(_ request: Request, port: Int) throws -> Browser.Page {
    let wire = try Wire(port: port)
    wire.send(bytes(of: request))
    return try page(wire.receiveToEnd())
  }

  private static func bytes(of request: Request) -> [UInt8] {
    var head = "\(request.method.rawValue) \(request.rawTarget) HTTP/1.1\r\n"
    for (name, value) in request.headers { head += "\(name): \(value)\r\n" }
    head += "Content-Length: \(request.body.count)\r\nConnection: close\r\n\r\n"
    return Array(head.utf8) + request.body
  }

  private static func page(_ bytes: [UInt8]) throws -> Browser.Page {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
      throw Wire.Failure(what: "no head")
    }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { throw Wire.Failure(what: "no status") }
    let headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (name: String(parts[0]), value: String(parts.last?.drop { $0 == " " } ?? ""))
    }
    return Browser.Page(
      status: status, headers: headers,
      text: String(decoding: bytes[end.upperBound...], as: UTF8.self))
  }
}
