import CRDT
public import Digest
import Planted

/// The side that asks, as a state machine: it says what to send, is given what came back, and in
/// the end knows whether both sides hold the same (Protocol/05 §6).
///
/// It performs no requests and knows no clock. When a request or an answer is lost, begin again
/// with a new session: at most one batch travels twice.
///
///     var session = SyncSession(access: access, agreed: last)
///     var action = try session.start()
///     while case .send(let request) = action {
///       action = try session.receive(transport(request.bytes))
///     }
public struct SyncSession {
  /// The most that one batch may take compressed, on good links and on bad ones.
  public static let batchBytesMax = 256 << 10
  public static let weakLinkBatchBytesMax = 32 << 10

  private static let timesGivenWayMax = 64

  public enum Action: Sendable {
    case send(EncodedMessage)
    case finish(Outcome)
  }

  public struct Outcome: Hashable, Sendable {
    /// The digest that both sides were proved to have; `nil` if they were not.
    public let equal: SHA256Digest?
    public let findings: [SyncFinding]
    public let requests: Int
    public let changesSent: Int
    public let changesReceived: Int
  }

  private let access: ReplicaAccess
  private let limits: SyncLimits
  private let bytesMax: Int
  private var agreed: (digest: SHA256Digest, vector: HaveVector)?
  private var peer: PeerVector?
  private var searches: [ReplicaID: ForkSearch] = [:]
  /// Forks found that this exchange cannot heal, or that heal with another one.
  private var settled: Set<ReplicaID> = []
  /// Of those, the ones to report if the exchange does not end in equality.
  private var stays: [SyncFinding] = []
  /// What to tell the peer about branches in the next request.
  private var claims: [BranchClaim] = []
  private var findings: [SyncFinding] = []
  private var asked = HaveVector()
  private var sent = SyncMessage(kind: .request, digest: HaveVector().digest, vector: .unchanged)
  private var requests = 0
  private var changesSent = 0
  private var changesReceived = 0
  private var hasComparedAll = false
  private var idleRounds = 0
  private var timesGivenWay = 0

  /// `agreed` is the digest that was last proved equal with this peer, if its vector is still
  /// remembered.
  public init(
    access: ReplicaAccess, agreed: SHA256Digest?, batchBytesMax: Int = Self.batchBytesMax,
    limits: SyncLimits = .standard
  ) throws {
    self.access = access
    self.limits = limits
    bytesMax = batchBytesMax
    if let agreed, let vector = try access.agreed(agreed) { self.agreed = (agreed, vector) }
    peer = self.agreed.map { PeerVector($0.vector) }
  }

  /// The first request.
  public mutating func start() throws -> Action {
    .send(try nextRequest())
  }

  /// What to do after an answer came. Throws `ProtocolError` when it cannot be the answer of a
  /// sound peer; nothing of it was stored then.
  public mutating func receive(_ answer: SyncMessage) throws -> Action {
    guard answer.kind == .answer else { throw ProtocolError(.unexpectedAnswer) }
    if answer.agreedUnknown, !Planted.has(.forgottenAgreementKept) { agreed = nil }
    let before = try access.vector()
    guard answer.digest != before.digest else { return .finish(try agree(on: before, answer)) }
    if answer.digest == sent.digest, !Planted.has(.newsBreaksExchange) {
      if Planted.has(.equalityClaimed) { return .finish(outcome(equal: answer.digest)) }
      return try tellWhatCameMeanwhile(answer)
    }
    let vector = try peerVector(answer)
    peer = vector
    if access.giveWay != nil {
      // A hub that was set up a moment ago and waits for its nodes takes nothing from readers.
      guard !vector.marks.isEmpty else { return .finish(outcome(equal: nil)) }
      if try giveWay(from: numbersBeyond(vector, before)) { return .send(try nextRequest()) }
    }
    try compare(vector.marks, answer.probed, before)
    if try heal(answer.branches, vector, before) { return .send(try nextRequest()) }
    guard !isHealing else { return try goOn(after: answer, received: 0) }
    let received = try take(answer.batch, before)
    let after = received > 0 ? try access.vector() : before
    guard answer.digest != after.digest else { return .finish(try agree(on: after, answer)) }
    return try goOn(after: answer, received: received)
  }

  /// The session ends here; what was taken before stays.
  public func receive(_ refusal: Refusal) -> Action {
    .finish(outcome(equal: nil))
  }

  // MARK: Taking

