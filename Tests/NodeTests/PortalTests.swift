import Foundation
import Knowledge
import ReplicaStore
import Testing

@testable import Node

@Suite struct PortalTests {
  @Test func `a search finds what is approved and links to it by its own name`() throws {
    let node = try TestNode()
    try node.write("Pas til børn", short: "Bestil tid.", id: "pas-boern")
    let browser = Browser(node)
    let found = try browser.get("/soeg?q=pas")
    #expect(found.status == 200)
    #expect(found.text.contains("/pas-boern/pas-til-boern\""))
    #expect(found.text.contains("<mark>Pas</mark>"))

    let answer = try browser.get("/artikel/pas-boern")
    #expect(answer.status == 200)
    #expect(answer.text.contains("Bestil tid."))
    #expect(answer.text.contains("12-03-2026"))
  }

  @Test func `the fragment holds the hits and no page around them`() throws {
    let node = try TestNode()
    try node.write("Pas til børn")
    let fragment = try Browser(node).get("/soeg?q=pas&fragment=1")
    #expect(fragment.status == 200)
    #expect(fragment.text.contains("hit"))
    #expect(!fragment.text.contains("<html"))
  }

  @Test func `an answer is found by its document too, with any slug`() throws {
    let node = try TestNode()
    let document = try node.write("Pas til børn")
    for address in ["/artikel/\(document)", "/artikel/\(document)/et-gammelt-navn"] {
      #expect(try Browser(node).get(address).status == 200)
    }
  }

  @Test func `what is unknown, unapproved or for staff is not there, and all alike`() throws {
    let node = try TestNode()
    try node.write("Kladden", id: "kladde", isApproved: false)
    try node.write("Hemmelig telefonliste", audience: "medarbejder", id: "liste")
    try node.write("Til biblioteker", audience: "partner", id: "bibliotek")
    let browser = Browser(node)
    let pages = try ["kladde", "liste", "bibliotek", "findes-ikke"].map {
      try browser.get("/artikel/\($0)")
    }
    #expect(pages.map(\.status) == [404, 404, 404, 404])
    #expect(Set(pages.map(\.text)).count == 1)
  }

  @Test func `no portal page names a text for staff or one that nobody approved`() throws {
    let node = try TestNode()
    try node.write(
      "Hemmelig vejledning", body: "hemmelig", audience: "medarbejder", subject: "23.05.00")
    try node.write("Hemmelig kladde", body: "hemmelig", subject: "23.05.00", isApproved: false)
    try node.write("Åbent svar", subject: "23.05.00")
    let browser = Browser(node, from: "192.0.2.7")
    for address in [
      "/", "/soeg?q=hemmelig", "/soeg?q=hemmelig&fragment=1", "/emner", "/emner/23",
      "/emner/23.05.00", "/emner/a-aa", "/emner/a-aa?bogstav=H",
    ] {
      let text = try browser.get(address).text
      #expect(!text.contains("Hemmelig"), "\(address)")
    }
    #expect(try browser.get("/emner/23").text.contains("Åbent svar"))
    #expect(try browser.get("/emner/a-aa?bogstav=%C3%85").text.contains("Åbent svar"))
  }

  @Test func `readers keep the approved text while an edit waits`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas koster 100 kr.", id: "pas")
    try node.edit(document, on: node.heads(document), body: "Et pas koster 200 kr.", by: kim)
    let text = try Browser(node).get("/artikel/pas").text
    #expect(text.contains("100 kr."))
    #expect(!text.contains("200 kr."))
  }

  @Test func `a withdrawn answer is gone, says why, and leads to what holds instead`() throws {
    let node = try TestNode()
    let old = try node.write("Pas på posthuset", body: "Gå på posthuset.", id: "posthus")
    try node.write("Pas på borgerservice", id: "pas")
    let withdrawal = try withdrawal(replacement: "pas", reason: "Posthuset er lukket.")
    try node.store.write { replica in _ = try replica.withdraw(old, withdrawal, by: kim) }
    let page = try Browser(node).get("/artikel/posthus")
    #expect(page.status == 410)
    #expect(page.text.contains("Posthuset er lukket."))
    #expect(page.text.contains("/pas/pas-paa-borgerservice"))
    #expect(!page.text.contains("Gå på posthuset."))
    #expect(try !Browser(node).get("/soeg?q=posthus").text.contains("/posthus/"))
  }

  @Test func `a replacement that readers may not see is not named`() throws {
    let node = try TestNode()
    let old = try node.write("Pas på posthuset", id: "posthus")
    try node.write("Intern vejledning", audience: "medarbejder", id: "intern")
    let withdrawal = try withdrawal(replacement: "intern", reason: "Lukket.")
    try node.store.write { replica in _ = try replica.withdraw(old, withdrawal, by: kim) }
    #expect(try !Browser(node).get("/artikel/posthus").text.contains("Intern vejledning"))
  }

  private func withdrawal(replacement: String, reason: String) throws -> Withdrawal {
    let date = try #require(CivilDate(iso: "2026-03-01"))
    return try #require(Withdrawal(date: date, replacement: replacement, reason: reason))
  }

  @Test func `an answer that did not change is not sent again`() throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    let citizen = Browser(node, from: "192.0.2.7")
    let first = try citizen.get("/artikel/pas")
    #expect(first.header("Cache-Control") == "public, max-age=300")
    let tag = try #require(first.header("ETag"))
    let again = try citizen.get("/artikel/pas", headers: [("If-None-Match", tag)])
    #expect(again.status == 304)
    #expect(again.text.isEmpty)
    #expect(citizen.cookie == nil)
  }

  @Test func `an external id that two articles have leads to one and hides no other`() throws {
    let node = try TestNode()
    try node.write("Det ene", id: "dobbelt")
    try node.write("Det andet", id: "dobbelt")
    let browser = Browser(node)
    let links = try browser.get("/emner/a-aa?bogstav=D").text
    for title in ["Det ene", "Det andet"] {
      let slug = title.lowercased().replacing(" ", with: "-")
      let address = try #require(links.firstMatch(of: try Regex("/artikel/([^/\"]+)/\(slug)")))
      #expect(try browser.get("/artikel/\(address.output[1].substring ?? "")").text.contains(title))
    }
  }

  @Test(arguments: ["/", "/soeg?q=%00%ff%22%27", "/soeg?q=", "/emner", "/emner/a-aa", "/readyz"])
  func `an empty base answers every page of the portal`(_ target: String) throws {
    #expect(try Browser(TestNode()).get(target).status == 200)
  }
}

