import Chance
import Digest
import Foundation
import Loopback
import ReplicaStore
import SyncProtocol
import Testing

@testable import SyncEngine

extension OverHTTP {
  /// Pairing by a code, with all that can go wrong between the two.
  @Suite struct `Pairing` {
    let hub: TestHub
    let soroe: TestNode

    init() throws {
      hub = try TestHub()
      soroe = try TestNode("soroe")
      try hub.node.write("Flytning")
      try soroe.write("Pas")
    }

    func invite(
      _ name: String = "soroe", scopes: PeerScopes = .node, at time: Int64 = Clock.now,
      seconds: Int64 = 3600
    ) throws -> PairingCode {
      var random = SystemRandomNumberGenerator()
      let code = PairingCode(random: &random)
      let key = PeerKey(secret: PairingKeys.invitationKey(of: code))
      try hub.node.folder.store(invitationKey: key)
      for id in try hub.node.replica.invite(
        name, id: key.id, scopes: scopes, at: time, expires: time + seconds * 1000)
      {
        hub.node.folder.removeInvitationKey(id)
      }
      return code
    }

    @discardableResult
    func join(
      _ node: TestNode, _ code: PairingCode, at port: Int, calling name: String? = "hub",
      clockAhead: Int64 = 0
    ) throws -> PairingClient.Result {
      let address = try #require(PeerAddress("http://127.0.0.1:\(port)/"))
      return try Transport.shared.withLock { transport in
        try PairingClient(
          folder: node.folder, replica: node.replica, transport: transport.value,
          now: { Clock.now + clockAhead * 1000 }
        ).join(address, with: code, calling: name, scopes: .full, ownAddress: nil)
      }
    }

    /// Both hold the same key under the same id, and it works.
    func expectPaired(_ node: TestNode, as name: String = "soroe") throws {
      let here = try node.replica.peer(named: "hub")
      let there = try hub.node.replica.peer(named: name)
      #expect(here.keyID == there.keyID)
      #expect(
        try node.folder.key(ofPeer: "hub") == hub.node.folder.key(ofPeer: name))
      try node.move(peer: "hub", to: hub.port)
      #expect(try node.sync(with: "hub").isEqual)
    }

    @Test func `gives both the same key, the names and the scopes`() throws {
      let result = try join(soroe, invite(), at: hub.port)
      #expect(result == .init(name: "hub", theirName: "hub", granted: .node))
      try expectPaired(soroe)
      let peer = try hub.node.replica.peer(named: "soroe")
      #expect(peer.scopes == .node)
      #expect(try peer.node == soroe.replica.identity().node)
    }

    @Test func `sends neither the code nor a key`() throws {
      let port = hub.port
      let link = try Interloper { _ in .pass(toPort: port) }
      let code = try invite()
      try join(soroe, code, at: link.port)
      let seen = link.traffic.flatMap { $0.request.bytes + ($0.answer?.bytes ?? []) }
      #expect(seen.count > 500)
      let key = try soroe.folder.key(ofPeer: "hub")
      let secrets = [
        code.secret, PairingKeys.invitationKey(of: code), key.secret, Array(key.hex.utf8),
        Array(code.text.utf8), Array(code.text.replacing("-", with: "").utf8),
      ]
      for secret in secrets { #expect(seen.firstRange(of: secret) == nil) }
    }

    @Test func `whose answer is lost is done by doing it again`() throws {
      let port = hub.port
      let link = try Interloper { number in
        number == 0 ? .passAndCut(toPort: port, afterBytes: 5) : .pass(toPort: port)
      }
      let code = try invite()
      #expect(throws: PairingError.self) { try join(soroe, code, at: link.port) }
      // The hub has the peer, and this node does not know it yet.
      #expect(try hub.node.replica.peers().count == 1)
      #expect(try soroe.replica.peers().isEmpty)
      try join(soroe, code, at: link.port)
      try expectPaired(soroe)
    }

    @Test func `that never arrived is done by doing it again`() throws {
      let port = hub.port
      let link = try Interloper { number in number == 0 ? .hangUp : .pass(toPort: port) }
      let code = try invite()
      #expect(throws: PairingError.self) { try join(soroe, code, at: link.port) }
      #expect(try hub.node.replica.peers().isEmpty)
      try join(soroe, code, at: link.port)
      try expectPaired(soroe)
    }

    @Test
    func `works once: another node comes too late, and so does the same after its first sync`()
      throws
    {
      let code = try invite()
      try join(soroe, code, at: hub.port)
      let other = try TestNode("slagelse")
      #expect(throws: PairingError.used) { try join(other, code, at: hub.port) }
      #expect(try other.replica.peers().isEmpty)
      try expectPaired(soroe)
      #expect(throws: PairingError.used) { try join(soroe, code, at: hub.port) }
      try expectPaired(soroe)
    }

    @Test func `with a code that nobody made, or that was replaced, is refused`() throws {
      let first = try invite()
      let second = try invite()
      #expect(throws: PairingError.unknownCode) { try join(soroe, first, at: hub.port) }
      var random = SeededRandom(seed: 3)
      #expect(throws: PairingError.unknownCode) {
        try join(soroe, PairingCode(random: &random), at: hub.port)
      }
      try join(soroe, second, at: hub.port)
      try expectPaired(soroe)
    }