  private func peerVector(_ answer: SyncMessage) throws(ProtocolError) -> PeerVector {
    switch answer.vector {
    case .full(let marks):
      return PeerVector(ascending: marks)
    case .delta(let marks):
      guard let agreed else { throw ProtocolError(.unexpectedAnswer) }
      return PeerVector(agreed.vector, moved: marks)
    case .unchanged:
      guard let agreed else { throw ProtocolError(.unexpectedAnswer) }
      return PeerVector(agreed.vector)
    }
  }

  private mutating func compare(
    _ marks: [StreamMark], _ probed: [StreamMark], _ held: HaveVector
  ) throws {
    let all = try StreamComparison(marks, with: held, own: access.own, chain: access.chain)
    if let there = all.ownAhead {
      try found(.ownStreamAhead(here: held[access.own]?.sequence ?? 0, there: there))
    }
    for (replica, number) in all.different { suspect(replica, different: number) }
    var different = Set(all.different.keys)
    for mark in probed {
      let id = ChangeID(replica: mark.replica, sequence: mark.sequence)
      guard let here = try access.chain(id) else { continue }
      if ChainMark(here) != mark.chain {
        different.insert(mark.replica)
        suspect(mark.replica, different: mark.sequence)
      }
      searches[mark.replica]?.learn(mark, here: here)
    }
    // A branch that the peer has given another name is not looked at again.
    searches = searches.filter { !$0.value.isFound || different.contains($0.key) }
  }

  /// Some fork is being looked for or talked about. Meanwhile no changes are taken or sent: they
  /// may be the very ones that are about to get another name.
  private var isHealing: Bool {
    searches.keys.contains { !settled.contains($0) } || !claims.isEmpty
  }

  /// Weighs the peer's claims and prepares the own ones; `true` if a branch here was renamed. Then
  /// everything that was known about the peer is to be compared anew.
  private mutating func heal(
    _ theirs: [BranchClaim], _ peer: PeerVector, _ held: HaveVector
  ) throws -> Bool {
    var healing = BranchHealing(access: access)
    let hasRenamed = try healing.weigh(theirs)
    findings += healing.findings.filter { !findings.contains($0) }
    guard !hasRenamed else {
      forget()
      return true
    }
    settled.formUnion(healing.consequences)
    if try giveWay(from: searches.values.filter(\.isFound).map(\.firstDifferent).sorted()) {
      return true
    }
    // Who was told and still differs could not do anything about it.
    let told = Set(claims.map(\.replica))
    claims = []
    for search in searches.values.sorted(by: { $0.replica < $1.replica })
    where search.isFound && !settled.contains(search.replica) {
      let id = ChangeID(replica: search.replica, sequence: search.different)
      guard !told.contains(id.replica), let claim = try access.claim(id) else {
        settled.insert(id.replica)
        if !healing.consequences.contains(id.replica) {
          try found(.fork(id.replica, firstDifferent: id.sequence))
          stays.append(.forkStays(id.replica, firstDifferent: id.sequence))
        }
        continue
      }
      claims.append(claim)
    }
    claims += try access.claims(for: peer.marks, held).filter { claim in
      !told.contains(claim.replica) && !claims.contains { $0.replica == claim.replica }
    }
    claims = Array(claims.sorted { $0.replica < $1.replica }.prefix(limits.branchesMax))
    return false
  }

  private mutating func forget() {
    agreed = nil
    searches = [:]
    settled = []
    claims = []
    stays = []
    idleRounds = 0
    peer = nil
  }

  /// Where the streams go on that are held here further than the peer holds them.
  private func numbersBeyond(_ peer: PeerVector, _ held: HaveVector) -> [ChangeID] {
    held.entries.compactMap { entry in
      let there = peer[entry.replica]?.sequence ?? 0
      guard there < entry.position.sequence else { return nil }
      return ChangeID(replica: entry.replica, sequence: there + 1)
    }
  }

  /// What only follows forgets what its peer does not hold; `true` if it did. A peer that makes it
  /// do so again and again is left until the next exchange.
  private mutating func giveWay(from numbers: [ChangeID]) throws -> Bool {
    guard let giveWay = access.giveWay, !numbers.isEmpty, timesGivenWay < Self.timesGivenWayMax,
      try giveWay(numbers)
    else { return false }
    timesGivenWay += 1
    forget()
    return true
  }

  private mutating func suspect(_ replica: ReplicaID, different: UInt64) {
    guard searches[replica] == nil else { return }
    searches[replica] = ForkSearch(
      replica: replica, same: agreed?.vector[replica]?.sequence ?? 0, different: different)
  }

