import CRDT
import Testing

@testable import Knowledge

/// A plan's document with what files put into it, as one writer makes it.
private struct PlanDocument {
  var state: DocumentState
  let replica: ReplicaID

  init(_ replica: UInt64 = 1) throws {
    self.replica = ReplicaID(rawValue: replica)
    let id = ChangeID(replica: self.replica, sequence: 1)
    state = try DocumentState(
      creating: Change(
        id: id, document: id, parents: [], author: "MKJ", time: 0, salt: 0,
        operations: [.create(kind: DocumentKind.subjectPlan.rawValue)]))
  }

  var plan: SubjectPlan {
    var plan = SubjectPlan()
    plan.add(state)
    return plan
  }

  mutating func take(_ sample: PlanSample) throws {
    let difference = SubjectPlanDifference(from: plan, to: try SubjectPlanFile(sample.bytes))
    try write(difference.removals + difference.additions)
  }

  mutating func write(_ operations: [Operation]) throws {
    guard !operations.isEmpty else { return }
    let sequence = (state.heads.first?.sequence ?? 0) + 1
    try state.apply(
      Change(
        id: ChangeID(replica: replica, sequence: sequence), document: state.heads[0].first,
        parents: state.heads, author: "MKJ", time: 0, salt: 0, operations: operations))
  }
}

extension ChangeID {
  fileprivate var first: ChangeID { ChangeID(replica: replica, sequence: 1) }
}

@Suite struct `The plan of subjects` {
  let sample = PlanSample()

  /// What a later edition, dated so, does to the sample.
  private func difference(
    _ date: String = "2026-04-01", _ change: (inout PlanSample) -> Void
  ) throws -> SubjectPlanDifference {
    var document = try PlanDocument()
    try document.take(sample)
    let next = sample.with {
      $0.date = date
      change(&$0)
    }
    return SubjectPlanDifference(from: document.plan, to: try SubjectPlanFile(next.bytes))
  }

  @Test func `is what the file says, and whole`() throws {
    var document = try PlanDocument()
    #expect(document.plan.isEmpty && document.plan.isWhole && document.plan.edition == nil)
    try document.take(sample)
    let plan = document.plan
    #expect(plan.isWhole)
    #expect(plan.edition?.date.iso == "2026-01-15" && plan.edition?.lineCount == 8)
    #expect(plan.title(of: "10.05") == "Gruber")
    #expect(plan.lines(below: nil).map(\.number) == ["10"])
    #expect(plan.lines(below: "10").map(\.number) == ["10.01", "10.05"])
    #expect(plan.lines(below: "10.05").map(\.number) == ["10.05.02"])
    #expect(plan.subjects(matching: "miner stiger", limit: 9).map(\.number) == ["10.01.04"])
    #expect(plan.subjects(matching: "10.05", limit: 9).map(\.number) == ["10.05.02"])
    #expect(plan.subjects(matching: "lanterner", limit: 9).isEmpty)
  }

  @Test func `has nothing to say to the same edition again`() throws {
    #expect(try difference("2026-01-15") { _ in }.isEmpty)
    // A new edition without a change is still a new edition.
    let same = try difference { _ in }
    #expect(!same.isEmpty && same.removals.isEmpty && same.additions.count == 1)
  }

  @Test func `tells what is added, renamed, moved, expired and back`() throws {
    let found = try difference {
      $0.entries.append(.init(number: "10.05.06", title: "Ny skakt", uuid: "a9"))
      $0.change("10.01.00") { $0.title = "Miner generelt" }
      $0.change("10.01.04") {
        $0.historic = "<Flyttet><AfloestAf><EmneNr>10.05.06</EmneNr></AfloestAf></Flyttet>"
      }
      $0.change("10.05.02") { $0.historic = "<UdgaaetDato>2026-03-31</UdgaaetDato>" }
      $0.change("10.01.08") {
        $0.historic = ""
        $0.title = "Lanterner"
      }
      $0.change("10.01.12") {
        $0.historic = $0.historic.replacing("2025-10-01", with: "2025-10-02")
      }
    }
    #expect(found.added.map(\.number) == ["10.05.06"])
    #expect(found.renamed.map(\.before.title) == ["Miner i almindelighed"])
    #expect(found.moved.map(\.after.standing.successors) == [["10.05.06"]])
    #expect(found.expired.map(\.after.number) == ["10.05.02"])
    #expect(found.revived.map(\.after.number) == ["10.01.08"])
    #expect(found.missing.isEmpty && found.detailCount == 1)
    #expect(found.ended.map(\.number) == ["10.01.04", "10.05.02"])
  }

