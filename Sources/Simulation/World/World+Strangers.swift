import CRDT
import Digest
import Knowledge
import ReplicaStore
import SyncProtocol

/// Peers that are hostile or broken, and people who record what others say.
extension World {
  /// A program with a fault, on a machine that everybody trusts, puts changes into the base that
  /// their documents cannot take, or that say what is not so.
  func makeStrangeChange(_ number: Int, _ random: inout RandomSource) throws {
    let machine = machines[number]
    guard machine.isUp, machine.holdsChanges, !machine.disk.isArmed, machine.disk.bytesMax == nil
    else { return }
    guard let document = try machine.someDocument(&random, at: time) else { return }
    try machine.perform(at: time) { replica in
      let state = try replica.state(of: document)
      let writer = ReplicaID(rawValue: random.next())
      let sealed = try SealedChange(
        sealing: Change(
          id: ChangeID(replica: writer, sequence: 1), document: document, parents: state.heads,
          author: "Fremmed", time: machine.now(time), salt: random.next(),
          operations: World.strangeOperations(on: state, &random)),
        after: nil)
      try replica.apply([.whole(sealed)])
    }
    note("\(machine.name) has a strange change of \(document)")
    try observe(.inspected(machine: number))
  }

  private static func strangeOperations(
    on state: DocumentState, _ random: inout RandomSource
  ) -> [Operation] {
    switch random.below(5) {
    case 0:
      return [.edit(.body, [Splice(position: 1 << 30, deleted: 0, inserted: "Uden for teksten")])]
    case 1:
      return [.edit(.body, [Splice(position: 0, deleted: 1 << 30, inserted: "")])]
    case 2:
      // An approval of words that nobody has seen.
      let false_ = Approval(
        version: state.heads, contentHash: SHA256.hash([random.isHeads ? 1 : 2]))
      return [.assign(.approval, false_.value)]
    case 3:
      return [.assign(FieldID(rawValue: 9_999), Value("fra fremtiden"))]
    default:
      return [.assign(.approval, Value(bytes: [0xff, 0x00, 0x13]))]
    }
  }

  /// Somebody sends a request again that he recorded, or one that a known peer's key signs and no
  /// sound peer would make.
  func sendStrangeMessage(_ random: inout RandomSource) throws {
    guard !recorded.isEmpty else { return }
    let old = recorded[random.below(recorded.count)]
    let peer = machines[old.peer]
    guard peer.isUp else { return }
    let caller = machines[old.caller]
    do {
      let before = try peer.perform(at: time) { try $0.vector().digest }
      let message =
        switch random.below(5) {
        case 0, 1: old.message
        case 2: try withGap(old, &random) ?? old.message
        default: World.mangled(old, by: caller, peer, time, &random)
        }
      let answered = try peer.answer(message, links: links[old.peer], at: time)
      try observe(
        .strange(
          machine: old.peer, answered, before: before,
          after: try peer.perform(at: time) { try $0.vector().digest }))
      if answered.refusal == nil, !peer.disk.isArmed {
        try observe(.inspected(machine: old.peer))
      }
    } catch is Machine.Mishap {
      try afterMishap(old.peer)
    }
  }

  /// What the caller of old holds and the peer lacks, but for the first of it: what a program sends
  /// that has lost count. `nil` where nothing is left.
  private func withGap(_ old: Recorded, _ random: inout RandomSource) throws -> WireMessage? {
    let (caller, peer) = (machines[old.caller], machines[old.peer])
    guard caller.isUp, caller.holdsChanges, !caller.disk.isArmed, caller.disk.bytesMax == nil
    else { return nil }
    let held = try peer.perform(at: time) { PeerVector(try $0.vector()) }
    let body = try caller.perform(at: time) { replica -> [UInt8]? in
      var lacked: [LogEntry] = []
      try replica.visitEntries(lackedBy: held) {
        lacked.append($0)
        return lacked.count < 200
      }
      let entries = World.withoutFirst(lacked)
      guard !entries.isEmpty else { return nil }
      let access = try replica.access(forPeer: old.link.name, at: caller.now(time))
      let vector = try replica.vector()
      return MessageCodec.encode(
        SyncMessage(
          kind: .request, digest: vector.digest, vector: .full(PeerVector(vector).marks),
          batch: try Batch(entries, salts: access.salts, chain: access.chain)))
    }
    return body.map { World.signed($0, like: old, by: peer, time, &random) }
  }

