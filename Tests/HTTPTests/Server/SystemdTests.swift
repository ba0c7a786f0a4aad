import Glibc
import Testing

@testable import HTTP

@Suite(.serialized)
struct SystemdTests {
  private static func systemd(_ variables: [String: String]) -> Systemd {
    Systemd(variable: { variables[$0] })
  }

  @Test func `listeners are taken only by the process they were meant for`() {
    let mine = ["LISTEN_PID": "\(getpid())", "LISTEN_FDS": "2"]
    #expect(Self.systemd(mine).listeners == [3, 4])
    let others = ["LISTEN_PID": "\(getpid() + 1)", "LISTEN_FDS": "2"]
    #expect(Self.systemd(others).listeners == [])
    #expect(Self.systemd([:]).listeners == [])
    for count in ["", "-1", "0", "x", "99999999999"] {
      #expect(Self.systemd(["LISTEN_PID": "\(getpid())", "LISTEN_FDS": count]).listeners == [])
    }
  }

  @Test func `a watched service is to be heard twice in its time`() {
    #expect(Self.systemd(["WATCHDOG_USEC": "3000000"]).watchdogInterval == .milliseconds(1_500))
    #expect(
      Self.systemd(["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "1"]).watchdogInterval == nil)
    #expect(Self.systemd([:]).watchdogInterval == nil)
  }

  @Test func `the manager hears what it is told`() throws {
    // In the abstract namespace, so that nothing is left behind.
    let name = "faellesviden-test-\(getpid())"
    let listener = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { path in
      unsafe path.copyBytes(from: [0] + Array(name.utf8))
    }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + 1 + name.utf8.count)
    let bound = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(listener, $0, length)
      }
    }
    try #require(bound == 0)
    #expect(Self.systemd(["NOTIFY_SOCKET": "@" + name]).notify("READY=1"))
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = unsafe recv(listener, &buffer, buffer.count, 0)
    #expect(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) == "READY=1")
    #expect(!Self.systemd([:]).notify("READY=1"))
    #expect(!Self.systemd(["NOTIFY_SOCKET": ""]).notify("READY=1"))
    let tooLong = "/" + String(repeating: "a", count: 200)
    #expect(!Self.systemd(["NOTIFY_SOCKET": tooLong]).notify("READY=1"))
  }

  @Test func `the loop beats while it goes round`() throws {
    let server = try Server(router: Router())
    try server.bind(address: "127.0.0.1", port: 0)
    var beats = 0
    try server.run(heartbeat: .milliseconds(1)) {
      beats += 1
      if beats == 3 { server.stop() }
    }
    #expect(beats >= 3)
  }

  @Test func `a socket that listens already is served like one of its own`() throws {
    let other = try Socket.listen(address: "127.0.0.1", port: 0)
    let server = try Server(router: Router())
    server.adopt(listener: dup(other.descriptor))
    let thread = try Thread { try? server.run() }  // a failure shows as no answer
    let client = try TestClient(port: other.port)
    client.get("/")
    #expect(try client.answer().status == 404)
    client.endSending()
    server.stop()
    thread.join()
  }
}
