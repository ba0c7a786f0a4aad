import CRDT
import Chance
import Knowledge
import SyncProtocol
import Testing

@testable import ReplicaStore

/// What waits for an approver is counted on from what waited before; a rebuild counts it from the
/// whole history, and must come to the same.
@Suite struct `What waits for an approver` {
  /// Checks the lists of a replica against what the log alone gives.
  private func expectAsRebuilt(_ base: TestReplica, _ what: String) throws {
    let grown = try base.replica.summaries()
    let digest = try base.replica.stateDigest()
    try base.replica.rebuild()
    #expect(try base.replica.summaries() == grown, "\(what)")
    #expect(try base.replica.stateDigest() == digest, "\(what)")
  }

  private func waiting(_ base: TestReplica, _ document: ChangeID) throws -> Int {
    try base.replica.summary(of: document).waiting
  }

  @Test func `counts a text that was changed, changed back and changed again`() throws {
    let base = try TestReplica()
    let pas = try base.replica.create(draft(title: "Pas", body: "Et."), by: mette)
    try base.replica.approve(pas, by: kim)
    for (body, expected) in [("To.", 1), ("Et.", 0), ("Tre.", 3), ("Fire.", 4)] {
      try base.replica.edit(pas, toward: draft(body: body), by: mette)
      #expect(try waiting(base, pas) == expected)
    }
    try base.replica.approve(pas, by: kim)
    #expect(try waiting(base, pas) == 0)
    try base.replica.edit(pas, toward: draft(body: "Fem."), by: mette)
    #expect(try waiting(base, pas) == 1)
    try expectAsRebuilt(base, "in the end")
  }

  @Test func `counts the same when an approval names another version than it was made on`() throws {
    let base = try TestReplica()
    let pas = try base.replica.create(draft(title: "Pas", body: "Et."), by: mette)
    let first = try base.replica.state(of: pas)
    for body in ["To.", "Et."] {
      try base.replica.edit(pas, toward: draft(body: body), by: mette)
    }
    // No node of ours makes it: the version is the first, the parents are the newest.
    let heads = try base.replica.state(of: pas).heads
    try base.replica.write { writing in
      _ = try writing.put(
        document: pas, parents: heads, by: kim,
        operations: Approval(of: first).operations(on: Article(first)))
    }
    #expect(try base.replica.publication(of: pas) != nil)
    for body in ["Tre.", "Fire."] {
      try base.replica.edit(pas, toward: draft(body: body), by: mette)
      try expectAsRebuilt(base, body)
    }
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `is what a rebuild makes it, however the changes came`(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let writer = try TestReplica("Sorø", seed: seed + 1)
    let reader = try TestReplica("Slagelse", seed: seed + 100)
    var documents = try (0..<3).map { try writer.write("Nr. \($0)", "Et.") }
    for step in 0..<30 {
      let document = documents[Int.random(in: documents.indices, using: &random)]
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<5:
        let body = ["Et.", "To.", "Tre."].randomElement(using: &random)
        try writer.replica.edit(document, toward: draft(body: body), by: mette)
      case 5, 6: try writer.replica.approve(document, by: kim)
      case 7: documents.append(try writer.write("Nr. \(step)", "Et."))
      default:
        try reader.pull(from: writer)
        try expectAsRebuilt(reader, "step \(step)")
      }
    }
    try reader.pull(from: writer)
    try expectAsRebuilt(reader, "in the end")
    try expectAsRebuilt(writer, "at the writer")
    #expect(try reader.replica.summaries() == writer.replica.summaries())
  }
}
