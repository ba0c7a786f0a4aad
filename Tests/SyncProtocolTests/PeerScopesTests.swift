import SyncProtocol
import Testing

@Suite struct `Scopes of a peer` {
  static let spellings: [(String, PeerScopes)] = [
    ("full", .full), ("node", .node), ("mirror", .mirror), ("none", []),
    ("pull-public,push-own", [.pullPublic, .pushOwn]),
    ("pull-public,pull-internal,relay", [.pullPublic, .pullInternal, .relay]),
    ("admin", .admin),
  ]

  @Test(arguments: spellings)
  func `are written as they are read`(text: String, scopes: PeerScopes) {
    #expect(PeerScopes(text) == scopes)
    #expect(scopes.description == text)
  }

  @Test func `are the same from every spelling after a trip through text`() {
    for bits in UInt8(0)...31 {
      var scopes = PeerScopes(rawValue: bits)
      if scopes.contains(.pullInternal) { scopes.insert(.pullPublic) }
      #expect(PeerScopes(scopes.description) == scopes)
    }
  }

  @Test func `may be named in any order and together with a usual set`() {
    #expect(PeerScopes("relay,node") == [.pullPublic, .pullInternal, .pushOwn, .relay])
    #expect(PeerScopes("push-own,pull-public") == [.pullPublic, .pushOwn])
    #expect(PeerScopes("pull-internal") == [.pullPublic, .pullInternal])
  }

  @Test(arguments: ["", ",", "node,", " node", "Node", "push", "pull-public relay", "31"])
  func `with an unknown name are refused`(text: String) {
    #expect(PeerScopes(text) == nil)
  }
}
