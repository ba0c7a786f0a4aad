import CRDT
import Chance
import Foundation
import Knowledge
import ReplicaStore
import SyncProtocol

/// A year of all municipalities' contacts: what one costs in the log, how long one takes to count,
/// and how long every report takes.
///
///     viden-bench contacts [--count 1000000] [--in FOLDER]
///
/// Every municipality seals once each working day. Times are milliseconds of one call, the middle of
/// five, elapsed and of this processor; registering is durable, so it depends on the disk. A folder
/// that is named is left there, and measured as it is the next time.
enum ContactBench {
  static func run(_ arguments: [String]) -> Int32 {
    let count = number(after: "--count", in: arguments) ?? 1_000_000
    let folder =
      text(after: "--in", in: arguments)
      ?? FileManager.default.temporaryDirectory.path + "/viden-bench-contacts-\(getpid())"
    let isTemporary = text(after: "--in", in: arguments) == nil
    defer {
      if isTemporary { try? FileManager.default.removeItem(atPath: folder) }  // gone or not
    }
    do {
      var year = try ContactYear(folder: folder, count: count)
      try year.measure()
      return 0
    } catch {
      print("error: \(error)")
      return 1
    }
  }

  private static func text(after name: String, in arguments: [String]) -> String? {
    guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else {
      return nil
    }
    return arguments[index + 1]
  }

  private static func number(after name: String, in arguments: [String]) -> Int? {
    text(after: name, in: arguments).flatMap { Int($0) }
  }
}

/// The ledger that is measured.
private struct ContactYear {
  let replica: Replica
  let count: Int
  private let isThere: Bool
  private var random = SeededRandom(seed: 2_026)
  private let days: [CivilDate]
  private let year: ClosedRange<CivilDate>
  private let market: ClosedRange<CivilDate>

  init(folder: String, count: Int) throws {
    let data = DataFolder(path: folder)
    isThere = FileManager.default.fileExists(atPath: folder + "/replica.sqlite")
    replica = Replica(try isThere ? data.openForWriting() : data.createReplica())
    if !isThere { try replica.found(municipality: "0340", name: "Maaling") }
    self.count = count
    guard let first = CivilDate(iso: "2026-01-01"), let last = CivilDate(iso: "2026-12-31"),
      let opened = CivilDate(iso: "2026-08-03"), let closed = CivilDate(iso: "2026-08-07")
    else { preconditionFailure("2026 has these days") }
    year = first...last
    market = opened...closed
    days = (0..<365).compactMap { first.adding(days: $0) }.filter(\.isWorkingDay)
  }

  mutating func measure() throws {
    if !isThere {
      try putOnRecord()
      let (keys, changes) = try fill()
      let bytes = try logBytes()
      print(
        "{\"contacts\":\(count),\"keys\":\(keys),\"changes\":\(changes),"
          + "\"log_bytes_per_key\":\(rounded(Double(bytes) / Double(keys)))}")
    }
    try measureRegistering()
    try measureReports()
  }

  /// Prices and a counting period, and what a comparison needs of every municipality.
  private func putOnRecord() throws {
    let authorship = Authorship(author: "NIS, Hub", time: 0)
    var national = ReferenceEdit()
    for (channel, price) in [("personlig", "100"), ("telefon", "50"), ("brev", "120")] {
      national.add(try ChannelPrice(fields: [channel, price, "2010-01-01", "Solrød 2010"]))
    }
    national.add(
      try CountingPeriod(fields: [
        "uge43", "Tælleuger", "2026-W43", "2026-W45", "", "23.00.07 23.01.01",
      ]))
    try replica.edit(referenceOf: .national, national, by: authorship)
    for municipality in Municipality.all {
      var own = ReferenceEdit()
      own.add(try InhabitantCount(fields: ["60000", "2020-01-01", "prøve"]))
      own.add(try ComparisonConsent(fields: ["2020-01-01", ""]))
      for code in Self.departments { own.add(try Department(fields: [code, code, "", ""])) }
      if municipality.code == "0340" {
        own.add(try Target(fields: ["straksafsluttet", "", "53", "2008", "69", "2026-12-31"]))
        own.add(try Target(fields: ["selvbetjening", "23.00.07", "5", "2010", "40", "2026-12-31"]))
        own.add(
          try ContactEvent(fields: [
            "marked", "Kræmmermarked", "Sorø", "2026-08-03", "2026-08-07", "2",
          ])
        )
      }
      try replica.edit(referenceOf: .municipality(municipality), own, by: authorship)
    }
  }

  private static let departments = [
    "borgerservice", "byg", "pladsanvisning", "visitation", "ydelse",
  ]

