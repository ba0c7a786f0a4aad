import CRDT
import Chance
import Foundation
import Knowledge
import ReplicaStore
import SQLite
import SyncProtocol
import Testing

/// A replica in a temporary folder of its own, gone when the test is.
final class TestReplica {
  let folder: DataFolder
  private(set) var replica: Replica

  /// - Parameter seed: decides replica id and salts.
  init(_ name: String = "Sorø", seed: UInt64 = 1) throws {
    let path = FileManager.default.temporaryDirectory.path + "/viden-test-\(UUID().uuidString)"
    folder = DataFolder(path: path)
    replica = Replica(try folder.createReplica(), random: SeededRandom(seed: seed))
    try replica.found(municipality: "0340", name: name)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder.path)  // a temporary folder, gone or not
  }

  /// Closes the database and opens it again, as the next process would.
  func reopen() throws {
    replica = Replica(try folder.openForWriting(), random: SeededRandom(seed: 99))
  }

  /// Becomes a copy of another one's disk as it is now, which nobody is writing to.
  func adopt(filesOf other: TestReplica, seed: UInt64) throws {
    replica = Replica(try Connection(path: ":memory:", mode: .create))
    for suffix in ["", "-wal", "-shm"] {
      // The side files are not always there.
      try? FileManager.default.removeItem(atPath: folder.database + suffix)
      guard FileManager.default.fileExists(atPath: other.folder.database + suffix) else { continue }
      try FileManager.default.copyItem(
        atPath: other.folder.database + suffix, toPath: folder.database + suffix)
    }
    replica = Replica(try folder.openForWriting(), random: SeededRandom(seed: seed))
  }

  /// Brings over everything that the other one has and this one lacks.
  func pull(from other: TestReplica) throws {
    try replica.apply(other.entries(lackedBy: PeerVector(replica.vector())))
  }

  /// All that a holder of the vector lacks.
  func entries(lackedBy vector: PeerVector) throws -> [LogEntry] {
    var entries: [LogEntry] = []
    try replica.visitEntries(lackedBy: vector) { entry in
      entries.append(entry)
      return true
    }
    return entries
  }
}

let mette = Authorship(author: "MKJ, Sorø", time: 1_800_000_000_000)
let kim = Authorship(author: "KKR, Slagelse", time: 1_800_000_060_000)

func draft(
  title: String? = nil, short: String? = nil, body: String? = nil, audience: String? = nil,
  id: String? = nil
) -> ArticleDraft {
  var draft = ArticleDraft()
  draft.title = title
  draft.shortAnswer = short
  draft.body = body
  draft.audience = audience
  draft.externalID = id
  return draft
}
