import CRDT
import SyncProtocol

/// One visit to a relay folder (Protocol/07 §5): reads what the peers have put there, puts there what
/// they lack, and says what is held here now.
///
/// Nobody has to be there at the same time. Each file is complete in itself, read at most once and
/// stored in the way of a bundle on a stick; a visit that is cut anywhere is made good by the next.
public struct RelayRun {
  /// Proxies and file servers refuse bodies above 1 MiB more often than not.
  static let fileBytesMax = 900_000

  let replica: Replica
  let place: any RelayPlace
  let time: Int64
  let node: ReplicaID
  private var random: any RandomNumberGenerator
  private var partners: [RelayPartner]
  private(set) var report = RelayReport()

  /// - Parameter key: reads the key of the pair with a peer.
  public init(
    _ replica: Replica, at place: any RelayPlace, time: Int64,
    random: any RandomNumberGenerator = SystemRandomNumberGenerator(),
    key: (_ peer: String) throws -> PeerKey
  ) throws {
    self.replica = replica
    self.place = place
    self.time = time
    self.random = random
    node = ReplicaID(rawValue: try replica.identity().node)
    partners = try replica.peers().compactMap { peer in
      guard try !(peer.node.map(replica.hasDeparted) ?? false) else { return nil }
      return RelayPartner(peer, key: try key(peer.name))
    }
  }

  /// Performs the visit. What could not be used is in the report; what keeps the folder from being
  /// used at all is thrown.
  public mutating func perform() throws -> RelayReport {
    try replica.sealContactsIfAllowed(at: time)
    let names = try place.names()
    try replica.forgetRelayFiles(in: place.address, except: Set(names))
    let files = names.compactMap(RelayName.init)
    try readCards(files)
    try readBundles(files)
    try writeBundles(files)
    try removeParts(files)
    try writeCard()
    try compare()
    return report
  }

  // MARK: Reading

  private mutating func readCards(_ files: [RelayName]) throws {
    for case .card(let owner) in files where owner != node {
      let index = partners.firstIndex { $0.node == owner }
      guard index != nil || partners.contains(where: { $0.node == nil }) else { continue }
      let name = RelayName.card(node: owner)
      guard let bytes = try read(name) else { continue }
      do {
        try take(card: bytes, of: owner, partner: index)
      } catch let error as ProtocolError {
        // A node that is no peer of ours may well put its card here.
        if let index { complain(of: name, partners[index].name, error) }
      }
    }
  }

  /// A peer that was given its key by hand, and has never called, is known by its seal.
  private mutating func take(card bytes: [UInt8], of owner: ReplicaID, partner: Int?) throws {
    let candidates = partner.map { [$0] } ?? partners.indices.filter { partners[$0].node == nil }
    for index in candidates {
      let key = partners[index].key
      guard let card = try RelayCard(bytes, of: owner, sealedBy: key.id, key: key.secret) else {
        continue
      }
      partners[index].card = card
      partners[index].node = owner
      try replica.learn(node: owner.rawValue, ofPeer: partners[index].name)
      _ = try replica.claim(card.replica, byPeer: partners[index].name, at: time)
      return
    }
  }

  private mutating func read(_ name: RelayName) throws -> [UInt8]? {
    guard let bytes = try place.read(name.text) else { return nil }
    report.bytesIn += bytes.count
    return bytes
  }

  /// Reads what was not read before, again and again while something moves: one bundle may wait for
  /// another one's changes.
  private mutating func readBundles(_ files: [RelayName]) throws {
    let known = try replica.relayFiles(in: place.address)
    var waiting = files.compactMap { RelayBundle($0) }
      .filter { known[$0.name.text] == nil && ($0.node == node || partner($0.node) != nil) }
      .sorted { ($0.node, $0.number) < ($1.node, $1.number) }
    var problems: [RelayReport.Problem] = []
    var hasMoved = true
    while hasMoved, !waiting.isEmpty {
      hasMoved = false
      problems = []
      for bundle in waiting {
        switch try take(bundle) {
        case .done:
          waiting.removeAll { $0.name == bundle.name }
          hasMoved = true
        case .waits(let problem): problems.append(problem)
        case .unusable:
          waiting.removeAll { $0.name == bundle.name }
        }
      }
    }
    report.problems += problems
  }

