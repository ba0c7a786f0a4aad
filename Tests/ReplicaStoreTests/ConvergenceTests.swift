import CRDT
import Knowledge
import ReplicaStore
import SQLite
import SyncProtocol
import Testing

@Suite struct `Replicas that exchange their changes` {
  let soroe = try! TestReplica("Sorø", seed: 1)
  let slagelse = try! TestReplica("Slagelse", seed: 2)
  let text = "Du skal søge senest 1. marts.\n\nDu får svar på fire uger."

  private func bothHold() throws -> ChangeID {
    let pas = try soroe.replica.create(draft(title: "Pas", body: text), by: mette)
    try soroe.replica.approve(pas, by: kim)
    try slagelse.pull(from: soroe)
    return pas
  }

  private func exchange() throws {
    try soroe.pull(from: slagelse)
    try slagelse.pull(from: soroe)
  }

  private func expectEqual() throws {
    #expect(try soroe.replica.vector().digest == slagelse.replica.vector().digest)
    #expect(try soroe.replica.stateDigest() == slagelse.replica.stateDigest())
    #expect(try soroe.replica.check() == [])
    #expect(try slagelse.replica.check() == [])
  }

  @Test func `show the same, published text included`() throws {
    let pas = try bothHold()
    try expectEqual()
    #expect(try slagelse.replica.publication(of: pas)?.article.body == text)
    #expect(try slagelse.replica.searchPublished("marts", limit: 5).found.count == 1)
  }

