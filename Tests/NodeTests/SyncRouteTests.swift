import ReplicaStore
import Synchronization
import Testing

@testable import HTTP
@testable import Node

@Suite struct SyncRouteTests {
  @Test func `the button starts one synchronisation, and says when one is under way`() throws {
    let starts = Mutex(0)
    let node = try TestNode { configuration in
      configuration.syncNow = {
        try starts.withLock { count in
          guard count == 0 else { throw SyncAlreadyRunning() }
          count += 1
        }
      }
    }
    try node.store.write { replica in
      try replica.addPeer(name: "hub", url: "https://hub.example", keyID: "1", node: nil)
      try replica.record(
        Replica.Encounter(
          time: TestNode.noon, isEqual: false, error: "ingen forbindelse", behind: 0, node: nil),
        withPeer: "hub")
    }
    let browser = Browser(node)
    let page = try browser.get("/synk")
    #expect(page.text.contains("https://hub.example"))
    #expect(page.text.contains("ingen forbindelse"))
    try browser.post("/synk", [])
    #expect(try browser.follow().text.contains("Synkroniseringen er sat i gang"))
    try browser.post("/synk", [])
    #expect(try browser.follow().text.contains("En synkronisering er allerede i gang"))
    try browser.post("/synk", [("token", "falsk")])
    #expect(starts.withLock { $0 } == 1)
  }

  @Test func `how far it has come is told until it is over, with script and without`() throws {
    let isRunning = Mutex(true)
    let node = try TestNode { configuration in
      configuration.isSyncRunning = { isRunning.withLock { $0 } }
    }
    try node.store.write { replica in
      try replica.addPeer(name: "hub", url: "https://hub.example", keyID: "1", node: nil)
    }
    try node.write("Pas")
    let browser = Browser(node)
    let page = try browser.get("/synk").text
    #expect(page.contains("data-progress=\"/synk?fragment=1\""))
    #expect(page.contains("2 ændringer herfra mangler at blive sendt."))
    #expect(page.contains("<a href=\"/synk\">Se, hvor langt den er</a>"))
    let fragment = try browser.get("/synk?fragment=1").text
    #expect(fragment.contains("data-running") && !fragment.contains("<html"))
    isRunning.withLock { $0 = false }
    #expect(try !browser.get("/synk?fragment=1").text.contains("data-running"))
    #expect(try !browser.get("/synk").text.contains("data-running"))
  }

  @Test func `a copy that is days old says so on every page of the staff's`() throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    let browser = Browser(node)
    func meet(hoursAgo hours: Int64) throws {
      try node.store.write { replica in
        try replica.record(
          Replica.Encounter(
            time: TestNode.noon - hours * 3_600_000, isEqual: true, error: nil, behind: 0,
            node: nil),
          withPeer: "hub")
      }
    }
    try node.store.write { replica in
      try replica.addPeer(name: "hub", url: "https://hub.example", keyID: "1", node: nil)
    }
    let pages = ["/rediger", "/rediger/pas", "/skranke", "/skranke/pas", "/synk"]
    try meet(hoursAgo: 80)
    for target in pages {
      #expect(
        try browser.get(target).text.contains("Noden er ikke synkroniseret siden"), "\(target)")
    }
    try meet(hoursAgo: 1)
    for target in pages {
      #expect(
        try !browser.get(target).text.contains("Noden er ikke synkroniseret"), "\(target)")
    }
  }

  @Test func `peers are answered by whoever was given for it`() throws {
    let node = try TestNode { configuration in
      configuration.syncEndpoint = { request, store in
        .text("\(request.body.count) \(try store.read { try $0.changeCount() })")
      }
    }
    let request = try Request(.post, "/sync", headers: ["Host": "hub.example"], body: [1, 2, 3])
    let context = node.server.context
    let responder = Responder(router: context.router, errorPage: context.errorAnswer, log: nil)
    guard case .call(let route, let parameters) = responder.plan(for: request) else {
      Issue.record("no route")
      return
    }
    #expect(responder.call(route, request, parameters).0.body == Array("3 0".utf8))
    #expect(NodeConfiguration.usualLimits.bodyBytesMax(forPath: "/sync") > 1_048_576)
  }

  @Test func `a node that syncs with nobody has no door for it`() throws {
    #expect(try Browser(TestNode()).post("/sync", []).status == 404)
  }
}
