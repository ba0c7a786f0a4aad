import Foundation
import Glibc
import SQLite
import Testing

extension Desk {
  /// Gives both nodes the key that they share; `node` calls `hub`.
  func pair(_ node: String, with hub: String, port: Int, calling name: String = "hub") throws {
    let ticket = "\(node)-\(name).billet"
    try ok("peer", "add", node, "--ticket-out", ticket, "--data", hub)
    try ok(
      "peer", "add", name, "--url", "http://127.0.0.1:\(port)", "--ticket", ticket, "--data", node)
  }
}

extension Desk {
  /// Lets the node's peers be called at another port from now on.
  fileprivate func movePeers(of node: String, to port: Int) throws {
    try Connection(path: "\(path)/\(node)/replica.sqlite", mode: .readWrite).execute(
      "UPDATE peer SET url = ?1", [.text("http://127.0.0.1:\(port)")])
  }
}

/// `viden sync` and `viden serve` as cron and systemd meet them.
@Suite struct `Syncing` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node("hub")
    try desk.node("soroe")
  }

  @Test func `is silent when both are equal, and serve ends with 0 on SIGTERM`() throws {
    try desk.ok("article", "new", "--title", "Pas", "--data", "soroe")
    let hub = try Serving("hub", at: desk)
    try desk.pair("soroe", with: "hub", port: hub.port)
    let sync = try desk.viden("sync", "--data", "soroe")
    #expect(sync.code == 0)
    #expect(sync.out == "")
    #expect(sync.err == "")
    #expect(hub.stop() == 0)
    #expect(
      try desk.status("soroe")["digest"] as? String == desk.status("hub")["digest"] as? String)
    let peers = try #require(try desk.status("soroe")["peers"] as? [[String: Any]])
    #expect(peers[0]["equal"] as? Bool == true)
  }

  @Test func `with the hub gone says so, and is no error for a laptop`() throws {
    let port = try Listener(answer: nil).port  // gone again
    try desk.pair("soroe", with: "hub", port: port)
    let before = try desk.standing("soroe")
    try desk.refused(69, ["hub: kan ikke nås", "net"], "sync", "--data", "soroe")
    let quiet = try desk.viden("sync", "--offline-ok", "--quiet", "--data", "soroe")
    #expect(quiet.code == 0)
    #expect(quiet.err == "")
    #expect(try desk.viden("sync", "--offline-ok", "--data", "soroe").code == 0)
    #expect(try desk.standing("soroe") == before)
    let peers = try #require(try desk.status("soroe")["peers"] as? [[String: Any]])
    #expect((peers[0]["last_error"] as? String)?.contains("kan ikke nås") == true)
  }

  @Test func `with a portal in the hub's place says what it got`() throws {
    let page = "<html>Log ind</html>"
    let portal = try Listener(
      answer: Array("HTTP/1.1 200 OK\r\nContent-Length: \(page.utf8.count)\r\n\r\n\(page)".utf8))
    try desk.pair("soroe", with: "hub", port: portal.port)
    let before = try desk.standing("soroe")
    try desk.refused(69, ["hub: svaret (200) er ikke fra parten"], "sync", "--data", "soroe")
    // A portal is not the same as no net: somebody must do something about it.
    #expect(try desk.viden("sync", "--offline-ok", "--data", "soroe").code == 69)
    #expect(try desk.standing("soroe") == before)
  }

  @Test func `with nobody to call has nothing to do, as on a hub`() throws {
    #expect(try desk.ok("sync", "--data", "soroe").contains("viden peer join"))
    #expect(try desk.ok("sync", "--quiet", "--data", "soroe") == "")
    try desk.refused(66, ["»nord«", "viden peer list"], "sync", "nord", "--data", "soroe")
  }

  @Test func `with a revoked key says that the peer does not know it`() throws {
    let hub = try Serving("hub", at: desk)
    try desk.pair("soroe", with: "hub", port: hub.port)
    try desk.write("soroe/keys/hub.key", String(repeating: "0f", count: 32) + "\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: desk.path + "/soroe/keys/hub.key")
    try desk.refused(77, ["hub: parten kender ikke vores nøgle"], "sync", "--data", "soroe")
  }

  @Test func `with an answer that breaks off in its head is one clear end, and the next goes on`()
    throws
  {
    // This ends URLSession's process in a trap of its own (swift-corelibs-foundation,
    // NativeProtocol: "Transfer completed, but there's no response").
    let broken = try Listener(answer: Array("HTTP/1.1 200 OK\r\nContent-Le".utf8))
    let hub = try Serving("hub", at: desk)
    try desk.pair("soroe", with: "hub", port: broken.port, calling: "a-brudt")
    let before = try desk.standing("soroe")
    let alone = try desk.viden("sync", "--data", "soroe")
    #expect(alone.code == 75)
    #expect(
      alone.err
        == "viden: a-brudt: kan ikke nås (forbindelsen brød af); det venter, til der er net igen\n")
    let told = try #require(try desk.status("soroe")["peers"] as? [[String: Any]])
    #expect((told[0]["last_error"] as? String)?.contains("brød af") == true)
    #expect(try desk.standing("soroe") == before)

    try desk.node("slagelse")
    try desk.ok("peer", "add", "soroe", "--ticket-out", "s.billet", "--data", "slagelse")
    let other = try Serving("slagelse", at: desk)
    try desk.ok(
      "peer", "add", "b-hel", "--url", "http://127.0.0.1:\(other.port)", "--ticket", "s.billet",
      "--data", "soroe")
    let both = try desk.viden("sync", "--data", "soroe")
    #expect(both.code == alone.code)
    let peers = try #require(try desk.status("soroe")["peers"] as? [[String: Any]])
    #expect(peers.map { $0["equal"] as? Bool } == [false, true])
    withExtendedLifetime(hub) {}
  }

  /// At every byte of the first line, and then at every fifth: whatever part of a head URLSession
  /// has seen, people read one sentence, and a new attempt is worth making.
  @Test func `with an answer that breaks off anywhere in its head says that the link broke`() throws
  {
    let head = Array(
      """
      HTTP/1.1 200 OK\r
      Date: Sun, 22 Nov 2026 02:14:47 GMT\r
      Content-Type: application/vnd.fv\r
      content-digest: sha-256=:cAvrWGwvUMN9f05wMygB2FVAj98MqNf3YQOXYfFRW4M=:\r
      fv-from: 905dfe85225e3221\r
      Content-Length: 54\r
      \r

      """.utf8)
    try desk.pair("soroe", with: "hub", port: 1)
    let before = try desk.standing("soroe")
    for count in Array(1...17) + stride(from: 20, to: head.count, by: 5) {
      let broken = try Listener(answer: Array(head[..<count]))
      try desk.movePeers(of: "soroe", to: broken.port)
      let sync = try desk.viden("sync", "--data", "soroe")
      #expect(sync.code == 75, "after \(count) bytes: \(sync.err)")
      #expect(
        sync.err
          == "viden: hub: kan ikke nås (forbindelsen brød af); det venter, til der er net igen\n",
        "after \(count) bytes")
    }
    #expect(try desk.standing("soroe") == before)
  }

  @Test func `twice at once is refused the second time, and a deadline ends the first`() throws {
    let silent = try Listener(answer: nil)
    try desk.pair("soroe", with: "hub", port: silent.port)
    let lock = unsafe open(desk.path + "/soroe/sync.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    try desk.refused(75, ["en anden viden arbejder i soroe"], "sync", "--data", "soroe")
    close(lock)
    try desk.refused(
      75, ["hub: ", "--deadline", "Prøv igen"], "sync", "--deadline", "1", "--data", "soroe")
    // The lock has died with its process.
    try desk.refused(75, ["--deadline"], "sync", "--deadline", "1", "--data", "soroe")
  }
}

