import CRDT
import Digest
import Knowledge
import SQLite
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite struct `The plan of subjects in a replica` {
  /// An edition with invented titles, so many subjects long.
  private func file(
    _ date: String, subjects: Int = 12, title: (Int) -> String = { "Emne \($0)" }
  ) throws -> SubjectPlanFile {
    var text = "<KLE-Emneplan><UdgivelsesDato>\(date)</UdgivelsesDato>"
    text +=
      "<Hovedgruppe><HovedgruppeNr>10</HovedgruppeNr><HovedgruppeTitel>Miner</HovedgruppeTitel>"
    for group in 0..<(subjects + 99) / 100 {
      let number = group < 10 ? "0\(group)" : "\(group)"
      text += "<Gruppe><GruppeNr>10.\(number)</GruppeNr><GruppeTitel>Gruppe \(group)</GruppeTitel>"
      for subject in 0..<min(100, subjects - group * 100) {
        let last = subject < 10 ? "0\(subject)" : "\(subject)"
        text +=
          "<Emne><EmneNr>10.\(number).\(last)</EmneNr><EmneTitel>\(title(group * 100 + subject))</EmneTitel></Emne>"
      }
      text += "</Gruppe>"
    }
    text += "</Hovedgruppe></KLE-Emneplan>"
    return try SubjectPlanFile(Array(text.utf8))
  }

  @Test func `is taken into use, survives a rebuild and reaches others`() throws {
    let sorø = try TestReplica()
    let plan = try file("2026-01-15", subjects: 2_500)
    let difference = try sorø.replica.take(plan, by: kim)
    #expect(difference.added.count == 2_526)
    #expect(try sorø.replica.subjectPlan().isWhole)
    #expect(try sorø.replica.take(plan, by: kim).isEmpty)
    #expect(try sorø.replica.changeCount() == 4)  // the document, and 2,527 lines in three

    let odense = try TestReplica("Odense", seed: 2)
    try odense.pull(from: sorø)
    #expect(try odense.replica.subjectPlan().title(of: "10.24.99") == "Emne 2499")
    #expect(try odense.replica.stateDigest() == sorø.replica.stateDigest())
    let before = try odense.replica.stateDigest()
    try odense.replica.rebuild()
    #expect(try odense.replica.check() == [])
    #expect(try odense.replica.stateDigest() == before)
    #expect(try odense.replica.subjectPlan().isWhole)
  }

  @Test func `refuses an edition that is older, and is as it was`() throws {
    let sorø = try TestReplica()
    try sorø.replica.take(file("2026-04-01"), by: kim)
    let digest = try sorø.replica.vector().digest
    #expect(throws: SubjectPlanRefusal.self) {
      try sorø.replica.take(file("2026-01-15") { "Andet \($0)" }, by: kim)
    }
    #expect(try sorø.replica.vector().digest == digest)
  }

  @Test func `read at two nodes before they meet becomes one, the same at both`() throws {
    let (sorø, odense) = (try TestReplica(), try TestReplica("Odense", seed: 2))
    try sorø.replica.take(file("2026-01-15") { "Gammel \($0)" }, by: kim)
    try odense.replica.take(file("2026-04-01"), by: mette)
    try sorø.pull(from: odense)
    try odense.pull(from: sorø)
    #expect(try sorø.replica.stateDigest() == odense.replica.stateDigest())
    for replica in [sorø.replica, odense.replica] {
      let plan = try replica.subjectPlan()
      #expect(plan.title(of: "10.00.03") == "Emne 3")
      #expect(plan.isWhole && plan.edition?.date.iso == "2026-04-01")
    }
    // The next edition is written beside one line for each number, and takes the others out.
    try sorø.replica.take(file("2026-07-01") { "Ny \($0)" }, by: kim)
    try odense.pull(from: sorø)
    #expect(try odense.replica.subjectPlan().title(of: "10.00.03") == "Ny 3")
    #expect(try odense.replica.subjectPlan().isWhole)
  }

  @Test func `names the answers whose number goes out of use`() throws {
    let sorø = try TestReplica()
    try sorø.replica.take(file("2026-01-15"), by: kim)
    var pas = draft(title: "Pas", id: "pas")
    pas.subject = "10.00.11"
    try sorø.replica.create(pas, by: mette)
    try sorø.replica.create(draft(title: "Andet"), by: mette)
    let difference = SubjectPlanDifference(
      from: try sorø.replica.subjectPlan(), to: try file("2026-04-01", subjects: 11))
    let affected = try sorø.replica.articles(under: difference.ended)
    #expect(affected.map(\.summary.title) == ["Pas"])
    #expect(affected.map(\.line.number) == ["10.00.11"])
  }

  @Test func `takes an approver who is not limited to a municipality`() throws {
    let base = try Base()
    let soroe = Area(municipality: try Municipality.withCode("0340"))
    let rights: [(Role, Area)] = [
      (.editor, .everything), (.approver, soroe), (.approver, .everything),
    ]
    for (number, (role, area)) in rights.enumerated() {
      let node = try base.node("Node \(number)", seed: UInt64(number) + 1)
      try base.grant(role, to: node, area)
    }
    try base.enforce()
    try base.meet()
    let plan = try file("2026-01-15")
    for node in base.nodes.prefix(2) {
      #expect(throws: AuthorityRefusal.self) { _ = try node.replica.take(plan, by: mette) }
      #expect(try node.replica.subjectPlan().isEmpty)
    }
    try base.nodes[2].replica.take(plan, by: mette)
    try base.meet()
    #expect(try base.hub.replica.subjectPlan().isWhole)
    try base.expectEqual()
  }
}