  private enum Taking {
    case done
    /// For changes that may come with another file.
    case waits(RelayReport.Problem)
    /// As it is now; the next visit looks again.
    case unusable
  }

  private mutating func take(_ bundle: RelayBundle) throws -> Taking {
    let candidates = partner(bundle.node).map { [$0] } ?? partners
    do {
      guard let bytes = try read(bundle.name) else { return .unusable }
      var reader = try BundleReader(bytes)
      let keys = reader.seals.map(\.keyID)
      // From before the key was shared: its writer knows, and has written what is lacked anew.
      guard candidates.contains(where: { keys.contains($0.key.id) }) else { return .unusable }
      guard
        let sealer = candidates.first(where: {
          reader.isSealed(by: $0.key.id, key: $0.key.secret)
        })
      else { throw ProtocolError(.notAuthentic) }
      report.received += try reader.store(
        into: replica.access(forPeer: sealer.name, at: time))
      report.filesRead += 1
      // An own one that is unknown here was written before a backup was put back.
      let reach = RelayPlan.Reach(from: reader.header.from, to: reader.header.to, keys: keys)
      try replica.note(
        relayFile: bundle.name.text, bundle.node == node ? .own(reach) : .read, in: place.address)
      return .done
    } catch let error as ProtocolError {
      let peer = candidates.count == 1 ? candidates[0].name : bundle.node.description
      let problem = RelayReport.Problem(file: bundle.name.text, peer: peer, error: error)
      switch error.reason {
      case .gap, .missingParent: return .waits(problem)
      case .outOfScope:
        // Read again it would be refused again.
        try replica.note(relayFile: bundle.name.text, .read, in: place.address)
      case .damagedBundle:
        // It came here whole or not at all, and has lost something since: its writer, who sees that
        // it is gone, puts there anew what is lacked.
        try place.remove(bundle.name.text)
        report.filesRemoved += 1
      default: break
      }
      report.problems.append(problem)
      return .unusable
    }
  }

  private func partner(_ node: ReplicaID) -> RelayPartner? {
    partners.first { $0.node == node }
  }

  private mutating func complain(of name: RelayName, _ peer: String, _ error: ProtocolError) {
    report.problems.append(RelayReport.Problem(file: name.text, peer: peer, error: error))
  }

  // MARK: Writing

  private mutating func writeBundles(_ files: [RelayName]) throws {
    let readers = partners.filter { $0.card != nil && $0.scopes.contains(.pullInternal) }
    guard let first = readers.first else { return }
    let own = try ownBundles(files)
    let (held, forked) = try comparable(readers)
    let plan = RelayPlan(
      own: try replica.vector(), bundles: own.map(\.reach),
      readers: zip(held, readers).map { RelayPlan.Reader(held: $0, key: $1.key.id) })
    var number =
      files.compactMap { RelayBundle($0) }.filter { $0.node == node }
      .map(\.number).max() ?? 0
    if var known = plan.start {
      let all = try replica.access(forPeer: first.name, at: time)
      let keys = partners.filter { $0.scopes.contains(.pullInternal) }
        .map { (name: $0.key.id, key: $0.key.secret) }
      // What is our own goes in files of its own: a peer that takes nobody else's changes from us
      // takes those.
      for access in [all.offering(only: all.own), all] {
        while let piece = try BundleWriter.piece(
          from: access, lackedBy: known, forked: forked, keys: keys,
          bytesMax: RelayRun.fileBytesMax)
        {
          number = number == .max ? 0 : number + 1
          try put(piece, number)
          known = piece.known
        }
      }
    }
    for index in plan.superseded {
      try place.remove(own[index].name.text)
      report.filesRemoved += 1
    }
  }