@Suite struct `A node that syncs by itself` {
  @Test func `is equal with its hub without anybody doing anything`() throws {
    let desk = try Desk()
    try desk.node("hub")
    try desk.node("soroe")
    let hub = try Serving("hub", at: desk)
    let code = try desk.invite("soroe", "--data", "hub")
    try desk.ok("peer", "join", "http://127.0.0.1:\(hub.port)", code, "--data", "soroe")
    try desk.ok("article", "new", "--title", "Pas", "--data", "soroe")
    let serving = try Serving("soroe", "--sync-every", "1s", at: desk)
    let digest = try desk.status("soroe")["digest"] as? String
    let end = Date().addingTimeInterval(Program.secondsMax)
    while try desk.status("hub")["digest"] as? String != digest, Date() < end {}
    #expect(try desk.status("hub")["digest"] as? String == digest)
    #expect(serving.stop() == 0)
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func `shows on a terminal what is left, and leaves nothing behind`() throws {
    let desk = try Desk()
    try desk.node("hub")
    try desk.node("soroe")
    for number in 0..<40 {
      let body = (0..<60).map { "\(number * 7919 + $0 * 104_729)" }.joined(separator: " ")
      try desk.write(
        "ind/\(number).md", "---\nid: a\(number)\ntitel: Nr. \(number)\n---\n\n\(body)\n")
    }
    try desk.ok("import", "ind", "--data", "soroe")
    let hub = try Serving("hub", at: desk)
    let code = try desk.invite("soroe", "--data", "hub")
    try desk.ok(
      "peer", "join", "http://127.0.0.1:\(hub.port)", code, "--name", "hub", "--data", "soroe")
    // script(1) gives the program a terminal and passes on its exit code.
    let outcome = try Program.run(
      ["-qec", "\(Program.url.path) sync --max-batch 2k --data soroe", "/dev/null"],
      of: URL(fileURLWithPath: "/usr/bin/script"), in: desk.path)
    #expect(outcome.code == 0, "\(outcome.out)")
    #expect(outcome.out.contains("sendt, ") && outcome.out.contains(" igen; "), "\(outcome.out)")
    #expect(outcome.out.hasSuffix("\r\u{1B}[K"))
  }
}

@Suite struct `Serving a folder` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
  }

  @Test func `twice is refused, and other commands go on working beside it`() throws {
    let serving = try Serving("node", at: desk)
    try desk.refused(
      75, ["en anden viden arbejder i node"], "serve", "--data", "node", "--listen", "127.0.0.1:0")
    let id = try desk.ok("article", "new", "--title", "Pas", "--data", "node")
    try desk.ok("article", "approve", id, "--author", "KKR", "--data", "node")
    let answer = try HTTPAnswer(of: serving.port, path: "/soeg?q=pas")
    #expect(answer.status == 200)
    #expect(answer.text.contains("Pas"))
    #expect(serving.stop() == 0)
  }

  @Test func `that is stopped the moment it is ready stops`() throws {
    for _ in 0..<5 { #expect(try Serving("node", at: desk).stop() == 0) }
  }

  @Test func `on a port that is taken names the port`() throws {
    let taken = try Listener(answer: nil)
    try desk.refused(
      69, ["127.0.0.1:\(taken.port)", "--listen"], "serve", "--data", "node", "--listen",
      "127.0.0.1:\(taken.port)")
    try desk.refused(
      69, ["192.0.2.1:0"], "serve", "--data", "node", "--listen", "192.0.2.1:0")
  }

  @Test func `with options that are wrong begins nothing`() throws {
    try desk.refused(
      64, ["--color", "»rød«"], "serve", "--data", "node", "--color", "rød", "--listen", "0")
    try desk.refused(
      64, ["--timeouts", "»0«"], "serve", "--data", "node", "--timeouts", "0", "--listen", "0")
    try desk.refused(
      64, ["--max-body", "»-1«"], "serve", "--data", "node", "--max-body=-1", "--listen", "0")
    try desk.refused(
      64, ["--test-routes", "--production"], "serve", "--data", "node", "--test-routes",
      "--production", "--listen", "0")
    try desk.refused(
      64, ["--test-routes"], "serve", "--data", "node", "--test-routes", "--listen", "0.0.0.0:0")
    try desk.refused(
      64, ["--sync-every", "»5«"], "serve", "--data", "node", "--sync-every", "5", "--listen", "0")
    try desk.refused(
      64, ["--sync-every"], "serve", "--data", "node", "--sync-every", "9223372036854775807h",
      "--listen", "0")
  }
}
