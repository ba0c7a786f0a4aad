import CRDT
import Foundation
import SyncProtocol
import Testing

/// Whom a stick is for: what is in the file may be read by everybody that it is sealed for.
@Suite struct `A bundle for peers of different scopes` {
  private static let canary = "kanariefugl"
  let desk: Desk

  init() throws {
    desk = try Desk()
    for node in ["hub", "spejl", "soroe"] { try desk.node(node) }
    for peer in ["spejl", "soroe"] {
      try desk.ok("peer", "add", peer, "--ticket-out", "\(peer).billet", "--data", "hub")
      try desk.ok("peer", "add", "hub", "--ticket", "\(peer).billet", "--data", peer)
    }
    // The first peer is the narrow one.
    try desk.ok("peer", "set", "spejl", "--scopes", "mirror", "--data", "hub")
    try desk.ok("article", "new", "--title", "Pas", "--body", Self.canary, "--data", "hub")
  }

  /// The changes of a file that somebody took out of the pocket and opened.
  private func entries(of file: String) throws -> [StreamEntry] {
    var reader = try BundleReader(desk.bytes(file))
    var entries: [StreamEntry] = []
    while let batch = try reader.next() { entries += batch.entries }
    return entries
  }

  private func says(_ words: String, _ entries: [StreamEntry]) -> Bool {
    entries.contains { entry in
      guard case .whole(let change) = entry else { return false }
      return PayloadCodec.encode(change).firstRange(of: Array(words.utf8)) != nil
    }
  }

  @Test func `is sealed for those alone who may read all of it, and names the others`() throws {
    let outcome = try desk.viden("bundle", "write", "alle.fv", "--data", "hub")
    #expect(outcome.code == 0)
    #expect(outcome.err.contains("ikke til spejl"))
    #expect(try says(Self.canary, entries(of: "alle.fv")))
    try desk.refused(77, ["alle.fv"], "bundle", "read", "alle.fv", "--data", "spejl")
    try desk.ok("bundle", "read", "alle.fv", "--data", "soroe")
    #expect(
      try desk.status("soroe")["digest"] as? String == desk.status("hub")["digest"] as? String)
  }

  @Test func `of which one is a mirror has nothing in its own file that it may not see`() throws {
    try desk.ok("bundle", "write", "spejl.fv", "--for", "spejl", "--data", "hub")
    let entries = try entries(of: "spejl.fv")
    #expect(!entries.isEmpty)
    #expect(!says(Self.canary, entries))
    #expect(
      entries.allSatisfy { entry in
        if case .withheld = entry { true } else { false }
      })
    // It is sealed for the mirror and for nobody else, who would have no use for it.
    try desk.refused(77, ["spejl.fv"], "bundle", "read", "spejl.fv", "--data", "soroe")
    try desk.ok("bundle", "write", "soroe.fv", "--for", "soroe", "--data", "hub")
    try desk.refused(77, ["soroe.fv"], "bundle", "read", "soroe.fv", "--data", "spejl")
    try desk.ok("bundle", "read", "soroe.fv", "--data", "soroe")
  }

  @Test func `is refused where nobody may read all, or the one named nothing`() throws {
    try desk.ok("peer", "set", "soroe", "--scopes", "push-own", "--data", "hub")
    try desk.refused(
      77, ["soroe", "spejl", "--for"], "bundle", "write", "alle.fv", "--data", "hub")
    try desk.refused(
      77, ["soroe"], "bundle", "write", "alle.fv", "--for", "soroe", "--data", "hub")
    #expect(throws: (any Error).self) { try desk.bytes("alle.fv") }
  }
}
