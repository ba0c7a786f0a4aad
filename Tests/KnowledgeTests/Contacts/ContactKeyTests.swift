import CRDT
import Chance
import Testing

@testable import Knowledge

@Suite struct `A contact's key` {
  static func some(_ random: inout SeededRandom) -> ContactKey {
    func one<T>(_ all: [T]) -> T { all[Int(random.next() % UInt64(all.count))] }
    func maybe<T>(_ value: T) -> T? { random.next() % 2 == 0 ? value : nil }
    let day = CivilDate(nearestToDaysSince1970: 10_957 + Int(random.next() % 20_000))
    let outcome = one(ContactKey.Outcome.allCases)
    let topics: [ContactKey.Topic] = [
      .nothing, Subject("38.14.04").map(ContactKey.Topic.subject) ?? .nothing,
      .article(
        ChangeID(replica: ReplicaID(rawValue: random.next()), sequence: random.next() >> 40)),
    ]
    return ContactKey(
      date: day, municipality: one(Municipality.all), answering: maybe(one(Municipality.all)),
      department: maybe("borgerservice").flatMap { Code($0) }, channel: one(Channel.allCases),
      direction: one(ContactKey.Direction.allCases), isInternal: maybe(true) ?? false,
      type: one(ContactKey.ContactType.allCases), outcome: outcome,
      forwardedTo: maybe("ydelse").flatMap { Code($0) }, about: one(topics),
      event: maybe("smukfest-2026").flatMap { Code($0) }, origin: one(ContactKey.Origin.allCases))
  }

  @Test func `is read as it was written, in some thirty bytes`() throws {
    var random = SeededRandom(seed: 1)
    for _ in 0..<2_000 {
      let key = Self.some(&random)
      #expect(ContactKey(encoded: key.encoded) == key)
      #expect(key.encoded.count <= 64)
    }
    let day = try #require(CivilDate(iso: "2026-11-22"))
    let soroe = try #require(Municipality(code: "0340"))
    let plain = ContactKey(
      date: day, municipality: soroe, department: Code("borgerservice"), channel: .phone,
      about: try .subject(#require(Subject("38.14.04"))))
    #expect(plain.encoded.count == 28)
  }

  @Test func `has one spelling, and any other bytes are none`() {
    var random = SeededRandom(seed: 2)
    for _ in 0..<5_000 {
      var bytes = Self.some(&random).encoded
      let place = Int(random.next() % UInt64(bytes.count))
      bytes[place] = UInt8(truncatingIfNeeded: random.next())
      if random.next() % 4 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
      if let key = ContactKey(encoded: bytes) { #expect(key.encoded == bytes) }
    }
    #expect(ContactKey(encoded: []) == nil)
  }

  @Test func `has no room for a person`() {
    #expect(Code("Anna Hansen") == nil)
    #expect(Code(String(repeating: "a", count: 33)) == nil)
    #expect(Subject(digits: 1_000_000) == nil && Municipality(number: 9_999) == nil)
  }

  @Test func `is refused where nothing on record allows it`() throws {
    var own = ReferenceRecord()
    own.add(try Department(fields: ["ydelse", "Ydelseskontoret", "2010-01-01", "2011-12-31"]))
    own.add(
      try ContactEvent(fields: ["festival", "Festival", "Sorø", "2011-07-01", "2011-07-03", "3"]))
    let rules = ContactRules(
      ReferenceBook(own: own), today: try #require(CivilDate(iso: "2026-11-22")))
    let soroe = try #require(Municipality(code: "0340"))
    func problem(
      _ day: String, department: String? = nil, forwardedTo: String? = nil, event: String? = nil
    ) throws -> ContactProblem? {
      do {
        try rules.check(
          ContactKey(
            date: #require(CivilDate(iso: day)), municipality: soroe,
            department: department.flatMap { Code($0) }, channel: .phone,
            forwardedTo: forwardedTo.flatMap { Code($0) }, event: event.flatMap { Code($0) }))
        return nil
      } catch let problem as ContactProblem {
        return problem
      }
    }
    let (future, past) = try (
      #require(CivilDate(iso: "2026-11-23")), #require(CivilDate(iso: "1999-12-31"))
    )
    let after = try #require(CivilDate(iso: "2012-01-01"))
    #expect(try problem("2011-07-02", department: "ydelse", event: "festival") == nil)
    #expect(try problem("2026-11-23") == .inTheFuture(future))
    #expect(try problem("1999-12-31") == .tooLongAgo(past))
    #expect(
      try problem("2012-01-01", department: "ydelse")
        == .noSuchDepartmentThen(name: "Ydelseskontoret", on: after))
    #expect(
      try problem("2011-07-02", department: "byg")
        == .unknownDepartment(#require(Code("byg"))))
    #expect(try problem("2011-07-02", forwardedTo: "ydelse") == .forwardedWithoutSaying)
    #expect(
      try problem("2012-01-01", event: "festival")
        == .unknownEvent(#require(Code("festival")), on: after))
  }
}