  @Test func `keeps numbers that a file leaves out, marked, and follows a UUID to its new number`()
    throws
  {
    let found = try difference { sample in
      sample.entries.removeAll { $0.number == "10.05.02" || $0.number == "10.01.04" }
      sample.entries.append(.init(number: "10.05.09", title: "Ærinder på ø", uuid: "a4"))
    }
    #expect(found.missing.map(\.after.number) == ["10.01.04"])
    #expect(found.missing[0].after.standing == .expired(CivilDate(iso: "2026-04-01")))
    #expect(found.moved.map(\.after.number) == ["10.05.02"])
    #expect(found.moved[0].after.standing.successors == ["10.05.09"])
  }

  @Test func `writes no more than what changed`() throws {
    let found = try difference { $0.change("10.01.00") { $0.title = "Miner generelt" } }
    #expect(found.removals.count == 1 && found.additions.count == 2)
    var document = try PlanDocument()
    try document.take(sample)
    try document.write(found.removals + found.additions)
    #expect(document.plan.isWhole)
    #expect(document.plan.title(of: "10.01.00") == "Miner generelt")
    #expect(document.plan.editions.map(\.date.iso) == ["2026-01-15", "2026-04-01"])
  }

  @Test
  func `of two editions read apart has the newer one's lines, and knows when it is a mixture`()
    throws
  {
    let april = sample.with {
      $0.date = "2026-04-01"
      $0.change("10.01.00") { $0.title = "Miner generelt" }
    }
    let july = april.with {
      $0.date = "2026-07-01"
      $0.change("10.01.00") { $0.title = "Miner m.m." }
    }
    for order in [[1, 2], [2, 1]] as [[UInt64]] {
      var plan = SubjectPlan()
      for replica in order {
        var document = try PlanDocument(replica)
        try document.take(replica == 1 ? april : july)
        plan.add(document.state)
      }
      #expect(plan.title(of: "10.01.00") == "Miner m.m.")
      #expect(plan.isWhole && plan.edition?.date.iso == "2026-07-01")
      // The file once more leaves one line for each number.
      let tidy = SubjectPlanDifference(from: plan, to: try SubjectPlanFile(july.bytes))
      #expect(tidy.removals.count == 8 && tidy.additions.isEmpty)
    }
    var (half, whole) = (try PlanDocument(3), try PlanDocument(4))
    try whole.take(april)
    let difference = SubjectPlanDifference(from: half.plan, to: try SubjectPlanFile(july.bytes))
    try half.write(Array(difference.additions.suffix(3)))
    #expect(!half.plan.isWhole)
    var mixed = whole.plan
    mixed.add(half.state)
    #expect(mixed.isWhole == false)
  }

  @Test func `reads back every line that it writes, and nothing else`() throws {
    for line in try SubjectPlanFile(sample.bytes).lines {
      #expect(SubjectPlanLine(line.value) == line)
    }
    let good = "10.05.02\nÆrinder\ngælder\n\n\na4\n2026-01-15"
    #expect(SubjectPlanLine(Value(good)) != nil)
    for (old, new) in [
      ("10.05.02", "10.5.2"), ("gælder", "gælder ikke"), ("2026-01-15", "2026-13-15"),
      ("\n\n\n", "\n2026-01-01\n\n"), ("a4\n", ""), ("Ærinder", ""),
    ] {
      #expect(SubjectPlanLine(Value(good.replacing(old, with: new))) == nil, "\(new)")
    }
    #expect(SubjectPlanLine(Value(bytes: [0xFF])) == nil)
    #expect(
      SubjectPlanEdition(Value("2026-01-15\n08\n" + String(repeating: "a", count: 64))) == nil)
  }
}
