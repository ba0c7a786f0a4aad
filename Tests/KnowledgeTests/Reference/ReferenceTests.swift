import CRDT
import Chance
import Testing

@testable import Knowledge

@Suite struct `Reference lines` {
  static let rows: [(ReferenceKind, [String])] = [
    (.departments, ["borgerservice", "Borgerservice", "1.1.2010", ""]),
    (.phones, ["borgerservice", "57 87 60 00", "", ""]),
    (.prices, ["Personlig", "100", "1-1-2010", "Solrød 2010"]),
    (.prices, ["chat", "", "2010-01-01", "Solrød 2010: ikke opgjort"]),
    (.prices, ["telefon", "12,5", "2010-01-01", "prøve"]),
    (.hours, ["borgerservice", "telefon", "ma-to 8-15; fr 8-13", "", ""]),
    (.exceptions, ["borgerservice", "", "24-12-2026", "", "9-11", "Juleaften"]),
    (.shifts, ["telefon", "0340 Holbæk", "", "ma-fr 8-22", "2026-01-05", ""]),
    (
      .periods, ["tael-2011", "Tælleuger", "2011-W43", "uge 45, 2011", "borgerservice", "38.14.04"]
    ),
    (.targets, ["selvbetjening", "", "5", "2010", "40", "31-12-2011"]),
    (.events, ["smukfest-2026", "Smukfest", "Skanderborg", "2026-08-05", "2026-08-09", "4"]),
    (.inhabitants, ["29.870", "2026-01-01", "Danmarks Statistik"]),
    (.comparisons, ["2026-01-01", ""]),
  ]

  @Test(arguments: rows)
  func `are read from a row and from the wire alike`(kind: ReferenceKind, row: [String]) throws {
    func check<Line: ReferenceLine>(_: Line.Type) throws {
      let line = try Line(fields: row)
      #expect(Line.kind == kind)
      #expect(line.fields.count == Line.columns.count)
      #expect(try Line(fields: line.fields) == line)
      #expect(Line(line.value) == line)
      // The same, in a spelling that no replica writes, is no line.
      #expect(Line(Value(line.fields.joined(separator: "\n") + " ")) == nil)
    }
    try check(kind.type)
  }

  @Test func `of every kind have a field of their own that is in the registry`() {
    #expect(Set(ReferenceKind.allCases.map(\.field)).count == ReferenceKind.allCases.count)
    #expect(Set(ReferenceKind.allCases.map(\.field)) == Set(Field.ofReference.map(\.id)))
  }

  @Test func `that are damaged are left out and told of, and trap nobody`() throws {
    var random = SeededRandom(seed: 9)
    let state = try #require(ReferenceTests.document(lines: Self.rows, damagedBy: &random))
    var record = ReferenceRecord()
    record.add(state)
    let unreadable = ReferenceKind.allCases.reduce(0) { $0 + record.unreadable($1).count }
    let readable = ReferenceKind.allCases.reduce(0) { $0 + record.rows($1).count }
    #expect(readable >= Self.rows.count)
    #expect(unreadable > 100)
  }

  @Test(arguments: [
    (ReferenceKind.prices, ["fax", "100", "2010-01-01", "x"], "kanal"),
    (.prices, ["brev", "12.50", "2010-01-01", "x"], "pris"),
    (.prices, ["brev", "-1", "2010-01-01", "x"], "pris"),
    (.prices, ["brev", "1", "31-02-2010", "x"], "fra"),
    (.phones, ["borgerservice", "5787600", "", ""], "telefon"),
    (.departments, ["Borger Service", "x", "", ""], "kode"),
    (.departments, ["a", "x", "2026-01-02", "2026-01-01"], "til"),
    (.periods, ["a", "x", "2011-W45", "2011-W43", "", ""], "sidste uge"),
    (.targets, ["selvbetjening", "", "", "", "101", "2011-12-31"], "målsat"),
    (.shifts, ["telefon", "", "", "ma 8-9", "2026-01-01", ""], "på skift"),
  ])
  func `that are wrong name the cell`(kind: ReferenceKind, row: [String], column: String) {
    func problem<Line: ReferenceLine>(_: Line.Type) -> ReferenceProblem? {
      do {
        _ = try Line(fields: row)
        return nil
      } catch {
        return error
      }
    }
    #expect(problem(kind.type)?.column == column)
    #expect(problem(kind.type)?.sentence.hasPrefix(column) == true)
  }

