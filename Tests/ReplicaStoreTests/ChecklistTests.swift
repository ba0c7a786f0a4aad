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
}
