import CRDT
import Digest
import Foundation
import Knowledge
import ReplicaStore
import SQLite
import SyncProtocol
import Testing

@testable import SyncEngine

/// A node in a temporary folder of its own, gone when the test is.
final class TestNode {
  let name: String
  let folder: DataFolder
  private(set) var replica: Replica

  init(_ name: String, municipality: String = "0340") throws {
    self.name = name
    let path = FileManager.default.temporaryDirectory.path + "/viden-sync-\(UUID().uuidString)"
    folder = DataFolder(path: path)
    replica = Replica(try folder.createReplica())
    try replica.found(municipality: municipality, name: name)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder.path)  // a temporary folder, gone or not
  }

  var digest: String {
    get throws { try replica.vector().digest.description }
  }

  /// What both sides must be equal in: the set of changes and everything shown.
  var standing: [String] {
    get throws { [try digest, try replica.stateDigest().description] }
  }

  @discardableResult
  func write(_ title: String, _ body: String = "Ring til os.") throws -> ChangeID {
    var draft = ArticleDraft()
    draft.title = title
    draft.body = body
    return try replica.create(draft, by: Authorship(author: "MKJ, \(name)", time: Clock.now))
  }

  func edit(_ document: ChangeID, body: String) throws {
    var draft = ArticleDraft()
    draft.body = body
    try replica.edit(document, toward: draft, by: Authorship(author: name, time: Clock.now))
  }

  func body(of document: ChangeID) throws -> String {
    Article(try replica.state(of: document)).body
  }

  /// Gives both sides the key that they share: `self` calls, the hub is called.
  @discardableResult
  func pair(with hub: TestNode, at port: Int) throws -> PeerKey {
    var random = SystemRandomNumberGenerator()
    let key = PeerKey(random: &random)
    try hub.folder.store(key, ofPeer: name)
    try hub.replica.addPeer(name: name, url: nil, keyID: key.id, node: nil)
    try folder.store(key, ofPeer: hub.name)
    try replica.addPeer(
      name: hub.name, url: "http://127.0.0.1:\(port)", keyID: key.id,
      node: hub.replica.identity().node)
    return key
  }

  /// Closes the database, lets a file operation happen, and opens it again.
  func whileClosed(_ body: () throws -> Void) throws {
    replica = Replica(try DataFolder(path: folder.path + "/elsewhere").createReplica())
    try body()
    replica = Replica(try folder.openForWriting())
    try FileManager.default.removeItem(atPath: folder.path + "/elsewhere")
  }

  /// One exchange with a peer.
  func sync(
    with peer: String, batchBytesMax: Int = SyncSession.batchBytesMax, clockAhead: Int64 = 0
  ) throws -> SyncClient.Report {
    try Transport.shared.withLock { transport in
      try SyncClient(
        folder: folder, replica: replica, transport: transport.value,
        now: { Clock.now + clockAhead * 1000 }
      ).exchange(with: peer, batchBytesMax: batchBytesMax)
    }
  }
}

enum Clock {
  /// Milliseconds since 1970.
  static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
}

/// One URLSession lives as long as its process, and has one task at a time.
final class Transport: @unchecked Sendable {
  // Unchecked because the only one there is can be reached through its lock alone.
  static let shared = Transport()

  struct Lent {
    let value: HTTPTransport
  }

  private let lock = NSLock()
  private let transport = HTTPTransport(idleSeconds: 20)

  func withLock<T>(_ body: (Lent) throws -> T) rethrows -> T {
    try lock.withLock { try body(Lent(value: transport)) }
  }
}

extension TestNode {
  /// Lets a peer be called elsewhere from now on.
  func move(peer: String, to port: Int) throws {
    let connection = try folder.openForWriting()
    try connection.execute(
      "UPDATE peer SET url = ?2 WHERE name = ?1",
      [.text(peer), .text("http://127.0.0.1:\(port)")])
  }
}
