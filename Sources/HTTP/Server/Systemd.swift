// What systemd hands to a service and wants to hear from it, by the two environment protocols it
// documents (sd_listen_fds(3), sd_notify(3)); its library is not needed for either.
//
//     let systemd = Systemd()
//     for descriptor in systemd.listeners { server.adopt(listener: descriptor) }
//     systemd.notify("READY=1")
//     try server.run(heartbeat: systemd.watchdogInterval, { systemd.notify("WATCHDOG=1") })

internal import CLinux
internal import Glibc

/// The service manager that started this process, if one did.
public struct Systemd: Sendable {
  /// Descriptors of sockets that listen already (socket activation).
  public let listeners: [Int32]
  /// How often to tell that the service is alive: twice in the time it is given, as
  /// sd_watchdog_enabled(3) advises. Nil when nobody asks.
  public let watchdogInterval: Duration?
  private let socketPath: String?

  private static let firstDescriptor: Int32 = 3

  /// Reads the environment of the process.
  public init() {
    self.init(variable: { name in unsafe getenv(name).map { unsafe String(cString: $0) } })
  }

  init(variable: (String) -> String?) {
    // The variables are inherited by children too; only the process they name is meant.
    let isMeant = variable("LISTEN_PID").flatMap { Int32($0) } == getpid()
    let count = variable("LISTEN_FDS").flatMap { Int32($0) } ?? 0
    listeners =
      isMeant && (1...1_024).contains(count)
      ? Array(Self.firstDescriptor..<Self.firstDescriptor + count) : []
    let isWatched = variable("WATCHDOG_PID").map { Int32($0) == getpid() } ?? true
    let microseconds = variable("WATCHDOG_USEC").flatMap { Int64($0) } ?? 0
    watchdogInterval = isWatched && microseconds > 0 ? .microseconds(microseconds / 2) : nil
    socketPath = variable("NOTIFY_SOCKET")
  }

  /// Tells the manager about a change of state; returns whether there is one and it was told.
  @discardableResult
  public func notify(_ state: String) -> Bool {
    guard let socketPath, var address = Self.address(socketPath) else { return false }
    let kind = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + socketPath.utf8.count)
    let bytes = Array(state.utf8)
    let sent = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bytes.withUnsafeBytes { bytes in
          unsafe sendto(
            descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL), pointer, length)
        }
      }
    }
    return sent == bytes.count
  }

  /// A path, or a name in the abstract namespace, which is written with '@' for its first NUL.
  private static func address(_ path: String) -> sockaddr_un? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8)
    guard let first = bytes.first, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      return nil
    }
    if first == UInt8(ascii: "@") { bytes[0] = 0 }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    return address
  }
}
