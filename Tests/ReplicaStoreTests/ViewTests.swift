import CRDT
import Knowledge
import SyncProtocol
import Testing

@testable import ReplicaStore

/// What public mirrors are told of (Protocol/10), without a network.
@Suite struct `The view of a public mirror` {
  let hub = try! TestReplica("Hubben", seed: 1)
  let mirror = try! TestReplica("Spejlet", seed: 2)

  init() throws {
    try mirror.replica.becomeMirror()
    try hub.know("Spejlet")
    try mirror.know("Hubben")
    try hub.replica.set(scopes: .mirror, ofPeer: "Spejlet")
  }

  @discardableResult
  private func publish(_ title: String, on hub: TestReplica, body: String = "Ring.") throws
    -> ChangeID
  {
    let document = try hub.write(title, body)
    try hub.replica.approve(document, by: kim)
    return document
  }

  private func titles(_ replica: TestReplica) throws -> [String] {
    try replica.replica.publishedTitles(for: .citizen).map(\.title)
  }

  /// Changes and then the view; how many answers the view took, and how it ended.
  private func follow(
    _ hub: TestReplica, bytesMax: Int = SyncSession.batchBytesMax, answersMax: Int = 1000
  ) throws -> (answers: Int, isEqual: Bool) {
    let name = try hub.replica.identity().name
    #expect(try mirror.exchange(with: hub)?.equal != nil)
    var session = try ViewSession(keeper: mirror.replica.viewKeeper(forPeer: name))
    var action = try session.start()
    var answers = 0
    while case .send(let request) = action, answers < answersMax {
      let answer = try hub.replica.viewSource().answer(
        to: ViewCodec.decodeRequest(request), bytesMax: bytesMax)
      answers += 1
      action = try session.receive(ViewCodec.decodeAnswer(answer))
    }
    if case .equal = action { return (answers, true) }
    return (answers, false)
  }

  @Test func `comes in parts that may be cut anywhere, and each part once`() throws {
    for number in 1...40 {
      try publish("Titel \(number)", on: hub, body: "Tekst \(number * 7919).")
    }
    let first = try follow(hub, bytesMax: 300, answersMax: 2)
    #expect(!first.isEqual)
    let part = try titles(mirror).count
    #expect(part > 0 && part < 40)
    let rest = try follow(hub, bytesMax: 300)
    #expect(rest.isEqual)
    #expect(try titles(mirror) == titles(hub))
    #expect(try follow(hub, bytesMax: 300).answers == 1)
    try mirror.replica.rebuild()
    #expect(try mirror.replica.check() == [])
  }

  @Test func `has the opening hours and prices, and nothing of rosters and targets`() throws {
    let soroe = Owner.municipality(try #require(Municipality(code: "0340")))
    let hours = ["borgerservice", "personlig", "ma-on 8-15; to 8-18.30; fr 8-13", "", ""]
    var edit = ReferenceEdit()
    edit.add(try Department(fields: ["borgerservice", "Borgerservice", "", ""]))
    edit.add(try OpeningHours(fields: hours))
    edit.add(try DutyShift(fields: ["telefon", "0340 0330", "", "ma-fr 8-22", "2026-01-01", ""]))
    edit.add(try Target(fields: ["selvbetjening", "", "5", "2010", "40", "2011-12-31"]))
    try hub.replica.edit(referenceOf: soroe, edit, by: kim)
    var inner = ReferenceEdit()
    inner.add(try InhabitantCount(fields: ["30000", "2026-01-01", "prøve"]))
    let ringsted = Owner.municipality(try #require(Municipality(code: "0329")))
    try hub.replica.edit(referenceOf: ringsted, inner, by: kim)

    #expect(try follow(hub).isEqual)
    let record = try mirror.replica.reference(of: soroe)
    #expect(record.lines(Department.self).map(\.name) == ["Borgerservice"])
    #expect(record.rows(.hours) == [try OpeningHours(fields: hours).fields])
    #expect(record.rows(.shifts).isEmpty && record.rows(.targets).isEmpty)
    #expect(try mirror.replica.referenceOwners() == [soroe])

    // What is closed at the hub is closed at the mirror.
    var closing = ReferenceEdit()
    closing.remove(try OpeningHours(fields: hours))
    try hub.replica.edit(referenceOf: soroe, closing, by: kim)
    #expect(try follow(hub).isEqual)
    #expect(try mirror.replica.reference(of: soroe).rows(.hours).isEmpty)
    #expect(try follow(hub).answers == 1)
    #expect(try mirror.replica.check() == [])
    try mirror.replica.rebuild()
    #expect(try mirror.replica.reference(of: soroe).rows(.departments).count == 1)
  }

  @Test func `is asked for again as a whole when the hub was restored from a backup`() throws {
    let pas = try publish("Pas", on: hub)
    let backup = try hub.copy(seed: 9)
    try publish("Flytning", on: hub)
    let other = try TestReplica("Anden hub", seed: 3)
    try other.exchange(with: hub)
    #expect(try follow(hub).isEqual)
    // The backup learns of the same changes in another order, under the same revisions.
    try backup.replica.edit(pas, toward: draft(title: "Pas og id-kort"), by: mette)
    try backup.replica.approve(pas, by: kim)
    try backup.exchange(with: other)
    let restored = try follow(backup)
    #expect(restored.isEqual)
    #expect(restored.answers <= 2)
    #expect(try titles(mirror) == titles(backup))
    #expect(try titles(mirror).contains("Pas og id-kort"))
    #expect(try mirror.replica.check() == [])
  }

  @Test func `names nothing that citizens never saw, also when it was for them for a while`() throws
  {
    let never = try hub.replica.create(
      draft(title: "Internt", body: "x", audience: "staff"), by: mette)
    try hub.replica.approve(never, by: kim)
    let once = try publish("Engang", on: hub)
    try hub.replica.edit(once, toward: draft(audience: "staff"), by: mette)
    try hub.replica.approve(once, by: kim)
    var items: [ViewItem] = []
    let source = try hub.replica.viewSource()
    _ = try source.state()
    try source.items(0) { _, item in
      items.append(item)
      return true
    }
    #expect(items.isEmpty)
    #expect(try follow(hub).isEqual)
    #expect(try titles(mirror).isEmpty)
  }

  @Test func `of a set of changes that the mirror does not hold is not stored`() throws {
    try publish("Pas", on: hub)
    #expect(try follow(hub).isEqual)
    try publish("Flytning", on: hub)
    let session = try ViewSession(keeper: mirror.replica.viewKeeper(forPeer: "Hubben"))
    guard case .send(let request) = try session.start() else { return }
    var following = session
    let answer = try ViewCodec.decodeAnswer(
      hub.replica.viewSource().answer(to: ViewCodec.decodeRequest(request)))
    #expect(answer.items.isEmpty)
    guard case .movedOn = try following.receive(answer) else {
      Issue.record("the mirror went on")
      return
    }
    let forged = ViewAnswer(
      digest: try mirror.replica.vector().digest, viewDigest: answer.viewDigest, revision: 99,
      hasMore: false,
      items: [
        ViewItem(document: ChangeID(replica: ReplicaID(rawValue: 5), sequence: 5), payload: nil)
      ])
    #expect(throws: ProtocolError.self) { try following.receive(forged) }
    #expect(try titles(mirror) == ["Pas"])
  }
}