  @Test func `merge edits of different sentences without a word to anyone`() throws {
    let pas = try bothHold()
    try soroe.replica.edit(
      pas, toward: draft(body: text.replacing("1. marts", with: "15. april")), by: mette)
    try slagelse.replica.edit(
      pas, toward: draft(body: text.replacing("fire uger", with: "fjorten dage")), by: kim)
    try exchange()
    try expectEqual()
    #expect(
      try soroe.replica.state(of: pas).texts[.body]
        == "Du skal søge senest 15. april.\n\nDu får svar på fjorten dage.")
    #expect(try soroe.replica.conflicts().isEmpty)
    #expect(try slagelse.replica.publication(of: pas)?.article.body == text)
    #expect(try slagelse.replica.summary(of: pas).waiting == 2)
  }

  @Test func `keep both wordings of the same sentence until a person chooses`() throws {
    let pas = try bothHold()
    try soroe.replica.edit(
      pas, toward: draft(body: text.replacing("1. marts", with: "15. april")), by: mette)
    try slagelse.replica.edit(
      pas, toward: draft(body: text.replacing("1. marts", with: "1. maj")), by: kim)
    try exchange()
    try expectEqual()
    let here = try #require(soroe.replica.conflicts().first)
    let there = try #require(slagelse.replica.conflicts().first)
    #expect(here == there)
    #expect(
      Set(here.conflict.sides.map(\.text)) == [
        "Du skal søge senest 15. april.", "Du skal søge senest 1. maj.",
      ])
    #expect(here.conflict.ancestor == "Du skal søge senest 1. marts.")
    #expect(try soroe.replica.publication(of: pas)?.article.body == text)

    let april = try #require(here.conflict.sides.firstIndex { $0.text.contains("april") })
    try slagelse.replica.resolve(conflict: here.id, with: .side(april), by: kim)
    try exchange()
    try expectEqual()
    #expect(try soroe.replica.conflicts().isEmpty)
    #expect(
      try soroe.replica.state(of: pas).texts[.body]
        == "Du skal søge senest 15. april.\n\nDu får svar på fire uger.")
  }

  @Test(arguments: [
    ("Tag pas med. Søg senest 1. marts. Betal 300 kr.", "Søg senest 1. marts. "),
    ("Søg senest 1. marts. Betal 300 kr.", "Søg senest 1. marts. "),
    ("Tag pas med. Søg senest 1. marts.", " Søg senest 1. marts."),
    ("- Tag pas med.\n- Søg senest 1. marts.\n- Betal 300 kr.", "Søg senest 1. marts."),
    ("| Pas | Søg senest 1. marts.|", "Søg senest 1. marts."),
  ])
  func `put a chosen sentence back beside its neighbours, not into them`(
    text: String, deleted: String
  ) throws {
    let pas = try soroe.replica.create(draft(title: "Pas", body: text), by: mette)
    try slagelse.pull(from: soroe)
    try soroe.replica.edit(pas, toward: draft(body: text.replacing(deleted, with: "")), by: mette)
    let edited = text.replacing("1. marts", with: "15. april")
    try slagelse.replica.edit(pas, toward: draft(body: edited), by: kim)
    try exchange()
    let conflict = try #require(soroe.replica.conflicts().first)
    try soroe.replica.resolve(conflict: conflict.id, with: .all, by: mette)
    try exchange()
    try expectEqual()
    #expect(try soroe.replica.conflicts().isEmpty)
    let chosen = try #require(soroe.replica.state(of: pas).texts[.body])
    #expect(chosen == edited, "chosen in \(conflict.conflict)")
  }

  @Test func `take the same change twice and store it once`() throws {
    _ = try bothHold()
    let entries = try soroe.entries(lackedBy: PeerVector())
    let before = try slagelse.replica.vector()
    try slagelse.replica.apply(entries)
    try slagelse.replica.apply(entries)
    #expect(try slagelse.replica.vector() == before)
    #expect(try slagelse.replica.changeCount() == 2)
  }

  @Test func `refuse a batch with a gap whole`() throws {
    _ = try bothHold()
    try soroe.replica.create(draft(title: "Et"), by: mette)
    try soroe.replica.create(draft(title: "To"), by: mette)
    let entries = try soroe.entries(lackedBy: PeerVector(slagelse.replica.vector()))
    let before = try slagelse.replica.vector()
    #expect(throws: ProtocolError.self) { try slagelse.replica.apply(Array(entries.dropFirst())) }
    #expect(try slagelse.replica.vector() == before)
    #expect(try slagelse.replica.articleCount() == 1)
  }

  @Test func `set aside a change that its document cannot take, and go on`() throws {
    let pas = try bothHold()
    let heads = try soroe.replica.state(of: pas).heads
    let hostile = ReplicaID(rawValue: 7)
    let change = Change(
      id: ChangeID(replica: hostile, sequence: 1), document: pas, parents: heads, author: "X",
      time: 1, salt: 1,
      operations: [.edit(.body, [Splice(position: 9999, deleted: 1, inserted: "")])])
    let second = Change(
      id: ChangeID(replica: hostile, sequence: 2),
      document: ChangeID(replica: hostile, sequence: 2), parents: [], author: "X", time: 1,
      salt: 1, operations: try Article.creation(of: draft(title: "Sund")))
    let first = try SealedChange(sealing: change, after: nil)
    try soroe.replica.apply([
      .whole(first), .whole(SealedChange(sealing: second, after: first.chain)),
    ])
    #expect(try soroe.replica.quarantineCount() == 1)
    #expect(try soroe.replica.articleCount() == 2)
    #expect(try soroe.replica.state(of: pas).heads == heads)
    try slagelse.pull(from: soroe)
    try expectEqual()
  }

  @Test func `come out of a rebuild as they were`() throws {
    let pas = try bothHold()
    try soroe.replica.edit(
      pas, toward: draft(body: text.replacing("1. marts", with: "15. april")), by: mette)
    try slagelse.replica.edit(
      pas, toward: draft(body: text.replacing("1. marts", with: "1. maj")), by: kim)
    try exchange()
    let digest = try soroe.replica.stateDigest()
    let summary = try soroe.replica.summary(of: pas)
    let publication = try soroe.replica.publication(of: pas)
    try soroe.replica.rebuild()
    #expect(try soroe.replica.stateDigest() == digest)
    #expect(try soroe.replica.summary(of: pas) == summary)
    #expect(try soroe.replica.publication(of: pas) == publication)
    #expect(try soroe.replica.check() == [])
    #expect(try soroe.replica.searchPublished("marts", limit: 5).found.count == 1)
  }
}
