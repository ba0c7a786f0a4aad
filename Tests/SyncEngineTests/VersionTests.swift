import ReplicaStore
import SyncProtocol
import Testing

@testable import SyncEngine

/// Nodes of different releases beside each other.
@Suite struct `Another version of the protocol` {
  let hub: TestHub
  let node: TestNode

  init() throws {
    hub = try TestHub()
    node = try TestNode("soroe")
    try node.pair(with: hub.node, at: hub.port)
  }

  /// What the node would say first.
  private func firstRequest() throws -> [UInt8] {
    var session = try SyncSession(
      access: node.replica.access(forPeer: hub.node.name, at: 1), agreed: nil)
    guard case .send(let request) = try session.start() else { return [] }
    return request.bytes
  }

  private func send(_ bytes: [UInt8]) throws -> PeerLine.Reply {
    try Transport.shared.withLock { transport in
      let way = PeerWay(
        name: hub.node.name, address: "http://127.0.0.1:\(hub.port)",
        peerNode: try hub.node.replica.identity().node, ownNode: try node.replica.identity().node,
        transport: transport.value, now: { Clock.now })
      var line = try way.line(
        to: "/sync", with: node.folder.key(ofPeer: hub.node.name))
      return try line.send(bytes)
    }
  }

  @Test(arguments: [0, 2, 255] as [UInt8])
  func `is refused in words, and the next exchange goes on`(version: UInt8) throws {
    try node.write("Pas")
    let before = try hub.node.standing
    var request = try firstRequest()
    request[2] = version
    let reply = try send(request)
    #expect(reply.isRefusal)
    #expect(try MessageCodec.decodeRefusal(reply.bytes).reason == .unknownFormat)
    #expect(try hub.node.standing == before)
    #expect(try node.sync(with: hub.node.name).isEqual)
  }

  @Test func `with a flag of the future is refused the same way`() throws {
    var request = try firstRequest()
    request[4] |= 0x80
    let reply = try send(request)
    #expect(reply.isRefusal)
    #expect(try MessageCodec.decodeRefusal(reply.bytes).reason == .unknownFormat)
  }

  @Test func `is what the operator is told to look for`() {
    for error in [
      SyncError.refused(ProtocolError(.unknownFormat)),
      .protocolBroken(ProtocolError(.unknownFormat, at: 0)),
    ] {
      #expect(error.sentence.contains("opdatér viden"))
    }
  }

  /// A release from before this one sends its log in order and hurries nothing; it may meet us from
  /// either side.
  @Test(arguments: [true, false])
  func `from before things were hurried is as good a peer`(isAsking: Bool) throws {
    let (asker, answerer) = (try TestNode("gammel"), try TestNode("ny"))
    for number in 0..<20 {
      try asker.write("A\(number)")
      try answerer.write("B\(number)")
    }
    for (one, other) in [(asker, answerer), (answerer, asker)] {
      try one.replica.addPeer(name: other.name, url: nil, keyID: other.name, node: nil)
    }
    var old = try asker.replica.access(forPeer: "ny", at: 1)
    var new = try answerer.replica.access(forPeer: "gammel", at: 1)
    if isAsking { old.urgent = { _, _ in } } else { new.urgent = { _, _ in } }
    var session = try SyncSession(access: old, agreed: nil)
    var action = try session.start()
    while case .send(let request) = action {
      let answer = try SyncAnswerer(access: new).answer(to: MessageCodec.decode(request.bytes))
      action = try session.receive(MessageCodec.decode(answer.bytes))
    }
    #expect(try asker.standing == answerer.standing)
  }
}
