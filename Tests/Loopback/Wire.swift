import Glibc

/// A blocking connection on loopback that says exactly the bytes it is told to, for what no honest
/// client or server does, and gives up after a while.
///
///     let wire = try Wire(port: port)
///     wire.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
///     let answer = try wire.receiveToEnd()
public final class Wire {
  public struct Failure: Error {
    public let what: String

    public init(what: String) { self.what = what }
  }

  private static let deadlineSeconds = 20
  public let descriptor: Int32

  public init(adopting descriptor: Int32) {
    self.descriptor = descriptor
    var timeout = timeval(tv_sec: Wire.deadlineSeconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
  }

  public convenience init(port: Int) throws {
    self.init(adopting: socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    let result = unsafe Wire.withLoopback(port: port) { unsafe connect(descriptor, $0, $1) }
    guard result == 0 else { throw Failure(what: "connect \(errno)") }
  }

  deinit {
    close(descriptor)
  }

  /// Sends all of it; false when the other side is gone, which is what some tests are about.
  @discardableResult
  public func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// What came next; nothing at the end of the connection. Throws when it was reset.
  public func receive() throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard count >= 0 else { throw Failure(what: "recv \(errno)") }
    return Array(buffer[..<count])
  }

  public func receiveToEnd() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while case let more = try receive(), !more.isEmpty { bytes += more }
    return bytes
  }

  /// A socket that listens on a port of loopback; the kernel chooses one for 0.
  public static func listen(
    port wanted: Int = 0, waitingMax: Int32 = 16
  ) throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let result = unsafe withLoopback(port: wanted) { unsafe bind(descriptor, $0, $1) }
    guard result == 0, Glibc.listen(descriptor, waitingMax) == 0 else {
      throw Failure(what: "bind \(errno)")
    }
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &length)
      }
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// Lends the address of a port on loopback.
  private static func withLoopback<T>(
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