@Suite struct FeedTests {
  private func scene() throws -> Browser {
    let node = try TestNode { $0.proxies = ProxyTrust(addresses: ["192.0.2.7"]) }
    try node.write("Pas & rejse", short: "Bestil <tid>.", id: "pas")
    try node.write("Hemmelig vagtliste", audience: "medarbejder")
    try node.write("Hemmelig kladde", isApproved: false)
    return Browser(node, from: "192.0.2.7")
  }

  @Test func `the feeds tell what was approved, with the time in UTC`() throws {
    let browser = try scene()
    let atom = try browser.get("/nyt.atom")
    #expect(atom.header("Content-Type") == "application/atom+xml; charset=utf-8")
    #expect(atom.text.contains("<title>Pas &amp; rejse</title>"))
    #expect(atom.text.contains("<updated>2026-03-12T10:30:00Z</updated>"))
    #expect(atom.text.contains("http://\(Browser.host)/artikel/pas/pas-rejse"))
    let json = try browser.get("/nyt.json").text
    let feed = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let items = try #require(feed["items"] as? [[String: Any]])
    #expect(items.map { $0["title"] as? String } == ["Pas & rejse"])
    #expect(items.map { $0["content_text"] as? String } == ["Bestil <tid>."])
  }

  @Test func `the sitemap has every answer once, under the proxy's scheme`() throws {
    let browser = try scene()
    let sitemap = try browser.get("/sitemap.xml", headers: [("X-Forwarded-Proto", "https")]).text
    #expect(
      sitemap.contains(
        "<loc>https://\(Browser.host)/artikel/pas/pas-rejse</loc><lastmod>2026-03-12</lastmod>"))
    #expect(sitemap.matches(of: /<loc>/).count == 4)
    #expect(try browser.get("/robots.txt").text.contains("Sitemap: http://\(Browser.host)/sitemap"))
  }

  @Test(arguments: ["/nyt.atom", "/nyt.json", "/sitemap.xml"])
  func `no machine reads what citizens may not`(target: String) throws {
    #expect(try !scene().get(target).text.lowercased().contains("hemmelig"))
  }

  @Test func `an answer tells search engines its question, and a text cannot end the script`()
    throws
  {
    let node = try TestNode()
    try node.write("</script><b>Pas</b>", short: "Bestil \"tid\".", id: "pas")
    let text = try Browser(node).get("/artikel/pas").text
    let script = try #require(text.firstMatch(of: /ld\+json">([^<]*)<\/script>/)?.1)
    let data = try #require(
      try JSONSerialization.jsonObject(with: Data(script.utf8)) as? [String: Any])
    let question = try #require((data["mainEntity"] as? [[String: Any]])?.first)
    #expect(question["name"] as? String == "</script><b>Pas</b>")
  }

  @Test func `a long letter is shown a hundred at a time`() throws {
    let node = try TestNode()
    for number in 1...101 { try node.write("Pas \(number)") }
    let browser = Browser(node)
    #expect(
      try browser.get("/emner/a-aa?bogstav=P").text.matches(of: /href="\/artikel/).count == 100)
    #expect(browser.page.text.contains("rel=\"next\" href=\"/emner/a-aa?bogstav=P&amp;side=2\""))
    let second = try browser.get("/emner/a-aa?bogstav=P&side=2").text
    #expect(second.matches(of: /href="\/artikel/).count == 1)
  }
}
