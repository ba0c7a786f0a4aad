import Foundation
import Testing

@Suite struct `The demo` {
  @Test func `comes out as it must`() throws {
    let desk = try Desk()
    let port = try #require(`The demo`.freePorts())
    let outcome = try Program.run(
      ["--once"], of: Package.folder.appending(path: "tools/demo"), in: desk.path,
      environment: [
        "VIDEN": Program.url.path, "VIDEN_DEMO_PORT": "\(port)",
        "TMPDIR": desk.path,
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      ])
    #expect(outcome.code == 0, "\(outcome.out)\n\(outcome.err)")
    #expect(!outcome.out.contains("✗"))
    #expect(outcome.out.contains("Alt kom ud, som det skulle."))
  }

  /// The first of four free ports in a row, away from the demo's own and below those that the
  /// kernel gives away.
  static func freePorts() -> Int? {
    (0..<50).lazy.map { _ in Int.random(in: 2200..<7000) * 4 }.first { port in
      // Why a port is taken is of no use here.
      (port..<port + 4).allSatisfy { (try? Listener(answer: nil, port: $0)) != nil }
    }
  }
}
