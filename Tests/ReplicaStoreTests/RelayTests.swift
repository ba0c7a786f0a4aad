import CRDT
import Chance
import Digest
import Knowledge
import SyncProtocol
import Testing

@testable import ReplicaStore

/// A relay folder in an array, with everything that may happen to files in one.
private final class ArrayPlace: RelayPlace {
  struct Cut: Error {}

  let address = "array"
  var files: [String: [UInt8]] = [:]
  var writes = 0
  /// The writing that ends in the middle: its file stays half, under the name `part`.
  var cutAt: Int?

  func names() -> [String] { files.keys.shuffled() }

  func read(_ name: String) -> [UInt8]? { files[name] }

  func write(_ bytes: [UInt8], as name: String, part: String) throws {
    writes += 1
    if writes == cutAt {
      files[part] = Array(bytes.prefix(bytes.count / 2))
      throw Cut()
    }
    files[name] = bytes
  }

  func remove(_ name: String) { files[name] = nil }

  var bundles: [String] { files.keys.filter { $0.hasSuffix(".bundle") }.sorted() }
}

/// Nodes that meet in a folder and nowhere else.
@Suite struct `A relay folder` {
  private let place = ArrayPlace()

  private func key(_ one: TestReplica, _ other: TestReplica) throws -> PeerKey {
    let names = try [one, other].map { try $0.replica.identity().name }.sorted()
    return PeerKey(secret: SHA256.hash(names.joined(separator: "+").utf8).bytes)
  }

  private func pair(
    _ one: TestReplica, _ other: TestReplica, scopes: PeerScopes = .full, knowsNode: Bool = true
  ) throws {
    let key = try key(one, other)
    for (here, there) in [(one, other), (other, one)] {
      let identity = try there.replica.identity()
      try here.replica.addPeer(
        name: identity.name, url: nil, keyID: key.id, node: knowsNode ? identity.node : nil,
        scopes: scopes)
    }
  }

