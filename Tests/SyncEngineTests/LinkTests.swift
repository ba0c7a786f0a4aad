import Chance
import Deflate
import Foundation
import ReplicaStore
import SyncProtocol
import Synchronization
import Testing

@testable import SyncEngine

extension OverHTTP {
  /// Whatever answers in the peer's place, nothing of it is believed, and the replica is as it was.
  @Suite struct `A link that answers` {
    /// Syncs a node with one article against somebody who answers so.
    func outcome(_ answer: HTTPBytes) throws -> SyncError? {
      let stranger = try Interloper { _ in .answer(answer) }
      return try outcome(at: stranger.port)
    }

    func outcome(at port: Int) throws -> SyncError? {
      let hub = try TestNode("hub")
      let soroe = try TestNode("soroe")
      try soroe.pair(with: hub, at: port)
      try soroe.write("Pas")
      let before = try soroe.standing
      let report = try soroe.sync(with: "hub")
      #expect(!report.isEqual)
      #expect(try soroe.standing == before)
      #expect(try soroe.replica.peer(named: "hub").lastError == report.error?.sentence)
      return report.error
    }

    let page = Array("<html><body>Velkommen til gæstenettet. Log ind her.</body></html>".utf8)

    @Test func `with a captive portal's page is not the peer`() throws {
      let answer = HTTPBytes.answer("200 OK", ["Content-Type: text/html"], body: page)
      #expect(try outcome(answer) == .notThePeer(status: 200))
    }

    @Test func `with a redirect is not followed`() throws {
      let answer = HTTPBytes.answer("302 Found", ["Location: http://127.0.0.1:9/login"], body: [])
      #expect(try outcome(answer) == .redirected(to: "http://127.0.0.1:9/login"))
    }

    @Test func `with a permanent redirect is not followed either`() throws {
      let answer = HTTPBytes.answer(
        "308 Permanent Redirect", ["Location: http://127.0.0.1:9/sync"], body: [])
      #expect(try outcome(answer) == .redirected(to: "http://127.0.0.1:9/sync"))
    }

    @Test(arguments: ["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"])
    func `with a proxy's error may work later`(status: String) throws {
      let number = try #require(Int(status.prefix(3)))
      let answer = HTTPBytes.answer(status, ["Content-Type: text/html"], body: page)
      #expect(try outcome(answer) == .tryLater(status: number))
    }

    @Test func `with a proxy that wants bodies in another way is not the peer`() throws {
      #expect(
        try outcome(.answer("411 Length Required", body: page)) == .notThePeer(status: 411))
    }

