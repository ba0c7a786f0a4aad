// Slow, greedy, vanishing and too many clients; and the end of the server.

import Glibc
import Loopback
import Testing

@testable import HTTP

@Suite(.serialized)
struct EnduranceTests {
  // MARK: Time

  @Test func `a head that never ends is answered with 408`() throws {
    try withServer(limits: .with { $0.headTimeout = .milliseconds(50) }) { server in
      let client = try server.connect()
      client.send("GET / HTTP/1.1\r\nHost: a\r\n")
      let answer = try client.answer()
      #expect(answer.status == 408)
      #expect(answer.field("Connection") == "close")
      #expect(try client.rest() == "")
    }
  }

  @Test func `a head that drips is no better`() throws {
    try withServer(limits: .with { $0.headTimeout = .milliseconds(100) }) { server in
      let client = try server.connect()
      client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ")
      var drops = 0
      while drops < 2_000, !client.isReadable(within: 10) {
        client.send("x")
        drops += 1
      }
      #expect(try client.answer().status == 408)
    }
  }

  @Test func `a body that stops is answered with 408`() throws {
    try withServer(limits: .with { $0.bodyIdleTimeout = .milliseconds(50) }) { server in
      let client = try server.connect()
      client.send("POST /ekko HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
      #expect(try client.answer().status == 408)
    }
  }

  @Test func `a body slower than the slowest rate is answered with 408`() throws {
    try withServer(limits: .with { $0.bodyIdleTimeout = .milliseconds(200) }) { server in
      let client = try server.connect()
      client.send("POST /ekko HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
      var drops = 0
      while drops < 2_000, !client.isReadable(within: 10) {
        client.send("x")
        drops += 1
      }
      #expect(try client.answer().status == 408)
    }
  }

  @Test func `an idle connection is closed without a word`() throws {
    try withServer(limits: .with { $0.idleTimeout = .milliseconds(50) }) { server in
      let fresh = try server.connect()
      #expect(try fresh.rest() == "")
      let used = try server.connect()
      used.get("/tal/1")
      #expect(try used.answer().text == "1")
      #expect(try used.rest() == "")
    }
  }

  @Test func `an answer that nobody takes is given up`() throws {
    let limits = Limits.with {
      $0.writeTimeout = .milliseconds(50)
      $0.connectionsMax = 1
    }
    try withServer(limits: limits) { server in
      let client = try server.connect()
      for _ in 0..<8 { client.get("/stor") }
      // While it holds the only place, others are told so; once it has been given up, they are not.
      #expect(try Self.attempts(to: "/tal/1", at: server) > 1)
    }
  }

  /// Connects anew until a request is no longer answered with 503; returns how often it took.
  private static func attempts(to path: String, at server: TestServer) throws -> Int {
    for attempt in 1...100_000 {
      let client = try server.connect()
      client.get(path)
      if try client.answer().status == 200 { return attempt }
    }
    throw TestClient.Failure(what: "never served")
  }

  @Test func `a handler that takes too long is answered for`() throws {
    try withServer(limits: .with { $0.handlerTimeout = .milliseconds(50) }) { server in
      let client = try server.connect()
      client.get("/port")
      server.gate.waitForArrival()
      let answer = try client.answer()
      #expect(answer.status == 503)
      #expect(server.log.map(\.path) == ["/port"])
      #expect(try client.rest() == "")
      server.gate.open()
      let other = try server.connect()
      other.get("/arbejde/1")
      #expect(try other.answer().text == "1")
    }
  }

  // MARK: Size

  @Test func `a body too large is refused before it is sent`() throws {
    try withServer { server in
      let client = try server.connect()
      client.send(
        "POST /ekko HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
          + "Content-Length: 10000000000\r\n\r\n")
      let answer = try client.answer()
      #expect(answer.status == 413)
      #expect(answer.field("Connection") == "close")
      #expect(try client.rest() == "")
    }
  }

  @Test func `a client that sends too much reads why`() throws {
    try withServer { server in
      let client = try server.connect()
      client.send("POST /ekko HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n")
      client.send([UInt8](repeating: 0, count: 2_000_000))
      #expect(try client.answer().status == 413)
      let chunky = try server.connect()
      chunky.send("POST /ekko HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0, count: 65_536)
      for _ in 0..<20 { chunky.send(chunk + Array("\r\n".utf8)) }
      #expect(try chunky.answer().status == 413)
    }
  }

  @Test func `bodies beyond what the server holds are put off`() throws {
    try withServer(limits: .with { $0.bodyBytesInFlightMax = 100_000 }) { server in
      let first = try server.connect()
      first.send("POST /ekko HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n")
      first.send([UInt8](repeating: 1, count: 80_000))
      let second = try server.connect()
      second.send("POST /ekko HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n")
      second.send([UInt8](repeating: 2, count: 80_000))
      // Which of the two comes to the limit depends on how their bytes interleave; either may
      // go on to the end once the other has been put off.
      var refused: TestClient?
      for _ in 0..<1_000 where refused == nil {
        refused = [first, second].first { $0.isReadable(within: 10) }
      }
      let answer = try #require(try refused?.answer())
      #expect(answer.status == 503)
      #expect(answer.field("Retry-After") == "1")
      let other = refused === first ? second : first
      other.send([UInt8](repeating: 3, count: 10_000))
      #expect(try other.answer().status == 200)
    }
  }

  // MARK: Number

  @Test func `three hundred connections are all served`() throws {
    try withServer { server in
      let clients = try (0..<300).map { _ in try server.connect() }
      for (index, client) in clients.enumerated() { client.get("/tal/\(index)") }
      for (index, client) in clients.enumerated() {
        #expect(try client.answer().text == "\(index)")
      }
      for (index, client) in clients.enumerated() { client.get("/arbejde/\(index)") }
      for (index, client) in clients.enumerated() {
        // The queue holds 256 of them; the rest is told to come again.
        let answer = try client.answer()
        #expect(answer.status == 503 || answer.text == "\(index)")
      }
    }
  }

  @Test func `a connection too many is told so, and room is made when one leaves`() throws {
    try withServer(limits: .with { $0.connectionsMax = 2 }) { server in
      let clients = try (0..<2).map { _ in try server.connect() }
      for client in clients {
        client.get("/tal/1")
        #expect(try client.answer().status == 200)
      }
      let refused = try server.connect()
      #expect(try refused.answer().status == 503)
      #expect(try refused.rest() == "")
      refused.endSending()
      let another = try server.connect()
      #expect(try another.answer().status == 503)
      another.endSending()
      #expect(server.log.count { $0.note == "too many connections" } == 1)
      clients[0].get("/tal/1", "Connection: close\r\n")
      _ = try clients[0].rest()
      clients[0].endSending()
      #expect(try Self.attempts(to: "/tal/1", at: server) >= 1)
    }
  }

  @Test func `one address has no more than its share, unless it is a proxy`() throws {
    try withServer(
      limits: .with {
        $0.connectionsPerAddressMax = 1
        $0.proxyAddresses = []
      }
    ) { server in
      let first = try server.connect()
      first.get("/tal/1")
      #expect(try first.answer().status == 200)
      #expect(try server.connect().answer().status == 503)
    }
  }

  @Test(arguments: [
    ("2001:db8:1:2:3:4:5:6", "20:1:d:b8:0:1:0:2/64"), ("::1", "0:0:0:0:0:0:0:0/64"),
    ("::ffff:192.0.2.7", "192.0.2.7"),
  ])
  func `an IPv6 client counts as its network`(_ address: String, _ network: String) throws {
    var storage = sockaddr_storage()
    storage.ss_family = sa_family_t(AF_INET6)
    unsafe withUnsafeMutableBytes(of: &storage) { bytes in
      _ = unsafe inet_pton(AF_INET6, address, bytes.baseAddress?.advanced(by: 8))
    }
    let peer = PeerAddress(storage)
    #expect(peer.network == network)
    #expect(address.hasSuffix(peer.text))
  }

  @Test func `slow work at the sideline holds up no worker, and its queue is short`() throws {
    try withServer(workers: 1, limits: .with { $0.sidelineQueueMax = 1 }) { server in
      // Both threads of the sideline have one, and more have been sent than its queue takes.
      let busy = try (0..<2).map { _ in try server.connect() }
      for client in busy {
        client.get("/afsides")
        server.gate.waitForArrival()
      }
      let queued = try (0..<2).map { _ in try server.connect() }
      for client in queued { client.get("/afsides") }
      let other = try server.connect()
      other.get("/arbejde/1")
      #expect(try other.answer().text == "1")
      while !queued.contains(where: { $0.isReadable(within: 10) }) {}
      let refused = try #require(queued.first { $0.isReadable(within: 0) })
      #expect(try refused.answer().status == 503)
      for _ in 0..<3 { server.gate.open() }
      for client in busy { #expect(try client.answer().text == "sluppet igennem") }
    }
  }

  @Test func `a connection ends behind its last request`() throws {
    try withServer(limits: .with { $0.requestsPerConnectionMax = 2 }) { server in
      let client = try server.connect()
      for _ in 0..<3 { client.get("/tal/1") }
      #expect(try client.answer().field("Connection") == nil)
      #expect(try client.answer().field("Connection") == "close")
      #expect(try client.rest() == "")
    }
  }

  @Test func `requests beyond the queue are told to come again`() throws {
    try withServer(workers: 1, limits: .with { $0.queueMax = 1 }) { server in
      let working = try server.connect()
      working.get("/port")
      server.gate.waitForArrival()
      // The worker is busy: the next waits in the queue, the one behind it finds no place. They
      // share a connection that closes, so that the order is certain.
      let queued = try server.connect()
      queued.get("/arbejde/1")
      var status = 200
      var attempts = 0
      while status == 200, attempts < 1_000 {
        let refused = try server.connect()
        refused.get("/findes-ikke")
        _ = try refused.answer()
        refused.get("/arbejde/2")
        status = refused.isReadable(within: 1_000) ? try refused.answer().status : 200
        attempts += 1
      }
      #expect(status == 503)
      server.gate.open()
      #expect(try working.answer().text == "sluppet igennem")
      #expect(try queued.answer().text == "1")
    }
  }

  // MARK: Vanishing

  @Test func `a client that resets while its request is worked on harms nobody`() throws {
    try withServer { server in
      for _ in 0..<50 {
        let client = try server.connect()
        client.get("/port")
        server.gate.waitForArrival()
        client.reset()
        server.gate.open()
        let other = try server.connect()
        other.get("/arbejde/1")
        #expect(try other.answer().text == "1")
      }
    }
  }

  @Test func `a request whose client is gone is dropped before its handler runs`() throws {
    try withServer(workers: 1) { server in
      let working = try server.connect()
      working.get("/port")
      server.gate.waitForArrival()
      let gone = try server.connect()
      gone.get("/uheld")
      gone.reset()
      // By the time this one is answered the reactor has seen the reset.
      let witness = try server.connect()
      for _ in 0..<2 {
        witness.get("/tal/1")
        _ = try witness.answer()
      }
      server.gate.open()
      #expect(try working.answer().text == "sluppet igennem")
      witness.get("/arbejde/1")
      #expect(try witness.answer().text == "1")
      #expect(!server.log.contains { $0.path == "/uheld" })
    }
  }

  @Test func `clients that vanish anywhere in an exchange harm nobody`() throws {
    let text = "POST /arbejde/ekko HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
    try withServer { server in
      for length in 0...text.utf8.count {
        for resets in [true, false] {
          let client = try server.connect()
          client.send(Array(text.utf8.prefix(length)))
          if resets { client.reset() } else { client.endSending() }
        }
      }
      let client = try server.connect()
      client.get("/arbejde/1")
      #expect(try client.answer().text == "1")
    }
  }

  // MARK: The end

  @Test func `a server that stops answers what has begun, and then takes no more`() throws {
    let server = try TestServer()
    let working = try server.connect()
    working.get("/port")
    server.gate.waitForArrival()
    let idle = try server.connect()
    idle.get("/tal/1")
    #expect(try idle.answer().status == 200)
    server.server.stop()
    #expect(server.server.isStopping)
    #expect(try idle.rest() == "")
    server.gate.open()
    #expect(try working.answer().text == "sluppet igennem")
    #expect(try working.rest() == "")
    working.endSending()
    server.join()
    #expect(throws: TestClient.Failure.self) { try server.connect() }
  }

  @Test func `a request that comes while the server stops is answered, and told it is the last`()
    throws
  {
    let server = try TestServer(limits: .with { $0.drainGrace = .seconds(20) })
    let client = try server.connect()
    client.get("/tal/1")
    _ = try client.answer()
    server.server.stop()
    client.get("/tal/2")
    var answer = try client.answer()
    if answer.field("Connection") == nil {
      // It was read before the server saw that it was to stop.
      client.get("/tal/2")
      answer = try client.answer()
    }
    #expect(answer.text == "2")
    #expect(answer.field("Connection") == "close")
    #expect(try client.rest() == "")
    client.endSending()
    server.join()
  }

  @Test func `a server stopped twice returns at once`() throws {
    let server = try TestServer()
    let client = try server.connect()
    client.get("/port")
    server.gate.waitForArrival()
    server.server.stop()
    // The handler still stands at the gate, and would for ten seconds.
    server.server.stop()
    server.join()
    #expect(throws: TestClient.Failure.self) { try client.answer() }
    server.gate.open()
  }
}