  private mutating func found(_ finding: SyncFinding) throws {
    guard !findings.contains(finding) else { return }
    findings.append(finding)
    try access.report(finding)
  }

  /// Stores what came; the number of changes that were new.
  private mutating func take(_ batch: Batch, _ held: HaveVector) throws -> Int {
    guard !batch.isEmpty else { return 0 }
    let verified: VerifiedBatch
    do {
      verified = try access.verified(batch, held, limits)
    } catch let error as ProtocolError where error.reason == .fork {
      guard try isOfHealedFork(error) else { throw error }
      // The peer was told of the branch that kept the name, and goes on with the other.
      return 0
    }
    try access.apply(verified)
    changesReceived += verified.fresh.count
    return verified.fresh.count
  }

  private func isOfHealedFork(_ error: ProtocolError) throws -> Bool {
    try access.healed().contains { $0.lost.id == error.change }
  }

  // MARK: Going on

  private mutating func goOn(after answer: SyncMessage, received: Int) throws -> Action {
    let wasBusy = received > 0 || (!sent.batch.isEmpty && !answer.batchLeftAside)
    idleRounds = wasBusy ? 0 : idleRounds + 1
    let held = try access.vector()
    let next = try request(held)
    let hasWork =
      answer.hasMore || !next.message.batch.isEmpty || !next.message.probes.isEmpty
      || !claims.isEmpty
    // A sound peer needs one idle round to say that it forgot, and a few to look for a fork.
    if hasWork, idleRounds <= 8 { return .send(try note(next, held)) }
    for finding in stays { try found(finding) }
    guard searches.isEmpty, idleRounds <= 8 else { return .finish(outcome(equal: nil)) }
    if !hasComparedAll {
      // Nothing left on either side, and still not equal: compare everything once.
      hasComparedAll = true
      agreed = nil
      return .send(try nextRequest())
    }
    try found(.digestsDiffer)
    return .finish(outcome(equal: nil))
  }

  /// The peer holds what this replica held when it asked, and since then an editor or another peer
  /// has brought more: that goes next.
  private mutating func tellWhatCameMeanwhile(_ answer: SyncMessage) throws -> Action {
    try access.remember(answer.digest, asked)
    agreed = (answer.digest, asked)
    peer = PeerVector(asked)
    return .send(try nextRequest())
  }

  private mutating func nextRequest() throws -> EncodedMessage {
    let held = try access.vector()
    return try note(request(held), held)
  }

  private mutating func note(
    _ request: EncodedMessage, _ held: HaveVector
  ) throws -> EncodedMessage {
    try access.offered(request.message.batch.spans)
    asked = held
    sent = request.message
    requests += 1
    changesSent += request.message.batch.entries.count
    return request
  }

  private func request(_ held: HaveVector) throws -> EncodedMessage {
    let vector = SyncAnswerer.vector(held, since: agreed?.vector)
    var message = SyncMessage(kind: .request, digest: held.digest, vector: vector)
    if case .full = vector {} else { message.agreed = agreed?.digest }
    message.stateMark = try access.stateMark()
    if isHealing {
      message.answerBytesMax = 1
    } else if bytesMax != Self.batchBytesMax {
      message.answerBytesMax = bytesMax
    }
    message.branches = claims
    message.probes = Array(
      searches.values.flatMap(\.probes).sorted().prefix(limits.probesMax))
    guard let peer, !isHealing, access.giveWay == nil else { return EncodedMessage(message) }
    let collector = BatchCollector(
      access: access, limits: limits, forked: searches.mapValues { $0.same + 1 })
    // The first request is short whatever the link: its answer may bring what is urgent there.
    let most = requests == 0 ? min(bytesMax, Self.weakLinkBatchBytesMax) : bytesMax
    return try collector.fill(message, for: peer, bytesMax: most)
  }

  // MARK: Finishing

  private mutating func agree(on vector: HaveVector, _ answer: SyncMessage) throws -> Outcome {
    if agreed?.digest != answer.digest { try access.remember(answer.digest, vector) }
    if let here = try access.stateMark(), let there = answer.stateMark, here != there {
      try found(.statesDiffer)
    }
    return outcome(equal: answer.digest)
  }

  private func outcome(equal digest: SHA256Digest?) -> Outcome {
    Outcome(
      equal: digest, findings: findings, requests: requests, changesSent: changesSent,
      changesReceived: changesReceived)
  }
}
