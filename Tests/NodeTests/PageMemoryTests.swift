import Accounts
import Digest
import Knowledge
import ReplicaStore
import Testing
import WebUI

@testable import HTTP
@testable import Node

@Suite struct `A page that is kept` {
  @Test func `is what a fresh one would be, after every commit`() throws {
    let node = try TestNode(allowsOwnApproval: true)
    let document = try node.write("Pas", body: "Et pas.", id: "pas")
    let browser = Browser(node)
    let first = try browser.get("/artikel/pas")
    #expect(try browser.get("/artikel/pas").text == first.text)
    #expect(
      try browser.get("/artikel/pas", headers: [("If-None-Match", first.header("ETag") ?? "")])
        .status == 304)
    try node.edit(document, on: node.heads(document), body: "Et nyt pas.", by: mette)
    #expect(try browser.get("/artikel/pas").text.contains("Et pas."))
    _ = try node.store.write { try $0.approve(document, by: kim) }
    #expect(try browser.get("/artikel/pas").text.contains("Et nyt pas."))
    // Another process: the command line, or a sync.
    let draft = try node.folder.openForWriting()
    let date = try #require(CivilDate(year: 2026, month: 3, day: 12))
    let withdrawal = try #require(Withdrawal(date: date, reason: "Gælder ikke længere"))
    try Replica(draft).withdraw(document, withdrawal, by: kim)
    #expect(try browser.get("/artikel/pas").text.contains("Gælder ikke længere"))
  }

  @Test func `is not shown to others than it was made for`() throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    let local = try Browser(node).get("/artikel/pas")
    let citizen = try Browser(node, from: "192.0.2.7").get("/artikel/pas")
    #expect(local.text.contains("href=\"/rediger\"") && !citizen.text.contains("/rediger"))
    #expect(local.header("Cache-Control") == "private, no-cache")
    #expect(citizen.header("Cache-Control") == "public, max-age=300")
    for _ in 0..<2 {
      #expect(try Browser(node).get("/artikel/pas").text == local.text)
      #expect(try Browser(node, from: "192.0.2.7").get("/artikel/pas").text == citizen.text)
    }
  }

  @Test func `is given up when there are too many`() {
    let memory = PageMemory()
    func state(_ number: UInt8) -> PageMemory.State {
      PageMemory.State(
        changes: SHA256.hash([number]), site: Site(nodeName: "", version: ""),
        day: CalendarDay(year: 2026, month: 3, day: 12), isLocal: false)
    }
    func target(_ address: String) -> PageMemory.Target {
      PageMemory.Target(address: address, contact: nil)
    }
    let page = Response.html(String(repeating: "x", count: 200_000))
    for number in 0..<100 { memory.keep(page, as: target("/\(number)"), in: state(0)) }
    let kept = (0..<100).count { memory.page(target("/\($0)"), in: state(0)) != nil }
    #expect(kept > 0 && kept <= 4 * 1_024 * 1_024 / 200_000)
    memory.keep(page, as: target("/1"), in: state(1))
    #expect(
      memory.page(target("/99"), in: state(0)) == nil
        && memory.page(target("/1"), in: state(1)) != nil)
    memory.keep(.html(String(repeating: "x", count: 1_000_000)), as: target("/stor"), in: state(1))
    #expect(memory.page(target("/stor"), in: state(1)) == nil)
  }

  @Test func `keeps of a page what it says, and not the room it was written in`() throws {
    let memory = PageMemory()
    let state = PageMemory.State(
      changes: SHA256.hash([1]), site: Site(nodeName: "", version: ""),
      day: CalendarDay(year: 2026, month: 3, day: 12), isLocal: false)
    let target = PageMemory.Target(address: "/", contact: nil)
    var page = Response.html("Forside")
    page.body.reserveCapacity(100_000)
    memory.keep(page, as: target, in: state)
    let kept = try #require(memory.page(target, in: state))
    #expect(kept.body == page.body)
    #expect(kept.body.capacity < 1_000)
  }
}
