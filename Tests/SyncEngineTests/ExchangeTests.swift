import CRDT
import Chance
import Foundation
import HTTP
import ReplicaStore
import Synchronization
import Testing

@testable import SyncEngine

/// Two nodes over real sockets on loopback. One after the other, because a process has one
/// URLSession with one task at a time.
@Suite(.serialized)
enum OverHTTP {}

extension OverHTTP {
  @Suite struct `An exchange` {
    let hub: TestHub
    let soroe: TestNode

    init() throws {
      hub = try TestHub()
      soroe = try TestNode("soroe")
      try soroe.pair(with: hub.node, at: hub.port)
    }

    @Test func `makes two replicas equal, both ways at once`() throws {
      let pas = try soroe.write("Pas")
      let flytning = try hub.node.write("Flytning")
      let report = try soroe.sync(with: "hub")
      #expect(report.error == nil)
      #expect(report.isEqual)
      #expect(report.sent == 1)
      #expect(report.received == 1)
      #expect(try soroe.standing == hub.node.standing)
      #expect(try soroe.body(of: flytning) == "Ring til os.")
      #expect(try hub.node.body(of: pas) == "Ring til os.")
    }

    @Test func `that has nothing new is one request with a body of some sixty bytes`() throws {
      try soroe.write("Pas")
      #expect(try soroe.sync(with: "hub").isEqual)
      let again = try soroe.sync(with: "hub")
      #expect(again.isEqual)
      #expect(again.requests == 1)
      #expect(again.sent == 0)
      #expect(again.received == 0)
      #expect(again.bytesOut <= 80)
      #expect(again.bytesIn <= 80)
    }

    @Test func `that has nothing new is at most 1,000 bytes, headers and signatures included`()
      throws
    {
      let port = hub.port
      let counter = try Interloper { _ in .pass(toPort: port) }
      let slagelse = try TestNode("slagelse")
      try slagelse.pair(with: hub.node, at: counter.port)
      try slagelse.write("Pas")
      #expect(try slagelse.sync(with: "hub").isEqual)
      let before = counter.traffic.count
      #expect(try slagelse.sync(with: "hub").isEqual)
      let bytes = counter.traffic.dropFirst(before).map {
        $0.request.bytes.count + ($0.answer?.bytes.count ?? 0)
      }
      #expect(bytes.count == 1)
      #expect(bytes.reduce(0, +) <= 1000)
    }

    @Test func `moves many changes in several batches, each within its limit`() throws {
      let port = hub.port
      let counter = try Interloper { _ in .pass(toPort: port) }
      let slagelse = try TestNode("slagelse")
      try slagelse.pair(with: hub.node, at: counter.port)
      var random = SeededRandom(seed: 7)
      for number in 0..<40 {
        try slagelse.write("Ud \(number)", random.prose(words: 60))
        try hub.node.write("Ind \(number)", random.prose(words: 60))
      }
      let report = try slagelse.sync(with: "hub", batchBytesMax: 4096)
      #expect(report.isEqual)
      #expect(report.sent == 40)
      #expect(report.received == 40)
      #expect(report.requests > 4)
      for seen in counter.traffic {
        #expect(seen.request.body.count <= 4096)
        #expect(seen.answer?.body.count ?? 0 <= 4096)
      }
      #expect(try slagelse.standing == hub.node.standing)
    }

    @Test func `by way of a hub brings a change from one node to another`() throws {
      let slagelse = try TestNode("slagelse")
      try slagelse.pair(with: hub.node, at: hub.port)
      let pas = try soroe.write("Pas")
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try slagelse.sync(with: "hub").isEqual)
      try slagelse.edit(pas, body: "Ring til os. Husk foto.")
      #expect(try slagelse.sync(with: "hub").isEqual)
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try soroe.body(of: pas) == "Ring til os. Husk foto.")
      #expect(try soroe.standing == slagelse.standing)
      #expect(try soroe.standing == hub.node.standing)
    }

    @Test func `after both edited the same article leaves the same merge on both`() throws {
      let pas = try soroe.write("Pas", "Første afsnit.\n\nAndet afsnit.")
      #expect(try soroe.sync(with: "hub").isEqual)
      try soroe.edit(pas, body: "Første afsnit, rettet i Sorø.\n\nAndet afsnit.")
      try hub.node.edit(pas, body: "Første afsnit.\n\nAndet afsnit, rettet på hubben.")
      #expect(try soroe.sync(with: "hub").isEqual)
      let merged = "Første afsnit, rettet i Sorø.\n\nAndet afsnit, rettet på hubben."
      #expect(try soroe.body(of: pas) == merged)
      #expect(try hub.node.body(of: pas) == merged)
      #expect(try soroe.standing == hub.node.standing)
    }

    @Test func `is remembered on both sides for the pages`() throws {
      try soroe.write("Pas")
      #expect(try soroe.sync(with: "hub").isEqual)
      let there = try soroe.replica.peer(named: "hub")
      let here = try hub.node.replica.peer(named: "soroe")
      #expect(there.isEqual)
      #expect(there.lastSuccess != nil)
      #expect(there.lastError == nil)
      #expect(here.isEqual)
      #expect(here.node == (try soroe.replica.identity().node))
    }
  }
}
