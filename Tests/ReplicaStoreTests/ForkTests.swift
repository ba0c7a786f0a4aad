import CRDT
import Chance
import Knowledge
import SyncProtocol
import Testing

@testable import ReplicaStore

/// Streams with two branches heal unattended (DESIGN §6): copies of real database files.
@Suite struct `A stream with two branches` {
  let hub = try! TestReplica("Hubben", seed: 100)

  private func expectEqual(_ replicas: [TestReplica]) throws {
    for replica in replicas {
      #expect(try replica.standing == replicas[0].standing)
      #expect(try replica.bodies() == replicas[0].bodies())
      #expect(try replica.replica.check() == [])
    }
  }

  @Test func `made by a restored node that wrote before it asked is healed by that node alone`()
    throws
  {
    let node = try TestReplica("Sorø", seed: 1)
    let pas = try node.write("Pas", "Ring.")
    #expect(try node.exchange(with: hub)?.equal != nil)
    let backup = try node.copy(seed: 2)
    for number in 1...5 { try node.add("Før \(number)", to: pas) }
    #expect(try node.exchange(with: hub)?.equal != nil)
    let writer = try node.replica.identity().replica
    let known = try hub.replica.vector()[writer]

    try backup.add("Efter", to: pas)
    let flytning = try backup.write("Flytning", "Meld det.")
    try backup.add("Inden fem dage.", to: flytning)
    let outcome = try #require(try backup.exchange(with: hub))
    #expect(outcome.equal != nil)
    #expect(outcome.requests <= 7)
    try expectEqual([backup, hub])
    #expect(try hub.replica.vector()[writer] == known)
    #expect(try hub.replica.changeCount() == 9)
    let body = try #require(try hub.replica.state(of: pas).texts[.body])
    for line in ["Før 1", "Før 5", "Efter"] { #expect(body.contains(line)) }
    #expect(try hub.bodies().contains("Flytning: Meld det.\n\nInden fem dage."))

    let fresh = try backup.replica.identity().replica
    #expect(fresh != writer)
    let events = try backup.replica.events(limit: 10).map(\.text)
    #expect(events.contains { $0.contains("Sorø er gendannet") && $0.contains("Hubben") })
    try backup.add("Og videre.", to: pas)
    #expect(try backup.replica.document(named: "\(flytning)") != flytning)
    try backup.add("Skrevet i en formular fra før.", to: flytning)
    #expect(try backup.exchange(with: hub)?.requests == 1)
    #expect(try hub.replica.vector()[fresh]?.sequence == 2)
    try expectEqual([backup, hub])
  }

  /// Node and copy reach different hubs, others build on both, and then the hubs meet.
  @Test(arguments: UInt64(1)...6)
  func `of which both are out gets one name for each branch everywhere`(seed: UInt64) throws {
    let other = try TestReplica("Anden hub", seed: 200 + seed)
    let node = try TestReplica("Sorø", seed: seed)
    let reader = try TestReplica("Slagelse", seed: 300 + seed)
    let pas = try node.write("Pas", "Ring.")
    try node.exchange(with: hub)
    try other.exchange(with: hub)
    let copy = try node.copy(seed: 50 + seed)
    try node.add("fra den ene", to: pas)
    try copy.add("fra den anden", to: pas)
    let vielse = try copy.write("Vielse", "Bestil tid.")
    #expect(try node.exchange(with: hub)?.equal != nil)
    #expect(try copy.exchange(with: other)?.equal != nil)
    #expect(try reader.exchange(with: other)?.equal != nil)
    try reader.add("fra Slagelse", to: pas)
    try reader.add("husk papirer", to: vielse)
    #expect(try reader.exchange(with: other)?.equal != nil)
    try other.replica.edit(vielse, toward: draft(short: "Bestil."), by: kim)

    let outcome = try #require(try hub.exchange(with: other))
    #expect(outcome.equal != nil)
    try expectEqual([hub, other])
    let all = [node, copy, reader]
    for replica in all { #expect(try replica.exchange(with: other)?.equal != nil) }
    for replica in all { #expect(try replica.exchange(with: other)?.equal != nil) }
    #expect(try hub.exchange(with: other)?.equal != nil)
    try expectEqual([hub, other] + all)
    let bodies = try hub.bodies()
    #expect(bodies.count == 2)
    #expect(bodies.last == "Vielse: Bestil tid.\n\nhusk papirer")
    for line in ["fra den ene", "fra den anden", "fra Slagelse"] {
      #expect(bodies.first?.ranges(of: line).count == 1)
    }
    #expect(try hub.replica.changeCount() == 7)
    let before = try hub.replica.stateDigest()
    try hub.replica.rebuild()
    #expect(try hub.replica.stateDigest() == before)
    #expect(
      try [hub, other].contains { hub in
        try hub.replica.events(limit: 10).contains { $0.text.contains("To maskiner") }
      })
    try node.add("videre herfra", to: pas)
    try copy.add("og herfra", to: pas)
    for replica in [node, copy, node] {
      #expect(try replica.exchange(with: other)?.equal != nil)
    }
    try expectEqual([node, other])
    #expect(
      try Set([node, copy].map { try $0.replica.identity().replica }).count == 2)
  }

  /// A copy of a copy: whoever learns of which fork first, all end with the same names.
  @Test(arguments: UInt64(1)...8)
  func `and a branch of a branch heals the same in every order`(seed: UInt64) throws {
    let node = try TestReplica("Sorø", seed: seed)
    let pas = try node.write("Pas", "Ring.")
    let copy = try node.copy(seed: 20 + seed)
    try node.add("x", to: pas)
    try copy.add("y", to: pas)
    let third = try copy.copy(seed: 40 + seed)
    try copy.add("yy", to: pas)
    try third.add("zz", to: pas)
    let hubs = try (1...3).map { try TestReplica("Hub \($0)", seed: 1000 * $0 + seed) }
    for (replica, hub) in zip([node, copy, third], hubs) {
      #expect(try replica.exchange(with: hub)?.equal != nil)
    }
    let orders = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    let order = orders[Int(seed) % orders.count].map { hubs[$0] }
    try order[0].exchange(with: order[1])
    try order[1].exchange(with: order[2])
    for _ in 0..<2 {
      for hub in hubs.dropFirst() { try hub.exchange(with: hubs[0]) }
      for replica in [node, copy, third] { try replica.exchange(with: hubs[0]) }
    }
    for hub in hubs.dropFirst() { #expect(try hub.exchange(with: hubs[0])?.equal != nil) }
    try expectEqual(hubs + [node, copy, third])
    let body = try #require(try hubs[0].bodies().first)
    for word in ["x", "y", "yy", "zz"] {
      #expect(body.split(separator: "\n").count { $0 == word } == 1, "\(word) in \(body)")
    }
    #expect(try hubs[0].replica.changeCount() == 5)
  }

  @Test func `keeps showing what was approved on the branch that lost its name`() throws {
    for seed in UInt64(1)...4 {
      let (first, second) = (
        try TestReplica("Nord", seed: 500 + seed), try TestReplica("Syd", seed: 600 + seed)
      )
      let node = try TestReplica("Sorø", seed: seed)
      let pas = try node.write("Pas", "Ring.")
      let copy = try node.copy(seed: 70 + seed)
      for (replica, hub) in [(node, first), (copy, second)] {
        let text = "Godkendt af \(try hub.replica.identity().name)."
        let own = try replica.write("Egen \(text)", text)
        try replica.replica.approve(own, by: kim)
        try replica.exchange(with: hub)
        try hub.replica.edit(pas, toward: draft(short: text), by: mette)
        try hub.replica.approve(own, by: kim)
      }
      #expect(try first.exchange(with: second)?.equal != nil)
      try expectEqual([first, second])
      for hub in [first, second] {
        #expect(try hub.replica.publishedTitles(for: .citizen).count == 2)
        #expect(try hub.replica.searchPublished("godkendt", limit: 9).found.count == 2)
      }
    }
  }

  @Test func `that is here under both names already becomes one again`() throws {
    for seed in UInt64(1)...6 {
      let node = try TestReplica("Sorø", seed: seed)
      let pas = try node.write("Pas", "Ring.")
      let copy = try node.copy(seed: 80 + seed)
      try node.add("fra den ene", to: pas)
      try copy.add("fra den anden", to: pas)
      let vielse = try copy.write("Vielse", "Bestil tid.")
      let (first, second) = (
        try TestReplica("Nord", seed: 500 + seed), try TestReplica("Syd", seed: 600 + seed)
      )
      try node.exchange(with: first)
      try copy.exchange(with: second)
      let late = try TestReplica("Sen", seed: 900 + seed)
      try second.replica.edit(vielse, toward: draft(short: "Kort."), by: kim)
      #expect(try first.exchange(with: second)?.equal != nil)
      // Everything but the forked stream, then one of its branches from somebody who has not heard.
      let forked = try node.replica.vector().entries[0].replica
      let keeper = try first.replica.vector()[forked] == node.replica.vector()[forked] ? copy : node
      let common = try late.entries(of: node, upTo: 1)
      try late.replica.apply(common)
      for entry in try first.entries(lackedBy: PeerVector(late.replica.vector()))
      where entry.id.replica != forked {
        _ = try? late.replica.apply([entry])  // what stands on the missing stream is refused
      }
      try late.replica.apply(try late.entries(of: keeper, upTo: 9))
      for _ in 0..<2 {
        try late.exchange(with: first)
        try keeper.exchange(with: first)
        try second.exchange(with: first)
      }
      try expectEqual([late, first, second, keeper])
      #expect(try first.replica.changeCount() == 5)
    }
  }

  /// Nodes, copies, restored backups and hubs, all meeting at random; when it stops, everything that
  /// was written is everywhere exactly once.
  @Test(arguments: UInt64(1)...8)
  func `heals whatever is copied and restored meanwhile`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var replicas = try (0..<4).map { try TestReplica("Node \($0)", seed: seed * 100 + UInt64($0)) }
    let pas = try replicas[0].write("Pas", "Start.")
    for replica in replicas.dropFirst() { try replica.exchange(with: replicas[0]) }
    var backups: [(of: Int, copy: TestReplica)] = []
    var words: [(word: String, by: Int)] = []
    for step in 0..<60 {
      let place = Int.random(in: 0..<replicas.count, using: &random)
      let replica = replicas[place]
      switch Int.random(in: 0..<20, using: &random) {
      case 0 where replicas.count < 8:
        replicas.append(try replica.copy(seed: seed * 1000 + UInt64(step)))
      case 1:
        backups.append((place, try replica.copy(seed: seed * 2000 + UInt64(step))))
      case 2 where !backups.isEmpty:
        // The disk dies, and with it what only it held: that is not what this test is about.
        let backup = backups.removeLast()
        for other in replicas where other !== replicas[backup.of] {
          try replicas[backup.of].exchange(with: other)
        }
        replicas[backup.of] = backup.copy
      case 3...9:
        let word = "ord\(step)"
        words.append((word, place))
        if Bool.random(using: &random) {
          try replica.add(word, to: pas)
        } else {
          try replica.write("Titel \(step)", word)
        }
      default:
        let peer = Int.random(in: 0..<replicas.count, using: &random)
        guard peer != place else { continue }
        try replica.exchange(
          with: replicas[peer], requestsMax: Int.random(in: 1...12, using: &random))
      }
    }
    for _ in 0..<4 {
      for replica in replicas.dropFirst() { try replica.exchange(with: replicas[0]) }
    }
    for replica in replicas.dropFirst() {
      #expect(try replica.exchange(with: replicas[0])?.equal != nil, "seed \(seed)")
    }
    try expectEqual(replicas)
    let all = try replicas[0].bodies().joined(separator: "\n").split(separator: "\n")
    for (word, _) in words {
      let found = all.count { $0 == word || $0.hasSuffix(": \(word)") }
      #expect(found == 1, "\(word) is there \(found) times, seed \(seed)")
    }
  }
}

extension TestReplica {
  /// Entries of another replica's first stream that this one lacks.
  fileprivate func entries(of other: TestReplica, upTo number: UInt64) throws -> [LogEntry] {
    let held = PeerVector(try replica.vector())
    return try other.entries(lackedBy: held).filter { $0.id.sequence <= number }
  }
}
