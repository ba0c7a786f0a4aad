import CRDT
import Chance
import Knowledge
import SQLite
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite struct `Contacts` {
  let day: CivilDate
  let soroe: Municipality

  init() throws {
    day = try #require(CivilDate(iso: "2026-08-05"))
    soroe = try #require(Municipality(code: "0340"))
  }

  private func key(
    _ channel: Channel = .phone, _ outcome: ContactKey.Outcome = .closedAtOnce, day number: Int = 0
  ) throws -> ContactKey {
    ContactKey(
      date: try #require(day.adding(days: number)), municipality: soroe,
      department: Code("borgerservice"), channel: channel, outcome: outcome)
  }

  private func total(_ node: TestReplica) throws -> Int {
    let far = try #require(day.adding(days: 60))
    let tallies = try node.replica.contactTallies(ContactQuery(days: day...far, by: [.day]))
    return tallies.reduce(0) { $0 + $1.count }
  }

  @Test func `are one row each until they are sealed into one change`() throws {
    let node = try TestReplica()
    let before = try node.replica.changeCount()
    for _ in 0..<30 { try node.replica.count(key(), session: 1) }
    for _ in 0..<12 { try node.replica.count(key(.personal), session: 1) }
    #expect(try node.replica.changeCount() == before)
    #expect(try node.replica.waitingContacts() == 2)
    #expect(try total(node) == 42)
    let sealed = try node.replica.sealContacts(at: 0)
    #expect(sealed.count == 1)
    #expect(try node.replica.changeCount() == before + 1)
    #expect(try total(node) == 42)
    #expect(try node.replica.waitingContacts() == 0)
    #expect(try node.replica.sealContacts(at: 1) == [])
  }

  @Test func `survive a crash before they are sealed`() throws {
    let node = try TestReplica()
    try node.replica.count(key(), session: 1)
    try node.reopen()
    try node.replica.count(key(), session: 2)
    #expect(try total(node) == 2)
    try node.replica.sealContacts(at: 0)
    try node.reopen()
    #expect(try total(node) == 2)
  }

  @Test func `are taken back, and after the seal by a count that says so`() throws {
    let node = try TestReplica()
    let first = try node.replica.count(key(), session: 1)
    let second = try node.replica.count(key(), session: 1)
    try node.replica.undo(first, session: 1)
    #expect(try total(node) == 1)
    try node.replica.sealContacts(at: 0)
    try node.replica.undo(second, session: 1)
    #expect(try total(node) == 0)
    try node.replica.sealContacts(at: 1)
    let tallies = try node.replica.contactTallies(ContactQuery(days: day...day))
    #expect(tallies.map(\.origin) == [.counted, .undone])
    #expect(tallies.map(\.count) == [1, -1])
  }

  @Test func `that cancel out before the seal leave no change`() throws {
    let node = try TestReplica()
    let ticket = try node.replica.count(key(), session: 1)
    try node.replica.undo(ticket, session: 1)
    #expect(try node.replica.sealContacts(at: 0) == [])
  }

  @Test func `of many nodes add up to the same in every order, however often they come`() throws {
    let nodes = try (1...4).map { try TestReplica("Bus \($0)", seed: UInt64($0)) }
    var random = SeededRandom(seed: 11)
    var expected = 0
    for round in 0..<12 {
      for (session, node) in nodes.enumerated() {
        let count = Int(random.next() % 4)
        for _ in 0..<count {
          try node.replica.count(
            key(random.next() % 2 == 0 ? .phone : .event, day: round), session: UInt64(session))
        }
        expected += count
        if random.next() % 2 == 0 { try node.replica.sealContacts(at: Int64(round)) }
        let other = nodes[Int(random.next() % 4)]
        if other !== node { try node.pull(from: other) }
      }
    }
    for node in nodes { try node.replica.sealContacts(at: 99) }
    for _ in 0..<2 {
      for node in nodes { for other in nodes where other !== node { try node.pull(from: other) } }
    }
    for node in nodes {
      #expect(try total(node) == expected)
      #expect(try node.replica.check() == [])
    }
    #expect(try Set(nodes.map { try $0.replica.stateDigest() }).count == 1)
  }

  @Test func `of twenty laptops are all there after cut and repeated exchanges`() throws {
    let hub = try TestReplica("Hub", seed: 1)
    let laptops = try (2...21).map { try TestReplica("Bus \($0)", seed: UInt64($0)) }
    var random = SeededRandom(seed: 20)
    for round in 0..<20 {
      for (session, laptop) in laptops.enumerated() {
        for _ in 0..<10 {
          try laptop.replica.count(
            key(random.below(2) == 0 ? .phone : .event, day: round), session: UInt64(session))
        }
        try laptop.replica.sealContacts(at: Int64(round))
        let entries = try laptop.entries(lackedBy: PeerVector(hub.replica.vector()))
        let arrived = Array(entries.prefix(random.below(entries.count + 1)))
        for _ in 0...random.below(2) { try hub.replica.apply(arrived) }
      }
    }
    for laptop in laptops {
      try hub.pull(from: laptop)
      try hub.pull(from: laptop)
    }
    for node in [hub] + laptops {
      if node !== hub { try node.pull(from: hub) }
      #expect(try total(node) == 20 * 200)
      #expect(try node.replica.check() == [])
    }
  }

  @Test func `that a copied disk seals too are counted once, and what it counted itself is added`()
    throws
  {
    let (node, hub) = (try TestReplica(), try TestReplica("Hub", seed: 3))
    for _ in 0..<5 { try node.replica.count(key(), session: 1) }
    let copy = try TestReplica("Kopi", seed: 4)
    try copy.adopt(filesOf: node, seed: 5)
    // The original goes on in its process; the copy starts one of its own.
    for _ in 0..<3 { try node.replica.count(key(), session: 1) }
    try copy.replica.takeFreshReplicaID(because: "prøve", at: 0)
    for _ in 0..<7 { try copy.replica.count(key(), session: 2) }
    try node.replica.sealContacts(at: 1)
    try copy.replica.sealContacts(at: 1)
    try hub.pull(from: copy)
    try hub.pull(from: node)
    #expect(try total(hub) == 5 + 3 + 7)
    try hub.replica.rebuild()
    #expect(try total(hub) == 5 + 3 + 7)
    #expect(try hub.replica.check() == [])
  }

  /// Original: counts 5, on in the same process:  3 more,          hears of the seal,  2 more, seals.
  /// Copy:                 copied, starts anew,            seals 5,
  @Test func `that go on where a copied disk has sealed the beginning are all counted, and once`()
    throws
  {
    let (node, hub) = (try TestReplica(), try TestReplica("Hub", seed: 3))
    for _ in 0..<5 { try node.replica.count(key(), session: 1) }
    let copy = try TestReplica("Kopi", seed: 4)
    try copy.adopt(filesOf: node, seed: 5)
    for _ in 0..<3 { try node.replica.count(key(), session: 1) }
    try copy.replica.takeFreshReplicaID(because: "prøve", at: 0)
    try copy.replica.sealContacts(at: 1)
    try node.pull(from: copy)
    #expect(try total(node) == 8)
    for _ in 0..<2 { try node.replica.count(key(), session: 1) }
    #expect(try total(node) == 10)
    try node.replica.sealContacts(at: 2)
    #expect(try total(node) == 10)
    try hub.pull(from: node)
    try copy.pull(from: hub)
    for replica in [node, hub, copy] {
      #expect(try total(replica) == 10)
      #expect(try replica.replica.check() == [])
      #expect(try replica.replica.waitingContacts() == 0)
    }
  }

  @Test func `that go on after a copied disk has sealed them all are added`() throws {
    let (node, hub) = (try TestReplica(), try TestReplica("Hub", seed: 3))
    for _ in 0..<5 { try node.replica.count(key(), session: 1) }
    let copy = try TestReplica("Kopi", seed: 4)
    try copy.adopt(filesOf: node, seed: 5)
    try copy.replica.takeFreshReplicaID(because: "prøve", at: 0)
    try copy.replica.sealContacts(at: 1)
    try node.pull(from: copy)
    #expect(try node.replica.waitingContacts() == 0)
    for _ in 0..<4 { try node.replica.count(key(), session: 1) }
    #expect(try total(node) == 9)
    try node.replica.sealContacts(at: 2)
    try hub.pull(from: node)
    #expect(try total(hub) == 9)
  }

  @Test func `that are taken back after a copied disk has sealed them are taken back everywhere`()
    throws
  {
    let (node, hub) = (try TestReplica(), try TestReplica("Hub", seed: 3))
    for _ in 0..<5 { try node.replica.count(key(), session: 1) }
    let copy = try TestReplica("Kopi", seed: 4)
    try copy.adopt(filesOf: node, seed: 5)
    let ticket = try node.replica.count(key(), session: 1)
    try copy.replica.takeFreshReplicaID(because: "prøve", at: 0)
    try copy.replica.sealContacts(at: 1)
    try node.pull(from: copy)
    try node.replica.undo(ticket, session: 1)
    #expect(try total(node) == 5)
    #expect(try node.replica.lastContact() == nil)
    try node.replica.sealContacts(at: 2)
    try hub.pull(from: node)
    #expect(try total(hub) == 5)
    // Of corrections in copies of a batch the one that takes more back holds.
    var undone = try key()
    undone.origin = .undone
    #expect(ContactSeal.larger(of: [[undone: -2], [undone: -3], [:]]) == [undone: -3])
  }

  @Test func `that a restored backup still holds are dropped when their seal comes back`() throws {
    let (node, hub) = (try TestReplica(), try TestReplica("Hub", seed: 3))
    for _ in 0..<5 { try node.replica.count(key(), session: 1) }
    let backup = try TestReplica("Kopi", seed: 4)
    try backup.adopt(filesOf: node, seed: 5)
    try node.replica.sealContacts(at: 1)
    try hub.pull(from: node)
    try backup.replica.takeFreshReplicaID(because: "prøve", at: 0)
    try backup.replica.count(key(), session: 9)
    try backup.pull(from: hub)
    #expect(try backup.replica.waitingContacts() == 1)
    #expect(try total(backup) == 6)
    try backup.replica.sealContacts(at: 2)
    try hub.pull(from: backup)
    #expect(try total(hub) == 6)
  }

  @Test func `are the same after a rebuild`() throws {
    let node = try TestReplica()
    for number in 0..<40 { try node.replica.count(key(.phone, day: number % 20), session: 1) }
    try node.replica.sealContacts(at: 0)
    let query = ContactQuery([soroe], days: day...(try #require(day.adding(days: 59))))
    let tallies = try node.replica.contactTallies(query)
    try node.replica.rebuild()
    #expect(try node.replica.contactTallies(query) == tallies)
    #expect(tallies.map(\.count) == [40])
  }

  @Test func `with totals that were altered are found by a check and mended by a rebuild`() throws {
    let node = try TestReplica()
    try node.replica.count(key(.phone), amount: 3, session: 1)
    try node.replica.sealContacts(at: 0)
    #expect(try node.replica.check() == [])
    for table in ["contact", "contact_week", "contact_month"] {
      try node.replica.connection.execute("UPDATE \(table) SET amount = amount + 1")
      #expect(try node.replica.check() == [.staleContacts])
      try node.replica.rebuild()
      #expect(try node.replica.check() == [])
    }
  }

  @Test(arguments: [(0, 59), (1, 40), (3, 5), (0, 6), (2, 9), (5, 26)])
  func `by the week and by the day are the same sums`(first: Int, last: Int) throws {
    let node = try TestReplica()
    for number in 0..<60 {
      try node.replica.count(key(.phone, day: number), amount: number + 1, session: 1)
    }
    try node.replica.sealContacts(at: 0)
    let days = try #require(day.adding(days: first))...(try #require(day.adding(days: last)))
    let coarse = try node.replica.contactTallies(ContactQuery(days: days))
    let fine = try node.replica.contactTallies(ContactQuery(days: days, by: [.day]))
    #expect(coarse.map(\.count) == [(first...last).reduce(0) { $0 + $1 + 1 }])
    #expect(fine.reduce(0) { $0 + $1.count } == coarse[0].count && fine.count == last - first + 1)
    // The weeks' own sums, and the same from the days.
    let weeks = try node.replica.contactTallies(ContactQuery(days: days, by: [.week]))
    let fromDays = try node.replica.contactTallies(
      ContactQuery(days: days, by: [.week], department: Code("borgerservice")))
    #expect(weeks == fromDays && weeks.reduce(0) { $0 + $1.count } == coarse[0].count)
    #expect(weeks.allSatisfy { $0.day?.weekday == .monday })
  }

  @Test(arguments: [
    ("2026-01-01", "2026-12-31"), ("2026-01-02", "2026-12-30"), ("2026-01-17", "2026-11-15"),
    ("2026-10-19", "2026-11-08"), ("2026-02-28", "2026-03-01"), ("2026-05-05", "2026-05-05"),
  ])
  func `of all municipalities by topic are the same from months and from days`(
    from: String, to: String
  ) throws {
    let node = try TestReplica()
    let ringsted = try #require(Municipality(code: "0329"))
    let newYear = try #require(CivilDate(iso: "2026-01-01"))
    for number in 0..<365 {
      let contact = ContactKey(
        date: try #require(newYear.adding(days: number)),
        municipality: number % 3 == 0 ? ringsted : soroe, channel: .phone,
        outcome: number % 2 == 0 ? .forwarded : .writtenUp,
        forwardedTo: number % 2 == 0 ? Code("byg") : nil,
        about: .subject(try #require(Subject(digits: UInt64(380_001 + number % 5)))))
      try node.replica.count(contact, amount: number + 1, session: 1)
    }
    try node.replica.sealContacts(at: 0)
    let days = try #require(CivilDate(iso: from))...(try #require(CivilDate(iso: to)))
    let query = ContactQuery(days: days, by: [.topic, .forwardedTo])
    let sums = try node.replica.contactTallies(query)
    var expected: [ContactTally: Int] = [:]
    let keys = try node.replica.contactTallies(
      ContactQuery(days: days, by: ContactDimension.every))
    for tally in keys {
      let key = try #require(tally.key)
      expected[ContactTally(key, by: [.topic, .forwardedTo]), default: 0] += tally.count
    }
    #expect(sums == expected.map { $0.key.counted($0.value) }.sorted() && !sums.isEmpty)
    // Narrowed too.
    var written = query
    written.outcomes = [.writtenUp]
    written.channel = .phone
    #expect(
      try node.replica.contactTallies(written) == sums.filter { $0.outcome == .writtenUp })
    written.type = .transaction
    #expect(try node.replica.contactTallies(written) == [])
    // And so they are when they have been made anew.
    try node.replica.rebuild()
    #expect(try node.replica.contactTallies(query) == sums)
    #expect(try node.replica.check() == [])
  }

  @Test func `of a large import are sealed piece by piece, and none is lost or sealed twice`()
    throws
  {
    let (node, hub) = (try TestReplica(), try TestReplica("Hub", seed: 3))
    let contacts = try (0..<2_500).map { number -> (key: ContactKey, amount: Int) in
      var contact = try key(.phone, day: number % 50)
      contact.about = .subject(try #require(Subject(digits: UInt64(380_000 + number / 50))))
      return (contact, 2)
    }
    try node.replica.count(contacts, session: 1)
    let changes = try node.replica.sealContacts(at: 0, batchesAtOnce: 1)
    #expect(changes.count == 3 && Set(changes).count == 3)
    #expect(try node.replica.waitingContacts() == 0)
    #expect(try total(node) == 5_000)
    try hub.pull(from: node)
    #expect(try total(hub) == 5_000)
    #expect(try hub.replica.check() == [])
  }

  @Test func `cost at most sixty bytes of log for each sealed key`() throws {
    let node = try TestReplica()
    for number in 0..<200 {
      let subject = try #require(Subject(digits: UInt64(380_000 + number % 40)))
      var contact = try key(number % 2 == 0 ? .phone : .personal, day: number / 40)
      contact.about = .subject(subject)
      contact.event = Code("smukfest-2026")
      try node.replica.count(contact, session: 1)
    }
    let keys = try node.replica.waitingContacts()
    let id = try #require(try node.replica.sealContacts(at: 0).first)
    let entries = try node.entries(lackedBy: PeerVector(HaveVector()))
    let bytes = entries.reduce(0) { bytes, entry in
      guard case .whole(let sealed) = entry, sealed.change.id == id else { return bytes }
      return bytes + sealed.payload.count
    }
    #expect(keys == 200 && bytes > 0)
    #expect(bytes / keys <= 60, "\(bytes) bytes for \(keys) keys")
  }
}
