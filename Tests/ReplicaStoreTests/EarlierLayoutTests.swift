import Digest
import Foundation
import Knowledge
import SQLite
import Search
import SyncProtocol
import Testing

@testable import ReplicaStore

/// Databases that earlier versions wrote, three articles and an edit that waits in each; what stands
/// in them was noted when they were written.
@Suite struct `A database of an earlier layout` {
  private let digest = "410dafd7922d910f0ddbd3bd2560aaf5bb959a3cecb9231db2337db11ffd3fd4"

  @Test(arguments: [1])
  func `is brought up to date, sound, and holds what it held`(layout: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "viden-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // a temporary folder, gone or not
    let path = folder.appending(path: "replica.sqlite").path
    let source = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Databases/layout-\(layout).sqlite").path
    try FileManager.default.copyItem(atPath: source, toPath: path)
    let connection = try Connection(path: path, mode: .readWrite)
    #expect(try connection.first("PRAGMA user_version") { Int($0.integer(0)) } == layout)
    SearchIndex.register(on: connection)
    try Replica.migrations.migrate(connection)

    let replica = Replica(connection)
    #expect(try replica.vector().digest.description == digest)
    #expect(try replica.check() == [])
    #expect(try replica.articleCount() == 3)
    #expect(
      try replica.searchPublished("rotter", limit: 5).found.first?.externalID == "demo-rotter")
    let pas = try replica.document(named: "demo-pas")
    #expect(Article(try replica.state(of: pas)).body == "Kun en rettelse.")
    #expect(try replica.publication(of: pas)?.article.body != "Kun en rettelse.")

    let before = try replica.stateDigest()
    try replica.rebuild()
    #expect(try replica.stateDigest() == before)
  }
}
