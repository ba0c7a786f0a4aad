import Foundation
import Testing

/// Two nodes with a real nginx between them, set up as `tools/nginx.conf` says.
@Suite(.enabled(if: Nginx.isPossible)) struct `Behind nginx` {
  let desk: Desk
  let hub: Serving
  let nginx: Nginx

  init() throws {
    desk = try Desk()
    try desk.node("hub")
    try desk.node("soroe")
    hub = try Serving("hub", at: desk)
    nginx = try Nginx(before: hub, at: desk)
    try desk.ok("peer", "add", "soroe", "--ticket-out", "soroe.billet", "--data", "hub")
    try desk.ok(
      "peer", "add", "hub", "--url", "https://localhost:\(nginx.port)", "--ticket", "soroe.billet",
      "--data", "soroe")
    try desk.ok("article", "new", "--title", "Pas", "--data", "soroe")
    try desk.ok("article", "new", "--title", "Kørekort", "--data", "hub")
  }

  @Test func `nodes become equal over TLS, and the pages are shown`() throws {
    let sync = try nginx.trusting(["sync", "--json", "--data", "soroe"], at: desk)
    #expect(sync.code == 0, "\(sync.out) \(sync.err)")
    #expect(try sync.json()[0]["equal"] as? Bool == true)
    #expect(
      try desk.status("soroe")["digest"] as? String == desk.status("hub")["digest"] as? String)
    #expect(try nginx.get("/", at: desk).status == 200)
  }

  @Test func `a certificate that the machine does not trust is refused`() throws {
    let before = try [desk.standing("soroe"), desk.standing("hub")]
    try desk.refused(69, ["hub: ", "certifikatet"], "sync", "--data", "soroe")
    #expect(try [desk.standing("soroe"), desk.standing("hub")] == before)
  }

  @Test func `what no node sends is stopped before the node hears of it`() throws {
    try desk.write("lang", bytes: [UInt8](repeating: 7, count: 1_100_000))
    #expect(try nginx.get("/sync", "--data-binary", "@lang", at: desk).status == 413)
    #expect(try nginx.get("/sync", at: desk).status == 403)
    #expect(try nginx.get("/sync", "--data-binary", "FV", at: desk).status == 401)
  }

  @Test func `a node that is down is waited for`() throws {
    #expect(hub.stop() == 0)
    let sync = try nginx.trusting(["sync", "--data", "soroe"], at: desk)
    #expect(sync.code == 75)
    #expect(sync.err.contains("hub: parten kan ikke lige nu (502)"))
  }
}
