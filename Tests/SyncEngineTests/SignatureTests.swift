import CRDT
import Chance
import Digest
import Foundation
import Loopback
import ReplicaStore
import SyncProtocol
import Testing

@testable import SyncEngine

extension OverHTTP {
  /// Who may speak: only the holder of the pair's key, only now, only once, only as it was signed.
  @Suite struct `A hub` {
    let hub: TestHub
    let soroe: TestNode
    let key: PeerKey

    init() throws {
      hub = try TestHub()
      soroe = try TestNode("soroe")
      key = try soroe.pair(with: hub.node, at: hub.port)
      try hub.node.write("Flytning")
      try soroe.write("Pas")
    }

    /// A request as bytes; whatever is `nil` is what an honest Sorø would write.
    func request(
      _ body: [UInt8], secret: [UInt8]? = nil, keyID: String? = nil, from: String? = nil,
      to: String? = nil, created: Int64? = nil, path: String = "/sync"
    ) throws -> [UInt8] {
      let signature = RequestSignature(
        signing: "POST", path: path, query: nil, bodyDigest: SHA256.hash(body),
        from: try from ?? soroe.replica.identity().nodeName,
        to: try to ?? hub.node.replica.identity().nodeName, keyID: keyID ?? key.id,
        key: secret ?? key.secret, created: created ?? Clock.now / 1000,
        nonce: Nonce(bits: UInt128.random(in: 0...(.max))))
      let fields = signature.fields.map { "\($0.name): \($0.value)" }
      return plain(body, fields)
    }

    func plain(_ body: [UInt8], _ fields: [String] = []) -> [UInt8] {
      let lines =
        ["POST /sync HTTP/1.1", "Host: hub", "Content-Length: \(body.count)", "Connection: close"]
        + fields
      return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
    }

    /// A first request that asks for everything.
    func greeting() throws -> [UInt8] {
      let access = try soroe.replica.access(forPeer: "hub", at: Clock.now)
      var session = try SyncSession(access: access, agreed: nil)
      guard case .send(let message) = try session.start() else { return [] }
      return message.bytes
    }

    /// What the hub says to a stranger: nothing, and nothing happened.
    func expectRefused(_ request: [UInt8], _ comment: Comment) throws {
      let before = try hub.node.standing
      let known = try hub.node.replica.peer(named: "soroe")
      let answer = try Wire.exchange(request, port: hub.port)
      #expect(answer.status == 401, comment)
      #expect(try MessageCodec.decodeRefusal(answer.body).reason == .notAuthentic, comment)
      #expect(answer.field("signature") == nil, comment)
      #expect(try hub.node.standing == before, comment)
      #expect(try hub.node.replica.peer(named: "soroe") == known, comment)
    }

    @Test func `answers an honest request made by hand`() throws {
      let answer = try Wire.exchange(request(greeting()), port: hub.port)
      #expect(answer.status == 200)
      #expect(answer.field("signature") != nil)
      #expect(try MessageCodec.decode(answer.body).batch.entries.count == 1)
    }

    @Test func `refuses a request without a signature`() throws {
      try expectRefused(plain(greeting()), "no fields")
      try expectRefused(plain([]), "no body either")
    }

    @Test func `refuses a signature made with another key`() throws {
      let other = [UInt8](repeating: 7, count: 32)
      try expectRefused(request(greeting(), secret: other), "a known key id, another key")
      try expectRefused(
        request(greeting(), secret: other, keyID: "0123456789abcdef"), "an unknown key id")
    }

    @Test func `refuses a request that was signed for another node or another path`() throws {
      try expectRefused(request(greeting(), to: "0000000000000001"), "for another node")
      try expectRefused(request(greeting(), path: "/sync/"), "for another path")
    }

    @Test func `refuses a key that another node has used before`() throws {
      #expect(try soroe.sync(with: "hub").isEqual)
      try expectRefused(request(greeting(), from: "0000000000000001"), "from another node")
      try expectRefused(request(greeting(), from: "not-a-node"), "from no node at all")
    }

    @Test func `answers the same request once and never again`() throws {
      let bytes = try request(greeting())
      #expect(try Wire.exchange(bytes, port: hub.port).status == 200)
      try expectRefused(bytes, "the same bytes again")
      try expectRefused(bytes, "and again")
    }

    @Test func `refuses a body that was changed after signing`() throws {
      var bytes = try request(greeting())
      bytes[bytes.count - 1] ^= 1
      try expectRefused(bytes, "one bit of the body")
    }

    @Test func `refuses a recorded request when it is too old, and tells only its signer why`()
      throws
    {
      let old = Clock.now / 1000 - 86_400
      let answer = try Wire.exchange(request(greeting(), created: old), port: hub.port)
      #expect(answer.status == 401)
      #expect(answer.field("signature") != nil)
      #expect(try MessageCodec.decodeRefusal(answer.body).reason == .clockSkew)
      let other = [UInt8](repeating: 7, count: 32)
      try expectRefused(request(greeting(), secret: other, created: old), "a stranger")
    }

