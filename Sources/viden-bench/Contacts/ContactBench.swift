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
/// Every municipality seals once each working day. Times are elapsed milliseconds of one call, the
/// middle of five; registering is durable, so it depends on the disk.
enum ContactBench {
  static func run(_ arguments: [String]) -> Int32 {
    let count = number(after: "--count", in: arguments) ?? 1_000_000
    let folder =
      text(after: "--in", in: arguments)
      ?? FileManager.default.temporaryDirectory.path + "/viden-bench-contacts-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: folder) }  // a temporary folder
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
  private var random = SeededRandom(seed: 2_026)
  private let days: [CivilDate]
  private let year: ClosedRange<CivilDate>

  init(folder: String, count: Int) throws {
    replica = Replica(try DataFolder(path: folder).createReplica())
    try replica.found(municipality: "0340", name: "Maaling")
    self.count = count
    guard let first = CivilDate(iso: "2026-01-01"), let last = CivilDate(iso: "2026-12-31") else {
      preconditionFailure("2026 has a first and a last day")
    }
    year = first...last
    days = (0..<365).compactMap { first.adding(days: $0) }.filter(\.isWorkingDay)
  }

  mutating func measure() throws {
    try putOnRecord()
    let (keys, changes) = try fill()
    let bytes = try logBytes()
    print(
      "{\"contacts\":\(count),\"keys\":\(keys),\"changes\":\(changes),"
        + "\"log_bytes_per_key\":\(rounded(Double(bytes) / Double(keys)))}")
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
      try CountingPeriod(fields: ["uge43", "Tælleuger", "2026-W43", "2026-W45", "", ""]))
    try replica.edit(referenceOf: .national, national, by: authorship)
    for municipality in Municipality.all {
      var own = ReferenceEdit()
      own.add(try InhabitantCount(fields: ["60000", "2020-01-01", "prøve"]))
      own.add(try ComparisonConsent(fields: ["2020-01-01", ""]))
      for code in Self.departments { own.add(try Department(fields: [code, code, "", ""])) }
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
    return ContactKey(
      date: day, municipality: municipality,
      department: Code(Self.departments[random.below(Self.departments.count)]),
      channel: channels[random.below(channels.count)],
      type: random.below(3) == 0 ? .transaction : .information,
      outcome: outcomes[random.below(outcomes.count)],
      about: Subject(digits: digits).map(ContactKey.Topic.subject) ?? .nothing)
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
    var times: [Double] = []
    for _ in 0..<400 {
      let key = key(municipality, year.upperBound)
      let start = Date()
      try replica.count(key, session: 1)
      times.append(-start.timeIntervalSinceNow * 1_000)
    }
    times.sort()
    print("{\"register_p50_ms\":\(rounded(times[200])),\"register_p95_ms\":\(rounded(times[380]))}")
  }

  private func measureReports() throws {
    guard let soroe = Municipality(code: "0340"), let odense = CivilDate(iso: "2026-10-19"),
      let last = CivilDate(iso: "2026-11-08")
    else { return }
    let code = Code("uge43")
    for name in ReportRequest.Name.allCases where name != .event {
      let spans = [("year", year), ("weeks", odense...last)]
      for (span, days) in spans {
        for isNational in [false, true] {
          let request = ReportRequest(
            name, of: soroe, isNational: isNational, days: days, code: code,
            today: year.upperBound)
          let times = try (0..<5).map { _ in
            let start = Date()
            _ = try replica.report(request)
            return -start.timeIntervalSinceNow * 1_000
          }.sorted()
          print(
            "{\"report\":\"\(name.rawValue)\",\"span\":\"\(span)\",\"national\":\(isNational),"
              + "\"ms\":\(rounded(times[2]))}")
        }
      }
    }
  }

  private func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }
}