  /// Without the first entry, and without what stands on it.
  private static func withoutFirst(_ entries: [LogEntry]) -> [LogEntry] {
    var left: Set<ChangeID> = []
    var (started, ended): (Set<ReplicaID>, Set<ReplicaID>) = ([], [])
    return entries.enumerated().compactMap { index, entry in
      let id = entry.id
      let ancestors = entry.header.map { [$0.document] + $0.parents } ?? []
      guard index > 0, !ended.contains(id.replica), left.isDisjoint(with: ancestors) else {
        left.insert(id)
        // A stream may begin behind its hole, and has no other.
        if started.contains(id.replica) { ended.insert(id.replica) }
        return nil
      }
      started.insert(id.replica)
      return entry
    }
  }

  /// The body with some bytes other than they were, signed as if that were right.
  private static func mangled(
    _ old: Recorded, by caller: Machine, _ peer: Machine, _ time: Int64,
    _ random: inout RandomSource
  ) -> WireMessage {
    var body = old.message.body
    for _ in 0..<random.between(1, 4) where !body.isEmpty {
      switch random.below(4) {
      case 0: body.remove(at: random.below(body.count))
      case 1: body.insert(UInt8(random.below(256)), at: random.below(body.count))
      case 2: body.removeSubrange(random.below(body.count)...)
      default: body[random.below(body.count)] ^= UInt8(1 << random.below(8))
      }
    }
    return signed(body, like: old, by: peer, time, &random)
  }

  /// A request of the same caller to the same peer, as if it had never been sent.
  private static func signed(
    _ body: [UInt8], like old: Recorded, by peer: Machine, _ time: Int64,
    _ random: inout RandomSource
  ) -> WireMessage {
    let from = old.message.values(SignatureProfile.fromName).first ?? ""
    let to = old.message.values(SignatureProfile.toName).first ?? ""
    let signature = RequestSignature(
      signing: "POST", path: Link.path, query: nil, bodyDigest: SHA256.hash(body), from: from,
      to: to, keyID: old.link.keyID, key: old.link.key, created: peer.now(time) / 1000,
      nonce: Nonce(bits: UInt128(random.next())))
    return WireMessage(fields: signature.fields, body: body)
  }

  /// A stick that somebody without a key has made, or that broke in a pocket.
  func makeStrangeStick(_ random: inout RandomSource) {
    guard !sticks.isEmpty else { return }
    var stick = sticks[random.below(sticks.count)]
    guard stick.kind == .sound else { return }
    switch random.below(3) {
    case 0:
      stick.bytes.removeSubrange(random.below(stick.bytes.count)...)
      stick.kind = .damaged
    case 1:
      stick.bytes[random.below(stick.bytes.count)] ^= UInt8(1 << random.below(8))
      stick.kind = .damaged
    default:
      guard let bytes = World.resealed(stick.bytes, by: Link.key(&random)) else { return }
      stick.bytes = bytes
      stick.kind = .fromStranger
    }
    sticks.append(stick)
  }

  /// The same bundle with seals of somebody else's in place of its own, under the same names.
  private static func resealed(_ bytes: [UInt8], by key: [UInt8]) -> [UInt8]? {
    guard var reader = try? BundleReader(bytes) else { return nil }  // damaged before: no stick
    var writer = BundleWriter()
    let names = reader.seals.map(\.keyID)
    var copy = writer.start(reader.header)
    while let batch = try? reader.next() { copy += writer.append(batch) }
    return copy + writer.finish(keys: names.map { (name: $0, key: key) })
  }
}

/// A bundle file on a stick.
struct Stick {
  enum Kind: Hashable, Sendable {
    case sound
    case damaged
    case fromStranger
  }

  var bytes: [UInt8]
  var kind: Kind
}
