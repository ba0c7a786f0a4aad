import Foundation
import Loopback

/// The answer to one request on loopback, read to the end of the connection.
struct HTTPAnswer {
  let status: Int
  let text: String

  /// - Parameter json: makes it a POST with this body.
  init(of port: Int, path: String, json: String? = nil) throws {
    let body = Array((json ?? "").utf8)
    let fields =
      json.map { _ in "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n" } ?? ""
    let head =
      "\(json == nil ? "GET" : "POST") \(path) HTTP/1.1\r\nHost: localhost\r\n"
      + "Connection: close\r\n\(fields)\r\n"
    let wire = try Wire(port: port)
    wire.send(Array(head.utf8) + body)
    var bytes: [UInt8] = []
    // A reset ends it too: a request that was not read to its end is answered nonetheless.
    while let more = try? wire.receive(), !more.isEmpty { bytes += more }
    text = String(decoding: bytes, as: UTF8.self)
    status = Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0
  }

  /// The status of an address once something listens there, as curl writes it.
  static func firstStatus(of address: String, at desk: Desk) throws -> String {
    try Program.run(
      [
        "--silent", "--retry", "30", "--retry-connrefused", "--retry-delay", "1", "--output",
        "/dev/null", "--write-out", "%{http_code}", address,
      ], of: URL(fileURLWithPath: "/usr/bin/curl"), in: desk.path
    ).out
  }
}
