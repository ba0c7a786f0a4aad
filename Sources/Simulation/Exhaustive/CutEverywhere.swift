import CRDT
import Digest
import Knowledge
import ReplicaStore
import SyncProtocol

/// An exchange of many messages in both directions, each cut at every byte: nothing of a cut
/// message is taken, and from wherever the link broke, the next exchange ends in equality.
public struct CutEverywhere {
  public private(set) var cuts = 0
  public private(set) var messages = 0
  public private(set) var violations: [String] = []

  private static let batchBytesMax = 200

  public init() {}

  public mutating func run() {
    do {
      try exchangeWithCuts()
    } catch {
      violations.append("\(error)")
    }
  }

  private mutating func exchangeWithCuts() throws {
    let world = ReferenceScenario.world()
    // Machine 1 has met nobody for a while: much goes in both directions.
    try world.live { $0.number < 5 || $0.machine != 1 || $0.act != .synchronise }
    let (caller, peer) = (world.machines[1], world.machines[0])
    guard let link = world.link(from: 1, to: 0) else { return }
    let links = world.links[0]
    let time = world.time + 60_000
    let exchange = try caller.begin(
      1 << 20, with: link, batchBytesMax: CutEverywhere.batchBytesMax, at: time)
    while true {
      let request = try caller.sign(exchange, to: link, at: time)
      messages += 2
      try cut(request, of: exchange, link, to: peer, links, at: time)
      let answer = try peer.answer(request, links: links, at: time).answer
      try cutAnswer(answer, to: exchange, link, caller, at: time)
      try goOnAfterLosing(answer, caller, peer, link, links, at: time)
      guard case .goOn = try caller.receive(answer, in: exchange, from: link, at: time) else {
        break
      }
    }
    let (here, there) = (try digest(of: caller, at: time), try digest(of: peer, at: time))
    if here != there { violations.append("the exchange did not end in equality") }
  }

  private func digest(of machine: Machine, at time: Int64) throws -> SHA256Digest {
    try machine.perform(at: time) { try $0.vector().digest }
  }

  /// The request, cut at every byte: as it was signed, and as somebody with the key would send it.
  private mutating func cut(
    _ request: WireMessage, of exchange: Exchange, _ link: Link, to peer: Machine,
    _ links: [Link], at time: Int64
  ) throws {
    let before = try digest(of: peer, at: time)
    for count in request.body.indices {
      cuts += 1
      var part = request
      part.body.removeSubrange(count...)
      let plain = try peer.answer(part, links: links, at: time)
      let signed = try peer.answer(
        CutEverywhere.signedAgain(part, exchange, link, count), links: links, at: time)
      if plain.refusal == nil || signed.refusal == nil {
        violations.append("a request cut at \(count) of \(request.body.count) was taken")
      }
    }
    if try digest(of: peer, at: time) != before { violations.append("a cut request left a trace") }
  }

  private static func signedAgain(
    _ part: WireMessage, _ exchange: Exchange, _ link: Link, _ count: Int
  ) -> WireMessage {
    guard let old = exchange.signature else { return part }
    let signature = RequestSignature(
      signing: "POST", path: Link.path, query: nil, bodyDigest: SHA256.hash(part.body),
      from: old.from, to: old.to, keyID: old.keyID, key: link.key, created: old.created,
      nonce: Nonce(bits: UInt128(exchange.requests) << 64 | UInt128(count) << 32 | 1))
    return WireMessage(fields: signature.fields, body: part.body)
  }

  /// The answer, cut at every byte: the caller takes none of it, and no part of it is a message.
  private mutating func cutAnswer(
    _ answer: WireMessage, to exchange: Exchange, _ link: Link, _ caller: Machine, at time: Int64
  ) throws {
    let before = try digest(of: caller, at: time)
    for count in answer.body.indices {
      cuts += 1
      var part = answer
      part.body.removeSubrange(count...)
      guard case .end(.notThePeer) = try caller.receive(part, in: exchange, from: link, at: time)
      else {
        violations.append("an answer cut at \(count) of \(answer.body.count) was taken")
        continue
      }
      if (try? MessageCodec.decode(part.body)) != nil {  // it must throw
        violations.append("an answer cut at \(count) can be read")
      }
    }
    if try digest(of: caller, at: time) != before { violations.append("a cut answer left a trace") }
  }

  /// Whatever of the answer was lost, the caller begins anew with what it has.
  private mutating func goOnAfterLosing(
    _ answer: WireMessage, _ caller: Machine, _ peer: Machine, _ link: Link, _ links: [Link],
    at time: Int64
  ) throws {
    let (one, other) = (Machine(copyOf: caller), Machine(copyOf: peer))
    let exchange = try one.begin(
      1 << 21, with: link, batchBytesMax: CutEverywhere.batchBytesMax, at: time)
    while true {
      let request = try one.sign(exchange, to: link, at: time)
      let answered = try other.answer(request, links: links, at: time)
      switch try one.receive(answered.answer, in: exchange, from: link, at: time) {
      case .goOn, .signAgain: continue
      case .end(.equal): return
      case .end(let ending):
        violations.append("after a lost answer the next exchange ended \(ending)")
        return
      }
    }
  }
}