    @Test func `with a body that is too long even in the smallest pieces may work later`() throws {
      #expect(
        try outcome(.answer("413 Content Too Large", body: page)) == .tryLater(status: 413))
    }

    @Test func `with another server's 404 is not the peer`() throws {
      #expect(
        try outcome(.answer("404 Not Found", body: page)) == .notThePeer(status: 404))
    }

    @Test func `with compressed bytes is refused before they are believed`() throws {
      // `printf hej | gzip -n`, as a proxy that compresses would send it.
      let gzip: [UInt8] = [
        0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0xcb, 0x48, 0xcd, 0x02, 0, 0xf9, 0x9f, 0xdd,
        0xe0, 0x03, 0, 0, 0,
      ]
      let answer = HTTPBytes.answer("200 OK", ["Content-Encoding: gzip"], body: gzip)
      #expect(try outcome(answer) == .compressed(encoding: "gzip"))
    }

    @Test func `with fewer bytes than it announced is a broken link`() throws {
      let error = try outcome(.answer("200 OK", body: page, announcing: 4000))
      guard case .unreachable = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }

    @Test func `with no answer at all is a broken link`() throws {
      let silent = try Interloper { _ in .hangUp }
      guard case .unreachable = try outcome(at: silent.port) else {
        Issue.record("a link that breaks is an unreachable peer")
        return
      }
    }

    @Test func `nowhere, because nobody listens there, is an unreachable peer`() throws {
      let port = try Interloper { _ in .hangUp }.port  // gone again: nobody listens there now
      guard case .unreachable = try outcome(at: port) else {
        Issue.record("nobody there is an unreachable peer")
        return
      }
    }

    @Test func `with what is no HTTP at all is an unreachable peer`() throws {
      guard
        case .unreachable = try outcome(HTTPBytes(Array("SSH-2.0-OpenSSH_9.6\r\n\r\n".utf8)))
      else {
        Issue.record("a stranger's greeting is not an answer")
        return
      }
    }

    /// Eight megabytes of the same letter in some thousands of bytes; the server never learns that
    /// nobody believes them.
    @Test func `with a bomb of compressed bytes is refused`() throws {
      let bomb = Deflater.compress([UInt8](repeating: UInt8(ascii: "x"), count: 8 << 20))
      #expect(bomb.count < 20_000)
      let answer = HTTPBytes.answer("200 OK", ["Content-Encoding: deflate"], body: bomb)
      #expect(try outcome(answer) == .compressed(encoding: "deflate"))
    }

    @Test func `with an answer that never ends is not waited for`() throws {
      let endless = [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
      let answer = HTTPBytes.answer("200 OK", body: endless, announcing: 1 << 40)
      let stranger = try Interloper { _ in .answerAndHold(answer) }
      #expect(try outcome(at: stranger.port) == .notThePeer(status: 200))
    }

    @Test func `with more than any peer may send is cut off`() throws {
      let huge = [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
      #expect(try outcome(.answer("200 OK", body: huge)) == .notThePeer(status: 200))
    }
  }

  /// What a broken link costs: the batch on its way, and nothing else.
  @Suite struct `A link that breaks` {
    @Test func `after the hub has stored a batch loses nothing, and the next exchange goes on`()
      throws
    {
      let hub = try TestHub()
      let port = hub.port
      // The first answers come through; from the fourth on they break off in their middle.
      let link = try Interloper { number in
        number < 3 ? .pass(toPort: port) : .passAndCut(toPort: port, afterBytes: 10)
      }
      let soroe = try TestNode("soroe")
      try soroe.pair(with: hub.node, at: link.port)
      var random = SeededRandom(seed: 3)
      for number in 0..<40 { try soroe.write("Artikel \(number)", random.prose(words: 60)) }
      let broken = try soroe.sync(with: "hub", batchBytesMax: 4096)
      guard case .unreachable = broken.error else {
        Issue.record("\(String(describing: broken.error))")
        return
      }
      let arrived = try hub.node.replica.changeCount()
      #expect(arrived > broken.sent)
      #expect(arrived < 40)

      let mended = try Interloper { _ in .pass(toPort: port) }
      try soroe.move(peer: "hub", to: mended.port)
      let resumed = try soroe.sync(with: "hub", batchBytesMax: 4096)
      #expect(resumed.isEqual)
      #expect(resumed.sent == 40 - arrived)
      #expect(try soroe.standing == hub.node.standing)
    }

    /// A small exchange, cut once at every byte of the request and of the answer's body. (One that
    /// breaks in the answer's head is `viden`'s to survive, see `SyncProcess`.)
    @Test func `at any byte of a small exchange loses nothing`() throws {
      let hub = try TestHub()
      let port = hub.port
      let cuts = Mutex<[Interloper.Deed]>([])
      let link = try Interloper { _ in cuts.withLock { $0.popLast() } ?? .pass(toPort: port) }
      let soroe = try TestNode("soroe")
      try soroe.pair(with: hub.node, at: link.port)
      #expect(try soroe.sync(with: "hub").isEqual)
      try soroe.write("Fra Sorø")
      try hub.node.write("Fra hubben")
      #expect(try soroe.sync(with: "hub").isEqual)
      let seen = try #require(link.traffic.last)
      let answer = try #require(seen.answer)
      let planned =
        (0..<seen.request.bytes.count).map { .passPart(toPort: port, bytes: $0) }
        + (0..<answer.body.count).map { Interloper.Deed.passAndCut(toPort: port, afterBytes: $0) }
      cuts.withLock { $0 = planned.reversed() }

      var exchanges = 0
      while cuts.withLock({ !$0.isEmpty }) {
        if exchanges % 20 == 0 { try soroe.write("Fra Sorø \(exchanges)") }
        if exchanges % 30 == 0 { try hub.node.write("Fra hubben \(exchanges)") }
        let written = try soroe.replica.changeCount()
        let report = try soroe.sync(with: "hub")
        #expect(report.isEqual || report.error == .unreachable(.brokenOff))
        #expect(try soroe.replica.changeCount() >= written)
        exchanges += 1
      }
      #expect(exchanges > planned.count / 4)
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try soroe.standing == hub.node.standing)
      #expect(try hub.node.replica.check().isEmpty)
    }

    @Test(arguments: [0, 1, 40, 80])
    func `once anywhere in the body of an answer is mended in the same exchange`(bytes: Int) throws
    {
      let hub = try TestHub()
      let port = hub.port
      let link = try Interloper { number in
        number == 1 ? .passAndCut(toPort: port, afterBytes: bytes) : .pass(toPort: port)
      }
      let soroe = try TestNode("soroe")
      try soroe.pair(with: hub.node, at: link.port)
      try soroe.write("Fra Sorø")
      try hub.node.write("Fra hubben")
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try soroe.standing == hub.node.standing)
      #expect(try soroe.replica.changeCount() == 2)
    }

    @Test func `after every third answer still brings a whole base`() throws {
      let hub = try TestHub()
      let port = hub.port
      var random = SeededRandom(seed: 5)
      for number in 0..<60 { try hub.node.write("Artikel \(number)", random.prose(words: 60)) }
      let link = try Interloper { number in
        number % 3 == 2 ? .passAndCut(toPort: port, afterBytes: 900) : .pass(toPort: port)
      }
      let soroe = try TestNode("soroe")
      try soroe.pair(with: hub.node, at: link.port)
      #expect(try soroe.sync(with: "hub", batchBytesMax: 4096).isEqual)
      #expect(try soroe.standing == hub.node.standing)
    }

    /// 1 Mbit/s with 300 ms either way: weak 4G behind a hill.
    @Test func `at every request, only slowly, takes its time and brings everything`() throws {
      let hub = try TestHub()
      let port = hub.port
      var random = SeededRandom(seed: 7)
      for number in 0..<20 { try hub.node.write("Artikel \(number)", random.prose(words: 300)) }
      let link = try Interloper { _ in
        .passSlowly(toPort: port, delayMilliseconds: 300, bytesPerSecond: 125_000)
      }
      let soroe = try TestNode("soroe")
      try soroe.pair(with: hub.node, at: link.port)
      try soroe.write("Fra bussen")
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try soroe.standing == hub.node.standing)
      #expect(link.traffic.count <= 3, "every round costs the way there and back")
    }

    @Test func `because a proxy takes no long bodies is mended with shorter ones`() throws {
      let hub = try TestHub()
      let port = hub.port
      let page = Array("<html>413</html>".utf8)
      let link = try Interloper.judging { request in
        request.body.count > 40_000
          ? .answer(.answer("413 Content Too Large", body: page)) : .pass(toPort: port)
      }
      let soroe = try TestNode("soroe")
      try soroe.pair(with: hub.node, at: link.port)
      var random = SeededRandom(seed: 8)
      for number in 0..<60 { try soroe.write("Artikel \(number)", random.prose(words: 300)) }
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try soroe.standing == hub.node.standing)
      #expect(link.traffic.contains { $0.answer == nil })
      #expect(link.traffic.allSatisfy { $0.answer == nil || $0.request.body.count <= 40_000 })
    }
  }
}