    @Test func `says in a signed answer why a batch cannot be used`() throws {
      let before = try hub.node.standing
      let answer = try Wire.exchange(request(Array("ikke en besked".utf8)), port: hub.port)
      #expect(answer.status == 400)
      #expect(answer.field("signature") != nil)
      #expect(try MessageCodec.decodeRefusal(answer.body).reason == .unknownFormat)
      #expect(try hub.node.standing == before)
      #expect(try hub.node.replica.peer(named: "soroe").lastError != nil)
    }
  }

  /// The other way around: what the caller believes.
  @Suite struct `A caller` {
    let hub: TestHub
    let soroe: TestNode

    init() throws {
      hub = try TestHub()
      soroe = try TestNode("soroe")
      try hub.node.write("Flytning")
      try soroe.write("Pas")
    }

    func expectUnchanged(_ error: SyncError, by deed: Interloper.Deed) throws {
      let link = try Interloper { _ in deed }
      try soroe.pair(with: hub.node, at: link.port)
      let before = try soroe.standing
      let report = try soroe.sync(with: "hub")
      #expect(report.error == error)
      #expect(!report.isEqual)
      #expect(try soroe.standing == before)
    }

    @Test func `with a key that the hub does not know is told so`() throws {
      try soroe.pair(with: hub.node, at: hub.port)
      var random = SeededRandom(seed: 1)
      try soroe.folder.store(PeerKey(random: &random), ofPeer: "hub")
      let before = try hub.node.standing
      #expect(try soroe.sync(with: "hub").error == .notAccepted)
      #expect(try hub.node.standing == before)
    }

    @Test(arguments: [365 * 86_400, -365 * 86_400, 301, -301] as [Int64])
    func `whose clock is wrong is put right once by the hub's`(seconds: Int64) throws {
      try soroe.pair(with: hub.node, at: hub.port)
      let report = try soroe.sync(with: "hub", clockAhead: seconds)
      #expect(report.isEqual)
      #expect(abs((report.clockOffset ?? 0) + seconds) <= 30)
      // One more than with the right clock: only the first request is repeated.
      let right = try TestNode("right")
      try right.pair(with: hub.node, at: hub.port)
      try right.write("Vielse")
      #expect(try right.sync(with: "hub").requests == report.requests - 1)
    }

    @Test func `does not take an answer that was changed on its way`() throws {
      try expectUnchanged(
        .notThePeer(status: 200),
        by: .alter(
          toPort: hub.port,
          answer: { answer in
            var body = answer.body
            body[body.count / 2] ^= 1
            answer.body = body
          }))
    }

    @Test func `does not take an answer with another status`() throws {
      try expectUnchanged(
        .notThePeer(status: 299),
        by: .alter(
          toPort: hub.port,
          answer: { answer in
            let text = "HTTP/1.1 299 OK"
            answer.bytes = Array(text.utf8) + answer.bytes.drop { $0 != UInt8(ascii: "\r") }
          }))
    }

    @Test func `is refused when its request was changed on its way`() throws {
      let before = try hub.node.standing
      try expectUnchanged(
        .notAccepted,
        by: .alter(
          toPort: hub.port,
          request: { request in
            var body = request.body
            body[body.count - 1] ^= 0x80
            request.body = body
          }))
      #expect(try hub.node.standing == before)
    }

    @Test func `does not take an answer to an earlier request`() throws {
      let port = hub.port
      let recorder = try Interloper { _ in .pass(toPort: port) }
      try soroe.pair(with: hub.node, at: recorder.port)
      #expect(try soroe.sync(with: "hub").isEqual)
      let earlier = try #require(recorder.traffic.last?.answer)
      let thief = try Interloper { _ in .answer(earlier) }
      try soroe.move(peer: "hub", to: thief.port)
      try soroe.write("Vielse")
      let before = try soroe.standing
      #expect(try soroe.sync(with: "hub").error == .notThePeer(status: 200))
      #expect(try soroe.standing == before)
    }

    @Test func `without an address, or without having met, says so and asks nobody`() throws {
      try hub.node.replica.addPeer(name: "bus", url: nil, keyID: "0123456789abcdef", node: nil)
      #expect(try hub.node.sync(with: "bus").error == .noAddress)
      try hub.node.replica.addPeer(
        name: "ny", url: "http://127.0.0.1:9", keyID: "fedcba9876543210", node: nil)
      #expect(try hub.node.sync(with: "ny").error == .neverMet)
    }

    @Test func `whose key file others can read is stopped before it asks`() throws {
      try soroe.pair(with: hub.node, at: hub.port)
      let path = soroe.folder.keys + "/hub.key"
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      let report = try soroe.sync(with: "hub")
      guard case .badKey(path, _) = report.error else {
        Issue.record("\(String(describing: report.error))")
        return
      }
      #expect(report.requests == 0)
      #expect(try soroe.replica.peer(named: "hub").lastError == report.error?.sentence)
    }
  }
}
