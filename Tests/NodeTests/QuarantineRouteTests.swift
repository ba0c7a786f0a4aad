import CRDT
import Knowledge
import ReplicaStore
import SyncProtocol
import Testing

@testable import HTTP
@testable import Node

@Suite struct `The page of what is set aside` {
  /// A node that founded its base, with an edit from a stream that has no rights.
  private func node() throws -> (node: TestNode, pas: ChangeID) {
    let node = try TestNode()
    let pas = try node.write("Pas", body: "Et pas.", id: "pas")
    try node.store.write { replica in
      try replica.foundBase(by: kim)
      try replica.enforceRights(by: kim)
      let state = try replica.state(of: pas)
      var draft = ArticleDraft()
      draft.body = "Et gratis pas."
      let id = ChangeID(replica: ReplicaID(rawValue: 0xbad), sequence: 1)
      let change = Change(
        id: id, document: pas, parents: state.heads, author: "X <script>", time: TestNode.noon,
        salt: 1, operations: try Article.operations(toward: draft, from: state))
      try replica.apply([.whole(SealedChange(sealing: change, after: nil))])
    }
    return (node, pas)
  }

  private static let change = ("aendring", "0000000000000bad-1")

  @Test func `shows the reason and the words, and releases what an administrator chose`() throws {
    let (node, pas) = try node()
    let browser = Browser(node)
    #expect(try browser.get("/synk").text.contains("href=\"/synk/karantaene\""))
    let page = try browser.get("/synk/karantaene")
    #expect(page.text.contains("Det vides ikke, hvilken node der har skrevet den."))
    #expect(page.text.contains("gratis"))
    #expect(!page.text.contains("<script>alert"))
    #expect(try node.body(pas) == "Et pas.")
    try browser.post(
      "/synk/karantaene", [Self.change, ("valg", "frigiv"), ("initialer", "KKR")])
    #expect(browser.page.status == 303)
    #expect(try browser.follow().text.contains("Der er ikke flere i karantæne."))
    #expect(try node.body(pas) == "Et gratis pas.")
  }

  @Test func `drops what an administrator chose, for good`() throws {
    let (node, pas) = try node()
    let browser = Browser(node)
    try browser.get("/synk/karantaene")
    try browser.post(
      "/synk/karantaene", [Self.change, ("valg", "kasser"), ("initialer", "KKR")])
    #expect(browser.page.status == 303)
    #expect(try node.body(pas) == "Et pas.")
    #expect(try node.store.read { try $0.quarantineCount() } == 0)
    try browser.get("/synk/karantaene")
    let again = try browser.post(
      "/synk/karantaene", [Self.change, ("valg", "frigiv"), ("initialer", "KKR")])
    #expect(again.status == 422)
    #expect(try node.body(pas) == "Et pas.")
  }

  @Test func `does nothing without a choice, a name or its token`() throws {
    let (node, _) = try node()
    let browser = Browser(node)
    for fields in [
      [("valg", "frigiv"), ("initialer", "KKR")], [Self.change, ("valg", "frigiv")],
      [Self.change, ("valg", "andet"), ("initialer", "KKR")],
      [Self.change, ("valg", "frigiv"), ("initialer", "KKR"), ("token", "falsk")],
    ] {
      try browser.get("/synk/karantaene")
      #expect(try browser.post("/synk/karantaene", fields).status == 422)
    }
    #expect(try node.store.read { try $0.quarantineCount() } == 1)
  }

  @Test func `is not for those who come from elsewhere`() throws {
    let (node, _) = try node()
    #expect(try Browser(node, from: "203.0.113.7").get("/synk/karantaene").status == 403)
  }

  @Test func `an editor without the role is told which one, and keeps the text`() throws {
    let (node, _) = try node()
    try node.store.write { replica in
      // Only a person holds a grant from here on.
      let own = try #require(try replica.authority()?.grants.first)
      let person = Person(name: "KKR", node: own.grant.holder.node)
      try replica.put(
        onRecord: [
          .grant(Grant(role: .admin, holder: .person(person), grantedBy: "KKR"))
        ], by: kim)
      try replica.endGrant(own.id, by: kim)
    }
    let browser = Browser(node)
    try browser.get("/rediger/pas")
    let page = try browser.post(
      "/rediger/pas", [("titel", "Pas"), ("tekst", "Min lange tekst."), ("initialer", "MKJ")])
    #expect(page.status == 403)
    #expect(page.text.contains("MKJ har ikke rollen redaktør. Den kan gives af KKR."))
    #expect(page.text.contains("Min lange tekst."))
  }
}
