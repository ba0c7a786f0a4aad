import Glibc

/// The answer to one request on loopback, read to the end of the connection.
struct HTTPAnswer {
  let status: Int
  let text: String

  /// - Parameter json: makes it a POST with this body.
  init(of port: Int, path: String, json: String? = nil) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var timeout = timeval(tv_sec: 20, tv_usec: 0)
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
    let body = Array((json ?? "").utf8)
    let fields =
      json.map { _ in "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n" } ?? ""
    let head =
      "\(json == nil ? "GET" : "POST") \(path) HTTP/1.1\r\nHost: localhost\r\n"
      + "Connection: close\r\n\(fields)\r\n"
    var request = (Array(head.utf8) + body)[...]
    while !request.isEmpty {
      let count = unsafe request.withUnsafeBytes {
        unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { break }
      request = request.dropFirst(count)
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while result == 0 {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
      }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    text = String(decoding: bytes, as: UTF8.self)
    status = Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0
  }
}
