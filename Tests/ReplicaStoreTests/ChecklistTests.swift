import CRDT
import Knowledge
import Testing

@testable import ReplicaStore

@Suite struct `The checklist of local texts` {
  private let body = "Sådan gør du.\n\n## Hvor\n\nSe åbningstiderne i din kommune.\n"

  private func publish(
    _ title: String, _ body: String, id: String, in replica: Replica, owner: String? = nil
  ) throws -> ChangeID {
    var article = draft(title: title, body: body, id: id)
    article.owner = owner
    let document = try replica.create(article, by: mette)
    try replica.approve(document, by: kim)
    return document
  }

  private func supplement(
    _ base: ChangeID, of code: String, isApproved: Bool = true, in replica: Replica
  ) throws -> ChangeID {
    let state = try #require(try replica.approvedState(of: base))
    var text = draft(title: "\(code): tillæg", body: "Mandag 10-14.")
    text.owner = code
    text.anchor = SupplementAnchor(
      base: base, placement: .after, section: "Hvor", in: Article(state), version: state.heads)
    let document = try replica.create(text, by: mette)
    if isApproved { try replica.approve(document, by: kim) }
    return document
  }

  private func standings(_ replica: Replica, _ code: String = "0340") throws -> [String] {
    try replica.localTasks(for: Municipality.withCode(code)).map {
      "\($0.title) \($0.standing) \($0.others)"
    }
  }

  @Test func `has what points at something local, the missing and most wanted first`() throws {
    let replica = try TestReplica().replica
    let pas = try publish("Pas", body, id: "pas", in: replica)
    let flytning = try publish(
      "Flytning", "Gør det på nettet.\n\n## Hvor\n\nHer.", id: "fl", in: replica)
    _ = try publish("Andet", "Gør det på nettet.", id: "an", in: replica)
    _ = try publish("Eget", body, id: "eget", in: replica, owner: "0330")
    try replica.create(draft(title: "Kladde", body: body), by: mette)
    #expect(try standings(replica) == ["Pas missing 0"])
    _ = try supplement(flytning, of: "0330", in: replica)
    _ = try supplement(flytning, of: "0101", in: replica)
    #expect(try standings(replica) == ["Flytning missing 2", "Pas missing 0"])
    #expect(try standings(replica, "0330") == ["Pas missing 0", "Flytning done 1"])

    let own = try supplement(pas, of: "0340", isApproved: false, in: replica)
    #expect(try standings(replica) == ["Flytning missing 2", "Pas waiting 0"])
    try replica.approve(own, by: kim)
    #expect(try standings(replica) == ["Flytning missing 2", "Pas done 0"])

    // The answer moves on below the text that stands beside it.
    try replica.edit(
      pas, toward: draft(body: body.replacing("åbningstiderne", with: "de nye åbningstider")),
      by: mette)
    try replica.approve(pas, by: kim)
    #expect(try standings(replica) == ["Flytning missing 2", "Pas outdated 0"])
  }

  @Test func `asks no more about what a municipality does not need, until it points elsewhere`()
    throws
  {
    let replica = try TestReplica().replica
    let soroe = try Municipality.withCode("0340")
    let pas = try publish("Pas", body, id: "pas", in: replica)
    _ = try publish("Valg", body, id: "valg", in: replica)
    try replica.waiveSupplement(beside: pas, of: soroe, by: mette)
    try replica.waiveSupplement(beside: pas, of: soroe, by: mette)
    #expect(try standings(replica) == ["Valg missing 0", "Pas waived 0"])
    #expect(try standings(replica, "0330") == ["Pas missing 0", "Valg missing 0"])
    #expect(
      try replica.reference(of: .municipality(soroe)).lines(SupplementWaiver.self)
        == [SupplementWaiver(answer: pas, needs: [.hours, .rules])])

    // A comma is no reason to ask again; a telephone number that is missing is.
    func change(_ text: String) throws {
      try replica.edit(pas, toward: draft(body: text), by: mette)
      try replica.approve(pas, by: kim)
    }
    try change(body.replacing("gør du.", with: "gør du det."))
    #expect(try standings(replica) == ["Valg missing 0", "Pas waived 0"])
    try change(body + "\nRing til os.\n")
    #expect(try standings(replica) == ["Pas missing 0", "Valg missing 0"])
    try replica.waiveSupplement(beside: pas, of: soroe, by: mette)
    #expect(try standings(replica) == ["Valg missing 0", "Pas waived 0"])

    // A text of its own says more than that none is needed.
    let own = try supplement(pas, of: "0340", isApproved: false, in: replica)
    #expect(try standings(replica) == ["Valg missing 0", "Pas waiting 0"])
    let day = try #require(CivilDate(year: 2026, month: 3, day: 12))
    try replica.withdraw(own, try #require(Withdrawal(date: day, reason: "Fejl")), by: kim)
    #expect(try standings(replica) == ["Valg missing 0", "Pas waived 0"])
    try replica.unwaiveSupplement(beside: pas, of: soroe, by: mette)
    #expect(try standings(replica) == ["Pas missing 0", "Valg missing 0"])
  }

  @Test func `can only be told of what readers see`() throws {
    let replica = try TestReplica().replica
    let soroe = try Municipality.withCode("0340")
    let unseen = try replica.create(draft(title: "Kladde", body: body), by: mette)
    #expect(throws: ReplicaError.notPublished(unseen)) {
      try replica.waiveSupplement(beside: unseen, of: soroe, by: mette)
    }
    let pas = try publish("Pas", body, id: "pas", in: replica)
    let own = try supplement(pas, of: "0340", in: replica)
    #expect(throws: ReplicaError.notPublished(own)) {
      try replica.waiveSupplement(beside: own, of: soroe, by: mette)
    }
    #expect(try replica.reference(of: .municipality(soroe)).lines(SupplementWaiver.self).isEmpty)
  }

  @Test func `is the same at both nodes of a municipality that were out at once`() throws {
    let (town, bus) = (try TestReplica(seed: 1), try TestReplica("Bussen", seed: 2))
    let soroe = try Municipality.withCode("0340")
    let pas = try publish("Pas", body, id: "pas", in: town.replica)
    let valg = try publish("Valg", body, id: "valg", in: town.replica)
    try town.exchange(with: bus)
    try town.replica.waiveSupplement(beside: pas, of: soroe, by: mette)
    try bus.replica.waiveSupplement(beside: valg, of: soroe, by: kim)
    try bus.replica.waiveSupplement(beside: pas, of: soroe, by: kim)
    try town.exchange(with: bus)
    #expect(try standings(town.replica) == ["Pas waived 0", "Valg waived 0"])
    #expect(try standings(bus.replica) == (try standings(town.replica)))
    // One of the two records has the line now; taking it back takes it from both.
    try bus.replica.unwaiveSupplement(beside: pas, of: soroe, by: kim)
    try town.exchange(with: bus)
    #expect(try standings(town.replica) == ["Pas missing 0", "Valg waived 0"])
  }
}
