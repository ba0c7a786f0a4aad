import Foundation
import Testing

/// More hubs than one. A node says itself what it has, so it does not matter which of them answers.
@Suite struct `Several hubs` {
  let desk: Desk
  let nodes = ["soroe", "slagelse"]

  init() throws {
    desk = try Desk()
  }

  private func digest(_ node: String) throws -> String? {
    try desk.status(node)["digest"] as? String
  }

  /// A hub that knows two nodes, and its twin: a backup that was put back on another machine, with
  /// the keys beside it. They are parties of each other.
  private func makeTwins() throws {
    try desk.node("hub")
    for node in nodes {
      try desk.node(node)
      try desk.ok("peer", "add", node, "--ticket-out", "\(node).billet", "--data", "hub")
    }
    try desk.ok("article", "new", "--title", "Pas", "--data", "hub")
    try desk.ok("backup", "kopi.sqlite", "--data", "hub")
    try desk.ok("restore", "kopi.sqlite", "--data", "tvilling")
    for key in try FileManager.default.contentsOfDirectory(atPath: desk.path + "/hub/keys") {
      try FileManager.default.copyItem(
        atPath: desk.path + "/hub/keys/" + key, toPath: desk.path + "/tvilling/keys/" + key)
    }
    try desk.ok("peer", "add", "tvilling", "--ticket-out", "tvilling.billet", "--data", "hub")
  }

  @Test(arguments: Balancer.Program.allCases.filter(\.isThere))
  func `answer at one address by turns`(program: Balancer.Program) throws {
    try makeTwins()
    let hub = try Serving("hub", at: desk)
    try desk.ok(
      "peer", "add", "tvilling", "--ticket", "tvilling.billet", "--url",
      "http://127.0.0.1:\(hub.port)", "--data", "tvilling")
    let twin = try Serving("tvilling", at: desk)
    let balancer = try Balancer(program, before: [hub.port, twin.port], at: desk)
    for node in nodes {
      try desk.ok(
        "peer", "add", "hub", "--ticket", "\(node).billet", "--url",
        "http://127.0.0.1:\(balancer.port)", "--data", node)
    }
    for round in 0..<3 {
      for node in nodes {
        try desk.ok("article", "new", "--title", "\(node) \(round)", "--data", node)
        try desk.ok("sync", "--data", node)
      }
      try desk.ok("sync", "--data", "tvilling")
    }
    for _ in 0..<2 { for node in nodes { try desk.ok("sync", "--data", node) } }
    let all = try (nodes + ["hub", "tvilling"]).map(digest)
    #expect(Set(all).count == 1)
    #expect(try desk.status("soroe")["articles"] as? Int == 7)
    // They write under different names, so that both may.
    #expect(
      try desk.status("hub")["replica"] as? String != desk.status("tvilling")["replica"] as? String)

    // One of them is lost: the other answers.
    #expect(twin.stop() == 0)
    try desk.ok("article", "new", "--title", "Bagefter", "--data", "soroe")
    for _ in 0..<2 { for node in nodes { try desk.ok("sync", "--data", node) } }
    #expect(try digest("slagelse") == digest("hub"))
    #expect(try digest("soroe") == digest("hub"))
  }

  @Test func `at addresses of their own are as good, and a node becomes one`() throws {
    for node in ["nord", "syd"] + nodes { try desk.node(node) }
    for hub in ["nord", "syd"] {
      for node in nodes {
        try desk.ok("peer", "add", node, "--ticket-out", "\(hub)-\(node).billet", "--data", hub)
      }
    }
    let hubs = try ["nord", "syd"].map { ($0, try Serving($0, at: desk)) }
    for (hub, serving) in hubs {
      for node in nodes {
        try desk.ok(
          "peer", "add", hub, "--ticket", "\(hub)-\(node).billet", "--url",
          "http://127.0.0.1:\(serving.port)", "--data", node)
      }
    }
    for node in nodes { try desk.ok("article", "new", "--title", node, "--data", node) }
    for _ in 0..<3 { for node in nodes { _ = try desk.viden("sync", "--data", node) } }
    for node in nodes { try desk.ok("sync", "--data", node) }
    #expect(Set(try (nodes + ["nord", "syd"]).map(digest)).count == 1)

    // Both are lost with their disks. Sorø becomes the hub.
    for (hub, serving) in hubs {
      #expect(serving.stop() == 0)
      try FileManager.default.removeItem(atPath: desk.path + "/" + hub)
      for node in nodes { try desk.ok("peer", "remove", hub, "--data", node) }
    }
    try desk.ok("peer", "add", "slagelse", "--ticket-out", "ny.billet", "--data", "soroe")
    let soroe = try Serving("soroe", at: desk)
    try desk.ok(
      "peer", "add", "soroe", "--ticket", "ny.billet", "--url", "http://127.0.0.1:\(soroe.port)",
      "--data", "slagelse")
    try desk.ok("article", "new", "--title", "Efter tabet", "--data", "slagelse")
    try desk.ok("sync", "--data", "slagelse")
    #expect(try digest("soroe") == digest("slagelse"))
  }
}
