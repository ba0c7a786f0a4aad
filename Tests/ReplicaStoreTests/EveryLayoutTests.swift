import Foundation
import Knowledge
import SQLite
import Search
import SyncProtocol
import Testing

@testable import ReplicaStore

/// Every layout that ever was: the database of the first release, brought as far as each later
/// release brought it and left there.
@Suite struct `An upgrade` {
  private static let first = 1

  /// The steps that a release knew, by its number.
  private static func release(_ layout: Int) -> Migrations {
    Migrations(
      applicationID: Replica.migrations.applicationID,
      steps: Array(Replica.migrations.steps.prefix(layout)))
  }

  /// A copy of the first release's database, open.
  private func withDatabase(_ body: (Connection) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "viden-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // a temporary folder, gone or not
    let path = folder.appending(path: "replica.sqlite").path
    let source = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Databases/layout-\(Self.first).sqlite").path
    try FileManager.default.copyItem(atPath: source, toPath: path)
    let connection = try Connection(path: path, mode: .readWrite)
    SearchIndex.register(on: connection)
    try body(connection)
  }

  @Test(arguments: first...Replica.migrations.version)
  func `from any layout is sound, holds all, and goes on writing`(layout: Int) throws {
    try withDatabase { connection in
      try Self.release(layout).migrate(connection)
      #expect(try connection.first("PRAGMA user_version") { Int($0.integer(0)) } == layout)
      let before = try Replica(connection).vector()

      try Replica.migrations.migrate(connection)
      let replica = Replica(connection)
      #expect(try replica.vector() == before)
      #expect(try replica.check() == [])
      #expect(try replica.articleCount() == 3)
      let pas = try replica.document(named: "demo-pas")
      try replica.edit(pas, toward: draft(body: "Efter opgraderingen."), by: mette)
      try replica.approve(pas, version: nil, by: kim)
      #expect(try replica.publication(of: pas)?.article.body == "Efter opgraderingen.")
      #expect(try replica.check() == [])
    }
  }

  @Test(arguments: first...Replica.migrations.version)
  func `that stops on the way goes on from there`(layout: Int) throws {
    try withDatabase { connection in
      // What an older program that is started again would find.
      try Self.release(layout).migrate(connection)
      try Self.release(layout).migrate(connection)
      try Replica.migrations.migrate(connection)
      try Replica.migrations.check(connection)
    }
  }

  @Test func `is refused to an older program, which changes nothing`() throws {
    try withDatabase { connection in
      try Replica.migrations.migrate(connection)
      let version = Replica.migrations.version
      let before = try Replica(connection).stateDigest()
      for layout in Self.first..<version {
        #expect(throws: MigrationError.fromTheFuture(version: version, known: layout)) {
          try Self.release(layout).migrate(connection)
        }
      }
      #expect(try Replica(connection).stateDigest() == before)
    }
  }
}
