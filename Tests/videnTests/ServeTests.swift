import Testing

@Suite struct `Serving with options` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
  }

  @Test func `bounds what the option says`() throws {
    let serving = try Serving("node", "--test-routes", "--max-body", "10", at: desk)
    let fits = try HTTPAnswer(of: serving.port, path: "/__test/echo", json: "0123456789")
    #expect(fits.status == 200 && fits.text.hasSuffix("\r\n\r\n0123456789"))
    let refused = try HTTPAnswer(of: serving.port, path: "/__test/echo", json: "0123456789a")
    #expect(refused.status == 413)
    let line = String(repeating: "a", count: 9_000)
    #expect(try HTTPAnswer(of: serving.port, path: "/\(line)").status == 414)
    #expect(serving.stop() == 0)
  }

  @Test func `takes every limit that its help names`() throws {
    let help = try desk.ok("serve", "--help")
    let names = help.split(separator: "\n").compactMap { line -> String? in
      let words = line.split(separator: " ")
      guard words.count > 2, ["BYTE", "ANTAL", "SEKUNDER"].contains(words[1]),
        words[0] != "--workers"
      else { return nil }
      return String(words[0])
    }
    #expect(names.count > 25 && names.contains("--timeouts") && names.contains("--max-queue"))
    // The port is one that cannot be listened at, so nothing is served if all are taken.
    let taken = try Listener(answer: nil)
    for name in names {
      try desk.refused(
        69, ["--listen"], "serve", "--data", "node", name, "7", "--listen",
        "127.0.0.1:\(taken.port)")
    }
  }

  @Test func `has no routes for tests unless asked, and metrics at the machine`() throws {
    let serving = try Serving("node", at: desk)
    #expect(try HTTPAnswer(of: serving.port, path: "/metrics").status == 200)
    #expect(try HTTPAnswer(of: serving.port, path: "/__test/reflect?x=1").status == 404)
  }
}