  /// - Parameter others: those that it may share a key with.
  @discardableResult
  private func visit(
    _ node: TestReplica, sharingKeysWith others: [TestReplica], in place: ArrayPlace
  ) throws -> RelayReport {
    var run = try RelayRun(
      node.replica, at: place, time: 1, random: SeededRandom(seed: UInt64(place.writes) + 77)
    ) { name in
      let other = try #require(
        try others.first { try $0.replica.identity().name == name }, "no key with \(name)")
      return try key(node, other)
    }
    return try run.perform()
  }

  @discardableResult
  private func visit(
    _ node: TestReplica, _ others: TestReplica...
  ) throws -> RelayReport {
    try visit(node, sharingKeysWith: others, in: place)
  }

  /// Everybody comes by until all hold the same; how many rounds it took.
  private func settle(_ nodes: [TestReplica], in place: ArrayPlace) throws -> Int {
    for round in 1...8 {
      for node in nodes { try visit(node, sharingKeysWith: nodes, in: place) }
      if Set(try nodes.map { try $0.standing }).count == 1 { return round }
    }
    return .max
  }

  @Test func `brings everything both ways, and then is silent`() throws {
    let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
    try pair(hub, bus)
    try hub.write("Pas", "Mød op.")
    try bus.write("Holdeplads", "På torvet.")
    #expect(try settle([hub, bus], in: place) <= 3)
    for node in [hub, bus, hub, bus] { try visit(node, sharingKeysWith: [hub, bus], in: place) }
    let (files, writes) = (place.files, place.writes)
    let report = try visit(hub, bus)
    #expect(place.files == files)
    #expect(place.writes == writes)
    #expect(report.equal == ["Bus"])
    #expect(report.filesRead == 0)
    // Nobody needs the bundles any more.
    #expect(place.bundles == [])
    #expect(try hub.replica.peers().first?.isEqual == true)
    #expect(try hub.replica.provedVector(withPeer: "Bus") == hub.replica.vector())
  }

  @Test func `needs no call to know who a peer is that got its key by hand`() throws {
    let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
    try pair(hub, bus, knowsNode: false)
    try hub.write("Pas", "Mød op.")
    #expect(try settle([hub, bus], in: place) <= 3)
    #expect(try hub.replica.peers().first?.node == bus.replica.identity().node)
  }

  @Test func `holds one file for many small visits, and takes away what all have`() throws {
    let hub = try TestReplica("Hub", seed: 1)
    let nodes = try (2...4).map { try TestReplica("N\($0)", seed: $0) }
    for node in nodes { try pair(hub, node) }
    let all = [hub] + nodes
    for round in 0..<4 {
      try hub.write("Artikel \(round)", "Ord.")
      for node in all { try visit(node, sharingKeysWith: all, in: place) }
    }
    #expect(try settle(all, in: place) <= 3)
    for node in all { try visit(node, sharingKeysWith: all, in: place) }
    for node in all { try visit(node, sharingKeysWith: all, in: place) }
    #expect(place.bundles == [])
  }

  @Test func `of a reader that stays away does not grow without end`() throws {
    let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
    try pair(hub, bus)
    for node in [hub, bus] { try visit(node, sharingKeysWith: [hub, bus], in: place) }
    for round in 0..<(2 * RelayPlan.bundlesMax) {
      try hub.write("Artikel \(round)", "Ord.")
      try visit(hub, bus)
      #expect(place.bundles.count <= RelayPlan.bundlesMax + 2)
    }
    try visit(bus, hub)
    #expect(try bus.standing == hub.standing)
  }

  @Test func `serves who was paired when files for others lay there already`() throws {
    let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
    let third = try TestReplica("Tredje", seed: 3)
    try pair(hub, bus)
    try hub.write("Pas", "Mød op.")
    for node in [bus, hub] { try visit(node, sharingKeysWith: [hub, bus], in: place) }
    #expect(place.bundles.count == 1)
    try pair(hub, third)
    let all = [hub, bus, third]
    for node in [third, hub, third] {
      #expect(try visit(node, sharingKeysWith: all, in: place).problems == [])
    }
    #expect(try third.standing == hub.standing)
    #expect(try settle(all, in: place) <= 2)
  }

  @Test func `is made good after an upload that was cut`() throws {
    for cut in 1...6 {
      let place = ArrayPlace()
      let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
      try pair(hub, bus)
      try hub.write("Pas", "Mød op.")
      place.cutAt = cut
      for _ in 0..<4 {
        for node in [hub, bus] {
          do {
            try visit(node, sharingKeysWith: [hub, bus], in: place)
          } catch is ArrayPlace.Cut {}
        }
      }
      #expect(try hub.standing == bus.standing)
      #expect(!place.files.keys.contains { $0.hasSuffix(".part") })
    }
  }

  @Test func `leaves foreign files alone`() throws {
    let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
    try pair(hub, bus)
    let foreign = [
      "README.txt", ".DS_Store", "x.bundle", "00c0ffee00c0ffee.card",
      "00c0ffee00c0ffee-00000001-00c0ffee00c0ffee.bundle",
    ]
    for name in foreign { place.files[name] = Array("noget andet".utf8) }
    try hub.write("Pas", "Mød op.")
    #expect(try settle([hub, bus], in: place) <= 3)
    #expect(try visit(hub, bus).problems == [])
    for name in foreign { #expect(place.files[name] == Array("noget andet".utf8)) }
  }

  @Test func `gives a damaged or forged file no chance, says which, and goes on`() throws {
    let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
    try pair(hub, bus)
    try hub.write("Pas", "Mød op.")
    for node in [bus, hub] { try visit(node, sharingKeysWith: [hub, bus], in: place) }
    let name = try #require(place.bundles.first)
    let whole = try #require(place.files[name])
    for place in stride(from: 0, to: whole.count, by: 7) {
      var damaged = whole
      damaged[place] ^= 0x20
      self.place.files[name] = damaged
      let before = try bus.standing
      let report = try visit(bus, hub)
      #expect(report.problems.map(\.file) == [name])
      #expect(try bus.standing == before)
    }
    // One of another version stays where it is; one that is gone is put there again.
    #expect(place.files[name] == nil)
    #expect(try settle([hub, bus], in: place) <= 2)
  }

  @Test func `takes a card for nobody's but the one's that sealed it`() throws {
    let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
    let third = try TestReplica("Tredje", seed: 3)
    try pair(hub, bus)
    try pair(hub, third)
    let all = [hub, bus, third]
    #expect(try settle(all, in: place) <= 4)
    func card(_ node: TestReplica) throws -> String {
      RelayName.card(node: ReplicaID(rawValue: try node.replica.identity().node)).text
    }
    place.files[try card(bus)] = place.files[try card(third)]
    let report = try visit(hub, sharingKeysWith: all, in: place)
    #expect(report.problems.map(\.file) == [try card(bus)])
    #expect(report.problems.map(\.error.reason) == [.notAuthentic])
    place.files[try card(bus)] = []
    #expect(
      try visit(hub, sharingKeysWith: all, in: place).problems.map(\.error.reason)
        == [.unknownFormat])
    // Its owner puts it right.
    #expect(try settle(all, in: place) <= 2)
    #expect(try visit(hub, sharingKeysWith: all, in: place).problems == [])
  }

  @Test func `with old cards and bundles put back does no harm`() throws {
    let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
    try pair(hub, bus)
    var old: [String: [UInt8]] = [:]
    for round in 0..<4 {
      try hub.write("Artikel \(round)", "Ord.")
      try bus.write("Anden \(round)", "Ord.")
      for node in [hub, bus] { try visit(node, sharingKeysWith: [hub, bus], in: place) }
      old.merge(place.files) { first, _ in first }
    }
    #expect(try settle([hub, bus], in: place) <= 3)
    let before = try hub.standing
    place.files.merge(old) { _, old in old }
    #expect(try settle([hub, bus], in: place) <= 3)
    #expect(try hub.standing == before)
    #expect(try visit(bus, hub).problems == [])
  }

  @Test func `gives a restored node back what it had written since`() throws {
    let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
    try pair(hub, bus)
    #expect(try settle([hub, bus], in: place) <= 3)
    let backup = try bus.copy(seed: 9)
    try bus.write("Holdeplads", "På torvet.")
    try visit(bus, hub)
    let stream = try bus.replica.identity().replica
    // The disk is lost; the hub has not been there yet.
    try visit(backup, hub)
    #expect(try backup.bodies() == ["Holdeplads: På torvet."])
    #expect(try backup.replica.identity().replica != stream)
    #expect(try settle([hub, backup], in: place) <= 3)
  }

  @Test func `keeps on with what a peer may bring when some of it is not`() throws {
    let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
    let other = try TestReplica("Slagelse", seed: 3)
    try pair(hub, bus)
    try hub.replica.set(scopes: .node, ofPeer: "Bus")
    try visit(hub, bus)
    try other.write("Fra en anden", "Ord.")
    try bus.pull(from: other)
    try bus.write("Egen", "Ord.")
    try visit(bus, hub)
    let report = try visit(hub, bus)
    #expect(report.problems.map(\.error.reason) == [.outOfScope])
    #expect(try hub.bodies() == ["Egen: Ord."])
    try bus.write("Egen igen", "Ord.")
    try visit(bus, hub)
    #expect(try visit(hub, bus).problems == [])
    #expect(try hub.bodies() == ["Egen igen: Ord.", "Egen: Ord."])
  }

  @Test func `of a copied disk is reported, and everything else goes on`() throws {
    let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
    try pair(hub, bus)
    try bus.write("Fælles", "Ord.")
    #expect(try settle([hub, bus], in: place) <= 3)
    let copy = try bus.copy(seed: 9)
    try bus.write("Fra den ene", "Ord.")
    try copy.write("Fra den anden", "Ord.")
    for node in [bus, hub, copy, hub, copy, hub] {
      try visit(node, sharingKeysWith: [hub, bus], in: place)
    }
    try hub.write("Fra hubben", "Ord.")
    for node in [hub, bus, hub] { try visit(node, sharingKeysWith: [hub, bus], in: place) }
    #expect(try bus.bodies().contains("Fra hubben: Ord."))
    // Over the net it heals.
    for node in [bus, copy, bus, copy] { try node.exchange(with: hub) }
    #expect(try hub.bodies().count == 4)
  }

  @Test func `carries a base that is larger than one file`() throws {
    let (hub, bus) = (try TestReplica("Hub", seed: 1), try TestReplica("Bus", seed: 2))
    try pair(hub, bus)
    var random = SeededRandom(seed: 5)
    for number in 0..<25 {
      let noise = (0..<9_000).map { _ in String(random.next(), radix: 36) }.joined(separator: " ")
      try hub.write("Lang \(number)", String(noise.prefix(100_000)))
    }
    try visit(bus, hub)
    try visit(hub, bus)
    #expect(place.bundles.count > 1)
    #expect(place.bundles.allSatisfy { place.files[$0]?.count ?? 0 < 1_000_000 })
    try visit(bus, hub)
    #expect(try hub.standing == bus.standing)
  }

  /// Nodes in a star around a hub and some pairs beside it, in an order and with mishaps that follow
  /// from the seed: uploads that are cut, files that are lost or damaged, old ones that come back,
  /// a node that was restored.
  @Test(arguments: 1...12)
  func `brings all to the same, whatever happened`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let place = ArrayPlace()
    let base = UInt64(seed) * 100
    var nodes = try (1...4).map { try TestReplica("N\($0)", seed: base + UInt64($0)) }
    for other in 1..<4 { try pair(nodes[0], nodes[other]) }
    if Bool.random(using: &random) { try pair(nodes[2], nodes[3]) }
    var old: [String: [UInt8]] = [:]
    var written = 0
    for _ in 0..<40 {
      let index = Int.random(in: 0..<nodes.count, using: &random)
      switch Int.random(in: 0..<12, using: &random) {
      case 0..<4:
        written += 1
        try nodes[index].write("Artikel \(written)", "Skrevet af \(index).")
      case 4..<9:
        if Int.random(in: 0..<4, using: &random) == 0 { place.cutAt = place.writes + 1 }
        do {
          try visit(nodes[index], sharingKeysWith: nodes, in: place)
        } catch is ArrayPlace.Cut {}
      case 9:
        old.merge(place.files) { first, _ in first }
        if let name = place.files.keys.sorted().randomElement(using: &random) {
          place.files[name] = nil
        }
      case 10:
        if let name = place.bundles.randomElement(using: &random) {
          place.files[name]?.removeLast()
        }
      default:
        if let (name, bytes) = old.sorted(by: { $0.key < $1.key }).randomElement(using: &random) {
          place.files[name] = bytes
        }
      }
    }
    place.cutAt = nil
    #expect(try settle(nodes, in: place) <= 8, "seed \(seed)")
    #expect(try nodes[0].bodies().count == written)
    for node in nodes { #expect(try node.replica.check() == []) }
    nodes.removeAll()
  }
}