    @Test func `with a code that is too old is refused and says so`() throws {
      let code = try invite(at: Clock.now - 7_200_000)
      #expect(throws: PairingError.expired) { try join(soroe, code, at: hub.port) }
      #expect(try hub.node.replica.peers().isEmpty)
    }

    @Test(arguments: [3 * 365 * 86_400, -3 * 365 * 86_400] as [Int64])
    func `works for a node whose clock is years off`(seconds: Int64) throws {
      try join(soroe, invite(), at: hub.port, clockAhead: seconds)
      try expectPaired(soroe)
    }

    @Test func `under a name that is taken by another node can be repeated under another`() throws {
      try soroe.replica.addPeer(name: "hub", url: nil, keyID: "0123456789abcdef", node: 7)
      let code = try invite()
      #expect(throws: ReplicaError.peerExists("hub")) { try join(soroe, code, at: hub.port) }
      #expect(try join(soroe, code, at: hub.port, calling: "nord").name == "nord")
      #expect(try soroe.replica.peer(named: "hub").node == 7)
      #expect(try soroe.sync(with: "nord").isEqual)
    }

    @Test func `again gives a pair that lost its key a new one, and keeps what was agreed`() throws
    {
      try join(soroe, invite(), at: hub.port)
      try expectPaired(soroe)
      let before = try hub.node.replica.peer(named: "soroe").keyID
      soroe.folder.removeKey(ofPeer: "hub")
      #expect(try soroe.sync(with: "hub").error != nil)
      #expect(try join(soroe, invite(), at: hub.port, calling: nil).name == "hub")
      #expect(try hub.node.replica.peer(named: "soroe").keyID != before)
      try expectPaired(soroe)
    }

    @Test func `is refused for good after ten requests that were not signed with the code`() throws
    {
      let code = try invite()
      let id = PairingKeys.id(of: PairingKeys.invitationKey(of: code))
      for number in 0..<Replica.invitationFailuresMax {
        let body: [UInt8] = Array("gæt \(number)".utf8)
        let signature = RequestSignature(
          signing: "POST", path: "/sync/pair", query: nil, bodyDigest: SHA256.hash(body),
          from: "0000000000000001", to: id, keyID: id, key: [UInt8](repeating: 7, count: 32),
          created: Clock.now / 1000, nonce: Nonce(bits: UInt128(number)))
        let fields = signature.fields.map { "\($0.name): \($0.value)" }
        let head = ["POST /sync/pair HTTP/1.1", "Host: hub", "Content-Length: \(body.count)"]
        let answer = try Wire.exchange(
          Array(((head + fields).joined(separator: "\r\n") + "\r\n\r\n").utf8) + body,
          port: hub.port)
        #expect(answer.status == 401)
        #expect(answer.field("signature") == nil)
      }
      #expect(throws: PairingError.unknownCode) { try join(soroe, code, at: hub.port) }
      #expect(
        try hub.node.replica.events(limit: 5).contains { $0.text.contains("forkerte forsøg") })
    }

    @Test func `replayed to the letter gives a listener nothing`() throws {
      let port = hub.port
      let link = try Interloper { _ in .pass(toPort: port) }
      try join(soroe, invite(), at: link.port)
      let recorded = try #require(link.traffic.first?.request)
      let before = try hub.node.replica.peers()
      let answer = try Wire.exchange(recorded.bytes, port: hub.port)
      #expect(answer.status == 401)
      #expect(answer.field("signature") == nil)
      #expect(try hub.node.replica.peers() == before)
      #expect(try hub.node.replica.invitations()[0].failures == 0)
      try expectPaired(soroe)
    }

    @Test func `with a body that is no request to pair is refused, and the code is still good`()
      throws
    {
      let code = try invite()
      let key = PairingKeys.invitationKey(of: code)
      for body in [[], Array("hej".utf8), KeyChange(nonce: key).encodedRequest] {
        let id = PairingKeys.id(of: key)
        let signature = RequestSignature(
          signing: "POST", path: "/sync/pair", query: nil, bodyDigest: SHA256.hash(body),
          from: "0000000000000001", to: id, keyID: id, key: key, created: Clock.now / 1000,
          nonce: Nonce(bits: UInt128.random(in: 0...(.max))))
        let head = ["POST /sync/pair HTTP/1.1", "Host: hub", "Content-Length: \(body.count)"]
        let fields = signature.fields.map { "\($0.name): \($0.value)" }
        let answer = try Wire.exchange(
          Array(((head + fields).joined(separator: "\r\n") + "\r\n\r\n").utf8) + body,
          port: hub.port)
        #expect(answer.status == 400)
      }
      #expect(try hub.node.replica.peers().isEmpty)
      try join(soroe, code, at: hub.port)
      try expectPaired(soroe)
    }
  }
}
