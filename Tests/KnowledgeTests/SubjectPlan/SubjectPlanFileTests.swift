import Chance
import Testing

@testable import Knowledge

private func plan(_ sample: PlanSample) throws -> SubjectPlanFile {
  try SubjectPlanFile(sample.bytes)
}

/// What is wrong with a file; `nil` for one that is read.
private func problem(_ bytes: [UInt8]) -> SubjectPlanFileError? {
  do {
    _ = try SubjectPlanFile(bytes)
    return nil
  } catch {
    return error as? SubjectPlanFileError
  }
}

private func problem(_ text: String) -> SubjectPlanFileError? { problem(Array(text.utf8)) }

@Suite struct `A file of subjects` {
  let sample = PlanSample()

  private func line(_ number: String, in sample: PlanSample) throws -> SubjectPlanLine {
    try #require(try plan(sample).lines.first { $0.number == number })
  }

  @Test func `is read with its numbers, titles and what became of them`() throws {
    let file = try plan(sample)
    #expect(file.date.iso == "2026-01-15")
    #expect((1...3).map { file.count(level: $0) } == [1, 2, 5])
    #expect(file.lines.map(\.number) == sample.entries.map(\.number).sorted())
    let day = CivilDate(iso: "2025-10-01")
    #expect(try line("10.01.12", in: sample).standing == .moved(day, to: ["10.01.04"]))
    #expect(try line("10.05.02", in: sample).title == "Ærinder på ø")
    #expect(file.lines.allSatisfy { $0.since == file.date })
    #expect(file.remarks.isEmpty)
  }

  @Test func `has stray blanks in its titles, which are tidied`() throws {
    #expect(try line("10.01.04", in: sample).title == "Skakter og stiger")
  }

  @Test func `has the mark of what is out of use in its titles, which goes`() throws {
    let expired = try line("10.01.08", in: sample)
    #expect(expired.title == "Lanterner")
    #expect(expired.standing == .expired(CivilDate(iso: "2025-07-01")))
    let shouting = sample.with { $0.change("10.01.08") { $0.title = "[UDGÅET] Lanterner" } }
    #expect(try line("10.01.08", in: shouting).title == "Lanterner")
  }

  @Test func `says in the title alone that a number is out of use, and is believed`() throws {
    let odd = sample.with { $0.change("10.01.08") { $0.historic = "" } }
    #expect(try line("10.01.08", in: odd).standing == .expired(nil))
    #expect(try plan(odd).remarks.map(\.kind) == [.expiredOnlyInTitle])
  }