  private mutating func fill() throws -> (keys: Int, changes: Int) {
    let start = Date()
    var keys = 0
    var changes = 0
    var made = 0
    let cells = days.count * Municipality.all.count
    for (number, day) in days.enumerated() {
      for (offset, municipality) in Municipality.all.enumerated() {
        let wanted = count * (number * Municipality.all.count + offset + 1) / cells
        let contacts = (made..<wanted).map { _ in (key: key(municipality, day), amount: 1) }
        made = wanted
        try replica.count(contacts, session: random.next())
        keys += try replica.waitingContacts()
        changes += try replica.sealContacts(at: 0).count
      }
    }
    print("{\"fill_s\":\(rounded(-start.timeIntervalSinceNow))}")
    return (keys, changes)
  }

  private mutating func key(_ municipality: Municipality, _ day: CivilDate) -> ContactKey {
    let channels: [Channel] = [
      .phone, .phone, .phone, .personal, .personal, .email, .letter, .chat,
    ]
    let outcomes: [ContactKey.Outcome] = [
      .closedAtOnce, .closedAtOnce, .closedAtOnce, .forwarded, .caseOpened, .writtenUp,
    ]
    let digits = UInt64(230_000 + random.below(120))
    let outcome = outcomes[random.below(outcomes.count)]
    return ContactKey(
      date: day, municipality: municipality, department: department(),
      channel: channels[random.below(channels.count)],
      type: random.below(3) == 0 ? .transaction : .information, outcome: outcome,
      forwardedTo: outcome == .forwarded ? department() : nil,
      about: Subject(digits: digits).map(ContactKey.Topic.subject) ?? .nothing,
      event: municipality.code == "0340" && market.contains(day) ? Code("marked") : nil)
  }

  private mutating func department() -> Code? {
    Code(Self.departments[random.below(Self.departments.count)])
  }

  /// Payload, chain hash, parents and numbers: a change's row in the log.
  private func logBytes() throws -> Int {
    var bytes = 0
    try replica.visitEntries(lackedBy: PeerVector(HaveVector())) { entry in
      if case .whole(let sealed) = entry, sealed.change.author == Replica.contactAuthor {
        bytes += sealed.payload.count + 32 + 1 + 24
      }
      return true
    }
    return bytes
  }

  private mutating func measureRegistering() throws {
    guard let municipality = Municipality(code: "0340") else { return }
    let times = try (0..<400).map { _ in
      let key = key(municipality, year.upperBound)
      return try Spent { _ = try replica.count(key, session: 1) }
    }
    let elapsed = times.map(\.elapsed).sorted()
    let processor = times.map(\.processor).sorted()
    print(
      "{\"register_p50_ms\":\(rounded(elapsed[200])),\"register_p95_ms\":\(rounded(elapsed[380])),"
        + "\"register_cpu_p50_ms\":\(rounded(processor[200])),"
        + "\"register_cpu_p95_ms\":\(rounded(processor[380]))}")
  }

  private func measureReports() throws {
    guard let soroe = Municipality(code: "0340"), let odense = CivilDate(iso: "2026-10-19"),
      let last = CivilDate(iso: "2026-11-08"), let early = CivilDate(iso: "2026-01-17"),
      let late = CivilDate(iso: "2026-12-15")
    else { return }
    let odd = early...late
    for name in ReportRequest.Name.allCases {
      let code = Code(name == .event ? "marked" : "uge43")
      // From the 17th until the 15th: as many days beside the whole months as there can be.
      let spans = [("year", year), ("odd", odd), ("weeks", odense...last)]
      for (span, days) in spans {
        for isNational in [false, true] {
          let request = ReportRequest(
            name, of: soroe, isNational: isNational, days: days, code: code,
            today: year.upperBound)
          let times = try (0..<5).map { _ in
            try Spent { _ = try replica.report(request) }
          }
          print(
            "{\"report\":\"\(name.rawValue)\",\"span\":\"\(span)\",\"national\":\(isNational),"
              + "\"ms\":\(rounded(times.map(\.elapsed).sorted()[2])),"
              + "\"cpu_ms\":\(rounded(times.map(\.processor).sorted()[2]))}")
        }
      }
    }
  }

  private func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }
}

/// Milliseconds that something took, on the wall and on this processor.
private struct Spent {
  let elapsed: Double
  let processor: Double

  init(on work: () throws -> Void) rethrows {
    let (start, processorStart) = (Date(), clock())
    try work()
    elapsed = -start.timeIntervalSinceNow * 1_000
    processor = Double(clock() - processorStart) * 1_000 / Double(CLOCKS_PER_SEC)
  }
}