  @Test func `hold by the day, the municipality's own before those of all`() throws {
    var own = ReferenceRecord()
    var national = ReferenceRecord()
    for price in [
      ["personlig", "100", "2010-01-01", "a"], ["personlig", "110", "2012-01-01", "a"],
    ] {
      national.add(try ChannelPrice(fields: price))
    }
    own.add(try ChannelPrice(fields: ["personlig", "90", "2011-06-01", "b"]))
    own.add(try ChannelPrice(fields: ["personlig", "", "2013-01-01", "b"]))
    let prices = ReferenceBook(own: own, national: national).prices
    func ore(_ day: String) -> Int? {
      CivilDate(iso: day).flatMap { prices.line(for: .personal, on: $0)?.ore }
    }
    #expect(ore("2009-12-31") == nil)
    #expect(ore("2010-01-01") == 10_000)
    #expect(ore("2012-12-31") == 9_000)
    #expect(ore("2013-01-01") == nil)
  }

  @Test func `of departments follow their names through the years`() throws {
    var own = ReferenceRecord()
    for row in [
      ["ydelse", "Ydelseskontoret", "", "2011-12-31"],
      ["ydelse", "YdelsesCenteret", "2012-01-01", ""],
      ["bus", "Borgerbussen", "2010-04-01", "2010-09-30"],
    ] { own.add(try Department(fields: row)) }
    let book = ReferenceBook(own: own)
    let (before, after) = try (
      #require(CivilDate(iso: "2010-05-01")), #require(CivilDate(iso: "2013-01-01"))
    )
    #expect(book.departments(on: before).map(\.name) == ["Borgerbussen", "Ydelseskontoret"])
    #expect(book.departments(on: after).map(\.name) == ["YdelsesCenteret"])
    let bus = try #require(Code("bus"))
    #expect(book.name(of: bus, on: after) == "Borgerbussen")
  }

  @Test func `of duty rotate by the week`() throws {
    let shift = try DutyShift(
      fields: ["telefon", "0340 0316 0330", "", "ma-to 8-22; fr 8-16", "2026-01-07", ""])
    let roster = DutyRoster([shift])
    let soroe = try #require(Municipality(code: "0340"))
    func onDuty(_ day: String, _ clock: String) throws -> [String] {
      let moment = CivilMoment(
        try #require(CivilDate(iso: day)), try #require(ClockTime(parsing: clock)))
      return roster.onDuty(on: .phone, at: moment, for: soroe).map(\.code)
    }
    #expect(try onDuty("2026-01-06", "9") == [])
    #expect(try onDuty("2026-01-07", "9") == ["0340"])
    #expect(try onDuty("2026-01-12", "21.59") == ["0316"])
    #expect(try onDuty("2026-01-16", "16") == [])
    #expect(try onDuty("2026-01-26", "8") == ["0340"])
  }

  @Test func `of regions know that two become one in 2027`() throws {
    let soroe = try #require(Municipality(code: "0340"))
    let (before, after) = try (
      #require(CivilDate(iso: "2026-12-31")), #require(CivilDate(iso: "2027-01-01"))
    )
    #expect(soroe.region(on: before)?.rawValue == "Region Sjælland")
    #expect(soroe.region(on: after)?.rawValue == "Region Østdanmark")
    #expect(Municipality(code: "0751")?.region(on: after) == .central)
  }
}

enum ReferenceTests {
  /// A document with all the lines, each also with a byte changed in twenty ways.
  static func document(
    lines: [(ReferenceKind, [String])], damagedBy random: inout SeededRandom
  ) throws -> DocumentState? {
    var operations: [CRDT.Operation] = ReferenceRecord.creation(for: .national)
    func value<Line: ReferenceLine>(_: Line.Type, _ row: [String]) throws -> Value {
      try Line(fields: row).value
    }
    for (kind, row) in lines {
      let sound = try value(kind.type, row)
      operations.append(.add(kind.field, sound))
      for _ in 0..<20 {
        var bytes = sound.bytes
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
        operations.append(.add(kind.field, Value(bytes: bytes)))
      }
    }
    let id = ChangeID(replica: ReplicaID(rawValue: 1), sequence: 1)
    return try DocumentState(
      creating: Change(
        id: id, document: id, parents: [], author: "MKJ", time: 0, salt: 0, operations: operations))
  }
}

@Suite struct `A table in a file` {
  @Test(arguments: ["a;b\n1;2\n", "a,b\r\n1,2", "\u{FEFF}a\tb\n1\t2\n\n", "A;\"b\"\n\"1\";2\n"])
  func `is read whatever parts its cells`(text: String) throws {
    let rows = try CSVTable(parsing: Array(text.utf8)).rows(of: ["a", "b"])
    #expect(rows.map(\.number) == [2])
    #expect(rows.map(\.cells) == [["1", "2"]])
  }

