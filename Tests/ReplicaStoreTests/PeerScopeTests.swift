import ReplicaStore
import SQLite
import Search
import SyncProtocol
import Testing

@Suite struct `Peers and their scopes` {
  @Test func `are kept and can be changed`() throws {
    let sorø = try TestReplica()
    try sorø.replica.addPeer(name: "hub", url: nil, keyID: "1", node: nil)
    try sorø.replica.addPeer(name: "spejl", url: nil, keyID: "2", node: 7, scopes: .mirror)
    try sorø.reopen()
    #expect(try sorø.replica.peers().map(\.scopes) == [.full, .mirror])
    try sorø.replica.set(scopes: [.pullPublic, .relay], ofPeer: "hub")
    #expect(try sorø.replica.peer(named: "hub").scopes == [.pullPublic, .relay])
    #expect(try sorø.replica.peer(named: "spejl").scopes == .mirror)
    #expect(throws: ReplicaError.unknownPeer("nord")) {
      try sorø.replica.set(scopes: .full, ofPeer: "nord")
    }
  }

  @Test func `from before scopes go on with all of them`() throws {
    let all = Replica.migrations
    let connection = try Connection(path: ":memory:", mode: .create)
    SearchIndex.register(on: connection)
    try Migrations(applicationID: all.applicationID, steps: Array(all.steps.prefix(1)))
      .migrate(connection)
    try connection.script("INSERT INTO peer(name, key_id) VALUES ('hub', 'a')")
    try all.migrate(connection)
    #expect(try Replica(connection).peer(named: "hub").scopes == .full)
  }
}