  private mutating func put(_ piece: BundleWriter.Piece, _ number: UInt32) throws {
    let name = RelayName.bundle(
      node: node, number: number, random: ReplicaID(rawValue: random.next()))
    try write(piece.bytes, as: name)
    try replica.note(relayFile: name.text, .own(piece.reach), in: place.address)
    report.sent += piece.changes
  }

  private mutating func write(_ bytes: [UInt8], as name: RelayName) throws {
    let part = RelayName.part(node: node, random: ReplicaID(rawValue: random.next()))
    try place.write(bytes, as: name.text, part: part.text)
    report.filesWritten += 1
    report.bytesOut += bytes.count
  }

  private func ownBundles(
    _ files: [RelayName]
  ) throws -> [(name: RelayName, reach: RelayPlan.Reach)] {
    let known = try replica.relayFiles(in: place.address)
    return files.compactMap { RelayBundle($0) }.filter { $0.node == node }
      .sorted { $0.number < $1.number }
      .compactMap { bundle in
        guard case .own(let reach)? = known[bundle.name.text] else { return nil }
        return (bundle.name, reach)
      }
  }

  /// What the readers hold, without streams of which one holds another branch. Only an exchange over
  /// the net can heal those; everything else goes on.
  private func comparable(
    _ readers: [RelayPartner]
  ) throws -> (held: [PeerVector], forked: [ReplicaID: UInt64]) {
    var forked: [ReplicaID: UInt64] = [:]
    for mark in readers.flatMap({ $0.card?.held.marks ?? [] }) {
      let here = try replica.chain(at: ChangeID(replica: mark.replica, sequence: mark.sequence))
      if let here, ChainMark(here) != mark.chain { forked[mark.replica] = 1 }
    }
    return (readers.map { ($0.card?.held ?? PeerVector()).without(forked) }, forked)
  }

  private mutating func removeParts(_ files: [RelayName]) throws {
    for case .part(let writer, let random) in files where writer == node {
      try place.remove(RelayName.part(node: writer, random: random).text)
    }
  }

  private mutating func writeCard() throws {
    let card = RelayCard(
      node: node, replica: try replica.identity().replica, held: try replica.vector())
    let bytes = card.sealed(with: partners.map { (name: $0.key.id, key: $0.key.secret) })
    let name = RelayName.card(node: node)
    if try place.read(name.text) != bytes { try write(bytes, as: name) }
  }

  /// A card with the same digest proves that its node holds the same.
  private mutating func compare() throws {
    let vector = try replica.vector()
    for partner in partners {
      guard let card = partner.card else {
        report.absent.append(partner.name)
        continue
      }
      guard card.digest == vector.digest else {
        report.different.append(partner.name)
        continue
      }
      report.equal.append(partner.name)
      guard try replica.peer(named: partner.name).isEqual == false else { continue }
      try replica.remember(agreement: vector, withPeer: partner.name)
      try replica.record(
        Replica.Encounter(
          time: time, isEqual: true, error: nil, behind: 0, node: partner.node?.rawValue),
        withPeer: partner.name)
    }
  }
}

/// A peer as a visitor of the folder.
private struct RelayPartner {
  let name: String
  /// `nil` until it was there once.
  var node: ReplicaID?
  let key: PeerKey
  let scopes: PeerScopes
  var card: RelayCard?

  init(_ peer: Replica.Peer, key: PeerKey) {
    name = peer.name
    node = peer.node.map(ReplicaID.init(rawValue:))
    scopes = peer.scopes
    self.key = key
  }
}

/// The name of a bundle, taken apart.
private struct RelayBundle {
  let name: RelayName
  let node: ReplicaID
  let number: UInt32

  init?(_ name: RelayName) {
    guard case .bundle(let node, let number, _) = name else { return nil }
    self.name = name
    self.node = node
    self.number = number
  }
}
