// The system calls on sockets, with their errors sorted into what a caller does about them.

internal import CLinux
internal import Glibc

/// A system call that failed where the server cannot go on without it.
public struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  public let call: String
  public let code: Int32

  init(_ call: String, code: Int32 = errno) {
    self.call = call
    self.code = code
  }

  public var description: String {
    unsafe "\(call): \(String(cString: strerror(code)))"
  }
}

/// A socket that is closed with its owner. Never blocks.
final class Socket: Sendable {
  enum Received {
    case bytes(Int)
    case ended
    case nothingYet
    case failed
  }

  enum Accepted {
    case socket(Socket, peer: PeerAddress)
    case nothingYet
    /// This one connection failed; the next may not.
    case lost
    /// The process or the system is out of descriptors or memory.
    case exhausted
  }

  let descriptor: Int32

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Takes over a socket that someone else made, and makes it like ours.
  init(adopting descriptor: Int32) {
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    enable(TCP_NODELAY, level: Int32(IPPROTO_TCP))
  }

  deinit {
    close(descriptor)
  }

  /// A listener on a numeric address or a name of this machine; port 0 lets the kernel choose.
  static func listen(address: String, port: Int) throws(SystemError) -> Socket {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(address, String(port), &hints, &found) == 0, let info = unsafe found
    else { throw SystemError("getaddrinfo \(address) \(port)", code: EADDRNOTAVAIL) }
    defer { unsafe freeaddrinfo(found) }

    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = unsafe socket(info.pointee.ai_family, kind, 0)
    guard descriptor >= 0 else { throw SystemError("socket") }
    let listener = Socket(descriptor: descriptor)
    listener.enable(SO_REUSEADDR, level: SOL_SOCKET)
    // Inherited by every accepted socket: an answer is one send, so Nagle has nothing to gather and
    // would only wait for the client's delayed acknowledgement.
    listener.enable(TCP_NODELAY, level: Int32(IPPROTO_TCP))
    guard unsafe Glibc.bind(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0 else {
      throw SystemError("bind \(address) \(port)")
    }
    guard Glibc.listen(descriptor, backlogMax) == 0 else { throw SystemError("listen") }
    return listener
  }

  private static let backlogMax: Int32 = 1_024

  private func enable(_ option: Int32, level: Int32) {
    var on: Int32 = 1
    unsafe setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  /// The port a listener is bound to.
  var port: Int {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &length)
      }
    }
    guard result == 0 else { return 0 }
    // The port lies at the same place in addresses of both families.
    return unsafe withUnsafeBytes(of: storage) { bytes in
      unsafe Int(bytes[2]) << 8 | Int(bytes[3])
    }
  }

  func accept() -> Accepted {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let accepted = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe accept4(descriptor, $0, &length, flags)
      }
    }
    if accepted >= 0 {
      return .socket(Socket(descriptor: accepted), peer: PeerAddress(storage))
    }
    switch errno {
    case EAGAIN: return .nothingYet
    case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted
    default: return .lost
    }
  }

  func receive(into buffer: inout [UInt8]) -> Received {
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
    }
    if count > 0 { return .bytes(count) }
    if count == 0 { return .ended }
    return errno == EAGAIN || errno == EINTR ? .nothingYet : .failed
  }

  /// Sends what the kernel takes; nil when the connection is gone. Without SIGPIPE, whatever the
  /// process has set for it.
  func send(_ bytes: ArraySlice<UInt8>) -> Int? {
    let count = unsafe bytes.withUnsafeBytes { bytes in
      unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    }
    return Self.progress(count)
  }

  /// The same with two pieces in one call, so that a large body is not copied behind its head.
  func send(_ first: ArraySlice<UInt8>, _ second: [UInt8]) -> Int? {
    let count = unsafe first.withUnsafeBytes { head in
      unsafe second.withUnsafeBytes { body in
        unsafe sendPair(head, body)
      }
    }
    return Self.progress(count)
  }

  private func sendPair(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Int {
    var pieces = unsafe [
      iovec(
        iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress), iov_len: first.count),
      iovec(
        iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress), iov_len: second.count),
    ]
    return unsafe pieces.withUnsafeMutableBufferPointer { pieces in
      var message = unsafe msghdr()
      unsafe message.msg_iov = pieces.baseAddress
      unsafe message.msg_iovlen = pieces.count
      return unsafe sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL))
    }
  }

  private static func progress(_ count: Int) -> Int? {
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  func shutdownSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }
}