  @Test func `moves a number nowhere, or to one it has not`() throws {
    let nowhere = sample.with {
      $0.change("10.01.12") {
        $0.historic = "<Flyttet><FlyttetDato>2025-10-01</FlyttetDato></Flyttet>"
      }
    }
    #expect(
      try line("10.01.12", in: nowhere).standing == .moved(CivilDate(iso: "2025-10-01"), to: []))
    #expect(try plan(nowhere).remarks.map(\.kind) == [.movedNowhere])
    let unknown = sample.with {
      $0.change("10.01.12") { $0.historic = $0.historic.replacing("10.01.04", with: "99.01.02") }
    }
    #expect(try plan(unknown).remarks.map(\.kind) == [.unknownSuccessor("99.01.02")])
  }

  @Test func `lacks dates, guidance and UUIDs, or begins with a byte order mark`() throws {
    let bare = """
      <KLE-Emneplan><UdgivelsesDato>2019-05-01T00:00:00</UdgivelsesDato><Hovedgruppe>
      <HovedgruppeNr>10</HovedgruppeNr><HovedgruppeTitel>A</HovedgruppeTitel><Gruppe>
      <GruppeNr>10.01</GruppeNr><GruppeTitel>B</GruppeTitel><Emne><EmneNr>10.01.00</EmneNr>
      <EmneTitel>C</EmneTitel><UUID/></Emne></Gruppe></Hovedgruppe></KLE-Emneplan>
      """
    let file = try SubjectPlanFile([0xEF, 0xBB, 0xBF] + Array(bare.utf8))
    #expect(file.lines.map(\.title) == ["A", "B", "C"])
    #expect(file.lines.allSatisfy { $0.uuid.isEmpty && $0.standing.isActive })
    #expect(file.date.iso == "2019-05-01")
  }

  @Test func `takes UUIDs in either case, and knows elements of other versions to pass over`()
    throws
  {
    #expect(try line("10.01.04", in: sample).uuid == "a1")
    let other = sample.xml.replacing(
      "</EmneTitel>",
      with:
        "</EmneTitel><BevaringJaevnfoerArkivloven>K</BevaringJaevnfoerArkivloven><Nyt><EmneTitel>x</EmneTitel></Nyt>"
    )
    #expect(try SubjectPlanFile(Array(other.utf8)).lines == plan(sample).lines)
  }

  @Test func `has one number twice, and the newest in use counts`() throws {
    var twice = sample
    twice.entries.append(
      .init(number: "10.05.02", title: "Nyt navn", created: "2020-01-01"))
    #expect(try line("10.05.02", in: twice).title == "Nyt navn")
    guard case .repeated(let lines) = try plan(twice).remarks.first?.kind else {
      Issue.record("nothing is remarked")
      return
    }
    #expect(lines.count == 2 && lines[0] < lines[1])
    twice.entries[twice.entries.count - 1].historic = "<UdgaaetDato>2021-01-01</UdgaaetDato>"
    #expect(try line("10.05.02", in: twice).title == "Ærinder på ø")
    twice.entries[twice.entries.count - 1].historic = ""
    twice.entries[twice.entries.count - 1].created = nil
    guard case .twice(let number, let first) = problem(twice.bytes)?.reason else {
      Issue.record("two that are in use are taken")
      return
    }
    #expect(number == "10.05.02" && first < (problem(twice.bytes)?.line ?? 0))
  }

  @Test func `is refused with the line when it is no emneplan`() {
    #expect(problem("nummer;titel\n")?.reason == .xml(.notXML))
    #expect(problem("")?.reason == .xml(.cut))
    #expect(problem("<KLE-Handlingsfacetter/>")?.reason == .otherRoot("KLE-Handlingsfacetter"))
    #expect(problem("<KLE-Emneplan></KLE-Emneplan>")?.reason == .noDate)
    let latin = sample.xml.replacing("utf-8", with: "ISO-8859-1")
    #expect(problem(latin)?.reason == .xml(.encoding("ISO-8859-1")))
    var bytes = sample.bytes
    let place = bytes.firstIndex(of: 0xC3) ?? 0
    bytes[place] = 0xE6
    #expect(problem(bytes)?.reason == .xml(.notUTF8))
    let undated = sample.with { $0.date = "i går" }
    #expect(problem(undated.bytes)?.reason == .noDate)
    let empty = sample.with { $0.entries = [.init(number: "10", title: "Tom")] }
    #expect(problem(empty.bytes)?.reason == .noSubjects)
    let laughs =
      "<!DOCTYPE x [<!ENTITY a 'ha'>]>"
      + sample.xml.split(separator: "\n")[1...].joined(separator: "\n")
    #expect(problem(laughs) == SubjectPlanFileError(.xml(.documentType), line: 1))
  }

  @Test func `is refused wherever it was cut`() {
    for end in stride(from: 0, to: sample.bytes.count - 20, by: 37) {
      #expect(problem(Array(sample.bytes[..<end])) != nil, "cut at \(end)")
    }
  }

  @Test func `is refused for numbers that are none or stand elsewhere, with the line`() throws {
    let bad = sample.with { $0.change("10.05.02") { $0.number = "10.05.2x" } }
    #expect(problem(bad.bytes)?.reason == .badNumber("10.05.2x", element: "EmneNr"))
    let elsewhere = sample.with { $0.change("10.05.02") { $0.number = "11.05.02" } }
    let found = try #require(problem(elsewhere.bytes))
    #expect(found.reason == .elsewhere("11.05.02", parent: "10.05"))
    #expect(
      elsewhere.xml.split(separator: "\n", omittingEmptySubsequences: false)[found.line - 1]
        .contains("11.05.02"))
    let nameless = sample.with { $0.change("10.05.02") { $0.title = " " } }
    #expect(problem(nameless.bytes)?.reason == .noTitle(number: "10.05.02"))
    let numberless = sample.xml.replacing("<EmneNr>10.05.02</EmneNr>", with: "")
    #expect(problem(numberless)?.reason == .noNumber(element: "Emne"))
    let successor = sample.with {
      $0.change("10.01.12") { $0.historic = $0.historic.replacing("10.01.04", with: "senere") }
    }
    #expect(problem(successor.bytes)?.reason == .badNumber("senere", element: "EmneNr"))
  }

  @Test func `is never half read, however it is bent`() {
    var random = SeededRandom(seed: 4)
    let whole = sample.bytes
    for _ in 0..<600 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      do {
        let file = try SubjectPlanFile(bytes)
        #expect(file.lines.allSatisfy { SubjectPlanLine($0.value) == $0 })
      } catch {
        #expect((error as? SubjectPlanFileError)?.sentence.isEmpty == false)
      }
    }
  }
}
