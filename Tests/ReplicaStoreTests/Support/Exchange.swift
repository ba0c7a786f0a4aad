import CRDT
import Digest
import Foundation
import Knowledge
import SyncProtocol

@testable import ReplicaStore

/// Copies of disks and exchanges without a network, for what happens to streams.
extension TestReplica {
  /// The disk, copied: everything the node was, under another path.
  func copy(seed: UInt64) throws -> TestReplica {
    let other = try TestReplica("", seed: seed)
    try other.adopt(filesOf: self, seed: seed)
    return other
  }

  /// Knows the other by that name.
  func know(_ name: String) throws {
    guard try replica.peers().allSatisfy({ $0.name != name }) else { return }
    try replica.addPeer(name: name, url: nil, keyID: name, node: nil)
  }

  /// One whole exchange: this one asks. Both answer to the names that they gave themselves.
  @discardableResult
  func exchange(
    with other: TestReplica, requestsMax: Int = 100
  ) throws -> SyncSession.Outcome? {
    let (here, there) = (try replica.identity().name, try other.replica.identity().name)
    try know(there)
    try other.know(here)
    var session = try SyncSession(
      access: replica.access(forPeer: there, at: 1), agreed: replica.agreedDigest(withPeer: there))
    var action = try session.start()
    for _ in 0..<requestsMax {
      guard case .send(let request) = action else { break }
      let answer = try SyncAnswerer(access: other.replica.access(forPeer: here, at: 1))
        .answer(to: MessageCodec.decode(request.bytes))
      action = try session.receive(MessageCodec.decode(answer.bytes))
    }
    guard case .finish(let outcome) = action else { return nil }
    return outcome
  }

  @discardableResult
  func write(_ title: String, _ body: String) throws -> ChangeID {
    try replica.create(draft(title: title, body: body), by: mette)
  }

  /// Adds a line to an article.
  func add(_ line: String, to document: ChangeID) throws {
    let body = try replica.state(of: document).texts[.body] ?? ""
    try replica.edit(document, toward: draft(body: body + "\n\n" + line), by: mette)
  }

  /// The bodies of all articles, by title.
  func bodies() throws -> [String] {
    try replica.summaries().map { summary in
      "\(summary.title): \(try replica.state(of: summary.document).texts[.body] ?? "")"
    }.sorted()
  }

  /// What two replicas must be equal in: the set of changes and everything shown.
  var standing: [String] {
    get throws {
      [try replica.vector().digest.description, try replica.stateDigest().description]
    }
  }
}
