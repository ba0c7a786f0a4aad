import Accounts
import ReplicaStore
import Testing

@testable import HTTP
@testable import Node

@Suite struct `How the node is doing` {
  @Test func `is told in full to who sits at it, and in a word to others`() throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    try node.store.write { replica in
      try replica.addPeer(name: "hub \"1\"", url: nil, keyID: "1", node: nil)
    }
    #expect(try Browser(node, from: "192.0.2.7").get("/readyz").text == "ready\n")
    let whole = try Browser(node).get("/readyz").text
    #expect(whole.hasPrefix("ready\narticles 1\nquarantined 0\ndisk_free_bytes "))
    #expect(whole.contains("\npeer \"hub \\\"1\\\"\" last_success never waiting "))
    #expect(try Browser(node, from: "192.0.2.7").get("/healthz").text == "ok\n")
  }

  @Test func `is counted for Prometheus, at the machine and for an admin only`() throws {
    let listening = try ListeningNode(TestNode())
    try listening.node.write("Pas", id: "pas")
    let browser = listening.browser
    try browser.get("/artikel/pas")
    try browser.get("/artikel/nej")
    let page = try browser.get("/metrics")
    #expect(page.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
    #expect(page.text.contains("viden_http_answers_total{class=\"2xx\"} 1\n"))
    #expect(page.text.contains("viden_http_answers_total{class=\"4xx\"} 1\n"))
    #expect(page.text.contains("viden_http_answer_seconds_bucket{le=\"+Inf\"} 2\n"))
    #expect(page.text.contains("viden_http_answer_seconds_count 2\n"))
    #expect(page.text.contains("viden_articles 1\n"))
    #expect(try Browser(listening.node, from: "192.0.2.7").get("/metrics").status == 404)
  }

  @Test func `is written so that Prometheus can read every line`() throws {
    let node = try TestNode()
    try node.store.write { replica in
      try replica.addPeer(name: "a\\b\"c\nd", url: nil, keyID: "1", node: nil)
    }
    let lines = try Browser(node).get("/metrics").text.split(separator: "\n")
    let sample = /[a-z_:]+(\{[a-z]+="([^"\\\n]|\\["\\n])*"\})? [0-9+.e-]+/
    var types: Set<Substring> = []
    for line in lines {
      if line.hasPrefix("# TYPE ") {
        #expect(types.insert(line.split(separator: " ")[2]).inserted, "\(line)")
      } else if !line.hasPrefix("# HELP ") {
        #expect(line.wholeMatch(of: sample) != nil, "\(line)")
      }
    }
    #expect(types.count > 10)
    #expect(lines.contains { $0.contains("peer=\"a\\\\b\\\"c\\nd\"") })
  }

  @Test func `says nothing of what people search for`() throws {
    let node = try TestNode()
    let browser = Browser(node)
    try browser.get("/soeg?q=hemmeligtord")
    #expect(try !browser.get("/metrics").text.contains("hemmeligtord"))
    let line = LogLine(
      time: 1, peer: "192.0.2.7", method: "GET", path: "/soeg", status: .ok, bodyBytes: 1,
      microseconds: 1)
    #expect(!line.description.contains("?"))
  }
}
