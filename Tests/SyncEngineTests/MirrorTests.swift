import CRDT
import Foundation
import Knowledge
import ReplicaStore
import Testing

@testable import SyncEngine
@testable import SyncProtocol

extension OverHTTP {
  /// A node in a DMZ that may pull what citizens read and nothing else (Protocol/10).
  @Suite struct `A public mirror` {
    static let canary = "hemmeligkanarie"
    let hub: TestHub
    let mirror: TestNode
    let wire: Interloper

    init() throws {
      let hub = try TestHub()
      self.hub = hub
      mirror = try TestNode("spejl")
      try mirror.replica.becomeMirror()
      try mirror.pair(with: hub.node, at: hub.port)
      try hub.node.replica.set(scopes: .mirror, ofPeer: "spejl")
      let port = hub.port
      wire = try Interloper { _ in .alter(toPort: port, request: { _ in }, answer: { _ in }) }
      try mirror.move(peer: "hub", to: wire.port)
    }

    @discardableResult
    func create(
      _ title: String, short: String? = nil, body: String, audience: String = "citizen",
      id: String? = nil, approved: Bool = true
    ) throws -> ChangeID {
      var draft = ArticleDraft()
      draft.title = title
      draft.shortAnswer = short
      draft.body = body
      draft.audience = audience
      draft.externalID = id
      let document = try hub.node.replica.create(draft, by: author)
      if approved { try approve(document) }
      return document
    }

    func approve(_ document: ChangeID) throws {
      try hub.node.replica.approve(document, by: Authorship(author: "Godkender", time: Clock.now))
    }

    func edit(_ document: ChangeID, _ change: (inout ArticleDraft) -> Void) throws {
      var draft = ArticleDraft()
      change(&draft)
      try hub.node.replica.edit(document, toward: draft, by: author)
    }

    var author: Authorship { Authorship(author: "\(Self.canary)forfatter", time: Clock.now) }

    var titles: [String] {
      get throws { try mirror.replica.publishedTitles(for: .citizen).map(\.title) }
    }

    /// Every byte that crossed, as it crossed and inflated, and every byte of the mirror's files.
    /// Numbers of streams cross with nothing but their commitment.
    func everythingSeen() throws -> [UInt8] {
      var bytes: [UInt8] = []
      for exchange in wire.traffic {
        for body in [exchange.request.body, exchange.answer?.body ?? []] {
          bytes += body
          if ViewCodec.isRequest(body) { continue }
          if let message = try? MessageCodec.decode(body) {
            #expect(message.batch.entries.allSatisfy { $0.header == nil && $0.isWithheld })
            bytes += MessageCodec.encode(message, deflating: false)
          } else {
            for item in try ViewCodec.decodeAnswer(body).items {
              bytes += Array("\(item.document)".utf8) + (item.payload ?? [])
            }
          }
        }
      }
      for file in try FileManager.default.contentsOfDirectory(atPath: mirror.folder.path)
      where file.hasPrefix("replica.sqlite") {
        bytes += Array(
          try Data(contentsOf: URL(filePath: mirror.folder.path + "/" + file)))
      }
      return bytes
    }

    func expectNoCanary(_ words: [String] = []) throws {
      let seen = try everythingSeen()
      for word in [Self.canary] + words {
        #expect(seen.firstRange(of: Array(word.utf8)) == nil, "\(word) leaked")
      }
    }