  @Test func `keeps what stands in quotes, and counts lines as editors do`() throws {
    let text = "navn;grund\n\"Bo; \"\"Bus\"\"\";\"to\nlinjer\"\nx;y\n"
    let table = try CSVTable(parsing: Array(text.utf8))
    #expect(table.rows.map(\.number) == [2, 4])
    #expect(table.rows[0].cells == ["Bo; \"Bus\"", "to\nlinjer"])
    #expect(CSVText.text(table.header, table.rows.map(\.cells)) == text)
  }

  @Test(arguments: [
    ("", CSVError.empty), ("a;b\n1\n", .cells(row: 2, expected: 2, found: 1)),
    ("a\n\"x\n", .unclosedQuote(row: 2)), ("a;b\n\"x\"y;1\n", .strayQuote(row: 2)),
    ("a\n\n\n1;2\n", .cells(row: 4, expected: 1, found: 2)),
  ])
  func `that is broken says in which line`(text: String, error: CSVError) {
    #expect(throws: error) { try CSVTable(parsing: Array(text.utf8)) }
  }

  @Test func `in Windows-1252 is refused with the line`() {
    #expect(throws: CSVError.notUTF8(row: 3)) {
      try CSVTable(parsing: Array("a\nb\ns".utf8) + [0xF8, 0x0A])
    }
  }

  @Test func `with a column that nobody knows says which there are`() throws {
    let table = try CSVTable(parsing: Array("kanal;prs\nbrev;1\n".utf8))
    #expect(throws: CSVError.unknownColumn("prs", expected: ChannelPrice.columns)) {
      try table.rows(of: ChannelPrice.columns)
    }
  }

  @Test func `of any bytes at all never traps`() {
    var random = SeededRandom(seed: 4)
    let alphabet = Array("a1;,\t\"\n\r".utf8) + [0xC3, 0xA6, 0xFF]
    for _ in 0..<3_000 {
      let bytes = (0..<Int(random.next() % 24)).map { _ in
        alphabet[Int(random.next() % UInt64(alphabet.count))]
      }
      guard let table = try? CSVTable(parsing: bytes) else { continue }
      #expect(table.rows.allSatisfy { $0.cells.count == table.header.count })
    }
  }

  @Test(arguments: [
    ("12.950", 1_295_000), ("36,5", 3_650), ("0,05", 5), ("-1.000", -100_000), ("7", 700),
  ])
  func `has numbers as Danes write them`(text: String, hundredths: Int) {
    #expect(DanishNumber.hundredths(text) == hundredths)
    #expect(DanishNumber.hundredths(DanishNumber.hundredths(hundredths)) == hundredths)
  }

  @Test(arguments: ["12.50", "1,234", "1.29.500", "", "-", "1e3", "99999999999999999999", "1,-2"])
  func `has other numbers refused`(text: String) {
    #expect(DanishNumber.hundredths(text) == nil)
  }
}
