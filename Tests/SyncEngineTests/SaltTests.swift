import ReplicaStore
import SQLite
import Testing

@testable import SyncEngine

/// Whether real nodes keep the secrets that make batches short, and pass them on.
@Suite struct `Secrets of salts` {
  private func kept(by node: TestNode) throws -> [String] {
    try node.folder.openForWriting().query(
      "SELECT replica, first, level, hex(secret) FROM salt_node ORDER BY replica, first"
    ) { row in "\(row.integer(0)) \(row.integer(1)) \(row.integer(2)) \(row.text(3))" }
  }

  @Test func `go from an author over the hub to everyone, in the same few rows`() throws {
    let hub = try TestHub()
    let soroe = try TestNode("soroe")
    let slagelse = try TestNode("slagelse")
    try soroe.pair(with: hub.node, at: hub.port)
    try slagelse.pair(with: hub.node, at: hub.port)
    for number in 1...40 { try soroe.write("Artikel \(number)") }
    #expect(try kept(by: soroe).count == 1)
    #expect(try soroe.sync(with: "hub").isEqual)
    #expect(try slagelse.sync(with: "hub").isEqual)
    #expect(try slagelse.standing == soroe.standing)
    let passedOn = try kept(by: hub.node)
    #expect((1...8).contains(passedOn.count))
    #expect(try kept(by: slagelse) == passedOn)
    #expect(try Set(passedOn).isDisjoint(with: kept(by: soroe)))
  }
}