    @Test func `gets no byte of staff texts, drafts, authors or what was written before approval`()
      throws
    {
      let pas = try create(
        "Pas", short: "Bestil tid.", body: "\(Self.canary) var en kladde.", id: "pas",
        approved: false)
      try edit(pas) { $0.body = "Ring til os." }
      try approve(pas)
      try edit(pas) { $0.body = "Ring til os. \(Self.canary) venter på godkendelse." }
      let secret = try create(
        "\(Self.canary) titel", short: Self.canary, body: Self.canary, audience: "staff",
        id: "\(Self.canary)-id")
      try edit(secret) { $0.keywords = [Self.canary] }
      let partner = try create("\(Self.canary) partner", body: "x", audience: "partner")
      let draft = try create("\(Self.canary) kladde", body: "y", approved: false)
      #expect(try mirror.sync(with: "hub").isEqual)
      #expect(try mirror.digest == hub.node.digest)
      #expect(try titles == ["Pas"])
      let shown = try #require(try mirror.replica.publication(of: pas))
      #expect(shown.article.body == "Ring til os.")
      #expect(shown.article.shortAnswer == "Bestil tid.")
      #expect(
        try mirror.replica.publication(of: pas)?.approvedAt
          == hub.node.replica.publication(of: pas)?.approvedAt)
      #expect(try mirror.replica.searchPublished("ring", limit: 5).found.count == 1)
      #expect(try mirror.replica.document(named: "pas") == pas)
      for document in [secret, partner, draft] {
        #expect(throws: ReplicaError.unknownArticle("\(document)")) {
          try mirror.replica.publication(of: document)
        }
      }
      try expectNoCanary([secret, partner, draft].map { "\($0)" })
      #expect(try mirror.replica.check() == [])
    }

    @Test func `needs one request when nothing happened, and proves equality anew when it did`()
      throws
    {
      let pas = try create("Pas", body: "Ring.")
      #expect(try mirror.sync(with: "hub").isEqual)
      let again = try mirror.sync(with: "hub")
      #expect(again.isEqual && again.requests == 1)
      try edit(pas) { $0.body = "Ring igen." }
      #expect(try mirror.sync(with: "hub").isEqual)
      #expect(try mirror.replica.publication(of: pas)?.article.body == "Ring.")
      try approve(pas)
      #expect(try mirror.sync(with: "hub").isEqual)
      #expect(try mirror.replica.publication(of: pas)?.article.body == "Ring igen.")
      #expect(try mirror.replica.searchPublished("igen", limit: 5).found.count == 1)
    }

    @Test func `stops showing what is for staff from now on, and learns nothing of it`() throws {
      let pas = try create("Pas", body: "Ring.")
      let vielse = try create("Vielse", body: "Bestil.")
      #expect(try mirror.sync(with: "hub").isEqual)
      try edit(pas) {
        $0.audience = "staff"
        $0.body = "\(Self.canary) kun for os."
      }
      #expect(try mirror.sync(with: "hub").isEqual)
      #expect(try titles == ["Pas", "Vielse"], "readers see what was approved until that changes")
      try approve(pas)
      #expect(try mirror.sync(with: "hub").isEqual)
      #expect(try titles == ["Vielse"])
      #expect(try mirror.replica.publication(of: pas) == nil)
      #expect(try mirror.replica.searchPublished("ring", limit: 5).found.isEmpty)
      #expect(try mirror.replica.publication(of: vielse) != nil)
      try expectNoCanary()
    }

    @Test func `gets the approved text and not the history of what was for staff before`() throws {
      let pas = try create("\(Self.canary)", body: Self.canary, audience: "staff")
      #expect(try mirror.sync(with: "hub").isEqual)
      #expect(try titles.isEmpty)
      try edit(pas) {
        $0.title = "Pas"
        $0.body = "Ring."
        $0.audience = "citizen"
      }
      try approve(pas)
      #expect(try mirror.sync(with: "hub").isEqual)
      #expect(try titles == ["Pas"])
      #expect(try mirror.replica.publication(of: pas)?.article.body == "Ring.")
      try expectNoCanary()
    }

    @Test func `shows a withdrawn article's notice and not its text`() throws {
      let old = try create("Gammelt pas", body: "\(Self.canary)tekst")
      let new = try create("Nyt pas", body: "Ring.", id: "nyt-pas")
      let hidden = try create("\(Self.canary)", body: "x", audience: "staff", id: "skjult")
      let date = try #require(CivilDate(iso: "2026-03-01"))
      let notice = try #require(
        Withdrawal(date: date, replacement: "skjult", reason: "Loven er ændret."))
      try hub.node.replica.withdraw(old, notice, by: author)
      #expect(try mirror.sync(with: "hub").isEqual)
      #expect(try titles == ["Nyt pas"])
      #expect(try mirror.replica.publication(of: old)?.isWithdrawn == true)
      #expect(
        Article(try mirror.replica.state(of: old)).status
          == .withdrawn(try #require(Withdrawal(date: date, reason: "Loven er ændret."))))
      try expectNoCanary(["skjult", "\(hidden)"])
      let better = try #require(
        Withdrawal(date: date, replacement: "nyt-pas", reason: "Loven er ændret."))
      try hub.node.replica.withdraw(old, better, by: author)
      try edit(new) { $0.body = "Ring igen." }
      try approve(new)
      #expect(try mirror.sync(with: "hub").isEqual)
      #expect(Article(try mirror.replica.state(of: old)).status == .withdrawn(better))
    }

    @Test func `comes out of a rebuild as it was, writes nothing, and serves another mirror`()
      throws
    {
      for number in 1...30 { try create("Titel \(number)", body: "Tekst \(number).") }
      #expect(try mirror.sync(with: "hub").isEqual)
      let before = (try titles, try mirror.replica.stateDigest())
      try mirror.replica.rebuild()
      #expect(try titles == before.0)
      #expect(try mirror.replica.stateDigest() == before.1)
      #expect(try mirror.replica.check() == [])
      #expect(try mirror.sync(with: "hub").isEqual)
      try expectReadOnly()
      #expect(throws: ReplicaError.notEmpty) { try hub.node.replica.becomeMirror() }

      let second = try TestHub("andet-spejl")
      try second.node.replica.becomeMirror()
      try second.node.pair(with: hub.node, at: hub.port)
      try hub.node.replica.set(scopes: .mirror, ofPeer: "andet-spejl")
      #expect(try second.node.sync(with: "hub").isEqual)
      let third = try TestNode("tredje")
      try third.replica.becomeMirror()
      try third.pair(with: second.node, at: second.port)
      #expect(try third.sync(with: "andet-spejl").isEqual)
      #expect(try third.replica.publishedTitles(for: .citizen).count == 30)
      #expect(try third.digest == hub.node.digest)
    }

    /// A mirror has no history to write on, and says so before it looks for one.
    func expectReadOnly() throws {
      let document = try #require(try mirror.replica.publishedTitles(for: .citizen).first).document
      #expect(throws: ReplicaError.mirrorIsReadOnly) { try mirror.write("Egen") }
      #expect(throws: ReplicaError.mirrorIsReadOnly) { try mirror.edit(document, body: "Egen.") }
      #expect(throws: ReplicaError.mirrorIsReadOnly) {
        try mirror.replica.approve(document, by: author)
      }
      let date = try #require(CivilDate(iso: "2026-03-01"))
      let notice = try #require(Withdrawal(date: date, reason: "Loven er ændret."))
      #expect(throws: ReplicaError.mirrorIsReadOnly) {
        try mirror.replica.withdraw(document, notice, by: author)
      }
      #expect(throws: ReplicaError.mirrorIsReadOnly) {
        try mirror.replica.resolve(conflict: "1", with: .merged, by: author)
      }
    }

    @Test func `may bring nothing, and a full node takes nothing withheld`() throws {
      let pas = try create("Pas", body: "Ring.")
      let node = try TestNode("soroe")
      try node.pair(with: hub.node, at: hub.port)
      #expect(try node.sync(with: "hub").isEqual)
      try hub.node.replica.set(scopes: .mirror, ofPeer: "soroe")
      try node.edit(pas, body: "Påstand.")
      let report = try node.sync(with: "hub")
      #expect(!report.isEqual)
      try edit(pas) { $0.body = "Ring igen." }
      #expect(try !node.sync(with: "hub").isEqual)
      #expect(try hub.node.body(of: pas) == "Ring igen.")
      #expect(try node.replica.check() == [])
    }

    @Test func `follows its hub when that was restored from an older backup`() throws {
      let pas = try create("Pas", body: "Ring.")
      #expect(try mirror.sync(with: "hub").isEqual)
      let copy = hub.node.folder.path + "/copy.sqlite"
      try hub.node.whileClosed {
        try FileManager.default.copyItem(atPath: hub.node.folder.database, toPath: copy)
      }
      try edit(pas) { $0.body = "Ring igen." }
      try approve(pas)
      try create("Flytning", body: "Meld flytning.")
      #expect(try mirror.sync(with: "hub").isEqual)
      #expect(try titles == ["Flytning", "Pas"])

      try hub.node.whileClosed {
        for suffix in ["", "-wal", "-shm"] {
          // The side files are not always there.
          try? FileManager.default.removeItem(atPath: hub.node.folder.database + suffix)
        }
        try FileManager.default.copyItem(atPath: copy, toPath: hub.node.folder.database)
      }
      // Under numbers that the mirror knows with other content, by a hub that could not know that.
      try create("Vielse", body: "Bestil.")
      let report = try mirror.sync(with: "hub")
      #expect(report.isEqual && report.sent == 0)
      try expectSamePublicTexts(as: hub.node)
      #expect(try titles == ["Pas", "Vielse"])
      #expect(try mirror.replica.publication(of: pas)?.article.body == "Ring.")
      #expect(try mirror.replica.searchPublished("flytning", limit: 5).found.isEmpty)
      #expect(try mirror.sync(with: "hub").requests == 1)
      try edit(pas) { $0.body = "Ring i morgen." }
      try approve(pas)
      #expect(try mirror.sync(with: "hub").isEqual)
      try expectSamePublicTexts(as: hub.node)
    }

    @Test func `follows a hub in its place, but none that is empty yet`() throws {
      let soroe = try TestNode("soroe")
      try soroe.pair(with: hub.node, at: hub.port)
      let pas = try create("Pas", body: "Ring.")
      #expect(try soroe.sync(with: "hub").isEqual)
      try create("Kun på den gamle hub", body: "Væk.")
      #expect(try mirror.sync(with: "hub").isEqual)

      let fresh = try TestHub("nyhub")
      for node in [soroe, mirror] { try node.pair(with: fresh.node, at: fresh.port) }
      try fresh.node.replica.set(scopes: .mirror, ofPeer: "spejl")
      #expect(try !mirror.sync(with: "nyhub").isEqual)
      #expect(try titles == ["Kun på den gamle hub", "Pas"])
      try soroe.edit(pas, body: "Ring igen.")
      try soroe.replica.approve(pas, by: Authorship(author: "Godkender", time: Clock.now))
      #expect(try soroe.sync(with: "nyhub").isEqual)
      let report = try mirror.sync(with: "nyhub")
      #expect(report.isEqual && report.sent == 0)
      #expect(try titles == ["Pas"])
      #expect(try mirror.replica.publication(of: pas)?.article.body == "Ring igen.")
      try expectSamePublicTexts(as: fresh.node)
      #expect(try mirror.sync(with: "nyhub").requests == 1)
    }

    /// Whoever reads here reads the same there, at the same set of changes.
    func expectSamePublicTexts(as node: TestNode) throws {
      func texts(_ replica: Replica) throws -> [String] {
        try replica.publishedTitles(for: .citizen).map { title in
          let body = try replica.publication(of: title.document)?.article.body
          return "\(title.document) \(title.title): \(body ?? "")"
        }
      }
      #expect(try texts(mirror.replica) == texts(node.replica))
      #expect(try mirror.digest == node.digest)
      #expect(try mirror.replica.check() == [])
    }

    @Test func `heals with its hub when a branch there gets another name`() throws {
      let node = try TestNode("soroe")
      try node.pair(with: hub.node, at: hub.port)
      let pas = try node.write("Pas")
      #expect(try node.sync(with: "hub").isEqual)
      try approve(pas)
      let copy = node.folder.path + "/copy.sqlite"
      try node.whileClosed {
        try FileManager.default.copyItem(atPath: node.folder.database, toPath: copy)
      }
      let flytning = try node.write("Flytning")
      #expect(try node.sync(with: "hub").isEqual)
      try approve(flytning)
      #expect(try mirror.sync(with: "hub").isEqual)
      let before = try mirror.replica.vector()
      // The other half of the copied disk has reached another hub, and the hubs meet.
      let other = try TestHub("anden")
      let twin = try TestNode("tvilling")
      try twin.whileClosed {
        for suffix in ["", "-wal", "-shm"] {
          try? FileManager.default.removeItem(atPath: twin.folder.database + suffix)
        }
        try FileManager.default.copyItem(atPath: copy, toPath: twin.folder.database)
      }
      try twin.pair(with: other.node, at: other.port)
      let vielse = try twin.write("Vielse")
      #expect(try twin.sync(with: "anden").isEqual)
      try other.node.replica.approve(
        vielse, by: Authorship(author: "Godkender", time: Clock.now))
      try other.node.pair(with: hub.node, at: hub.port)
      #expect(try other.node.sync(with: "hub").isEqual)
      #expect(try mirror.sync(with: "hub").isEqual)
      #expect(try titles == ["Flytning", "Pas", "Vielse"])
      #expect(try mirror.digest == hub.node.digest)
      #expect(try mirror.replica.vector() != before)
      #expect(try mirror.replica.check() == [])
    }
  }
}

extension StreamEntry {
  fileprivate var isWithheld: Bool {
    if case .withheld = self { true } else { false }
  }
}
