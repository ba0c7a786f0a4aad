import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import Node

@Suite struct LinkTests {
  private func withdraw(
    _ document: ChangeID, for replacement: String? = nil, in node: TestNode
  ) throws {
    let day = try #require(CivilDate(iso: "2026-03-12"))
    let withdrawal = try #require(
      Withdrawal(date: day, replacement: replacement, reason: "Loven er ændret."))
    _ = try node.store.write { try $0.withdraw(document, withdrawal, by: kim) }
  }

  /// The titles and the reasons of the rows.
  private func rows(_ page: String) -> [String] {
    page.matches(of: /<tr><th scope="row"><a href="[^"]+">([^<]+)<.*?galt">([^<]+)</).map {
      "\($0.1): \($0.2)"
    }
  }

  @Test func `links to what cannot be read are listed with the answer that has them`() throws {
    let node = try TestNode()
    let pass = try node.write("Pas", id: "pas")
    let gone = try node.write("Gammelt", id: "gammelt")
    try withdraw(gone, in: node)
    try node.write("Kladde", id: "kladde", isApproved: false)
    try node.write("Vagtplan", audience: "medarbejder", id: "vagt")
    try node.write(
      "A", body: "[g](/artikel/gammelt/navn) og [p](/artikel/\(pass)/hvad-som-helst)", id: "a")
    try node.write("B", body: "[k](/artikel/kladde)", isApproved: false)
    try node.write("C", body: "[v](/artikel/vagt) og [u](/artikel/findes-ikke)")
    try node.write("D", body: "[w](www.borger.dk)", short: "[p](/artikel/pas)")
    try node.write("E", body: "[v](/artikel/vagt)", audience: "medarbejder")
    let browser = Browser(node)
    let page = try browser.get("/rediger/links").text
    #expect(
      rows(page) == [
        "A: Svaret er trukket tilbage.",
        "B: Svaret er ikke godkendt, så læserne kan ikke se det.",
        "C: Svaret er for færre end dem, der læser linket.", "C: Svaret findes ikke.",
        "D: Et kort svar kan ikke have links. Flyt linket til teksten.",
        "D: Adressen skal begynde med https:// eller med / for en side her.",
      ])
    #expect(page.contains("6 links virker ikke."))
    #expect(page.contains("href=\"/rediger/a\""))
    #expect(try browser.get("/rediger").text.contains("href=\"/rediger/links\""))
  }

  @Test func `a link that is mended is off the list, and one that broke is on it`() throws {
    let node = try TestNode()
    let target = try node.write("Pas", id: "pas")
    let source = try node.write("Rejse", body: "[p](/artikel/pasx)")
    let browser = Browser(node)
    #expect(rows(try browser.get("/rediger/links").text) == ["Rejse: Svaret findes ikke."])
    try node.edit(source, on: node.heads(source), body: "[p](/artikel/pas)", by: mette)
    #expect(try browser.get("/rediger/links").text.contains("Alle links til svar"))
    try withdraw(target, in: node)
    #expect(rows(try browser.get("/rediger/links").text) == ["Rejse: Svaret er trukket tilbage."])
  }

  @Test func `who withdraws an answer sees what leads to it`() throws {
    let node = try TestNode()
    let pass = try node.write("Pas", body: "Se [mig selv](/artikel/pas).", id: "pas")
    try node.write("Rejse", body: "[p](/artikel/\(pass)/x) og [igen](/artikel/pas)", id: "rejse")
    try node.write("Intern", body: "[p](/artikel/pas)", audience: "medarbejder")
    try node.write("Andet", body: "Pas på /artikel/pas.")
    // Readers still see the link that the newest text has no more.
    let waiting = try node.write("Venter", body: "[p](/artikel/pas)")
    try node.edit(waiting, on: node.heads(waiting), body: "Intet.", by: mette)
    try withdraw(node.write("Barnepas"), for: "pas", in: node)
    let browser = Browser(node)
    for path in ["/rediger/pas/traek-tilbage", "/rediger/pas/historik"] {
      let page = try browser.get(path).text
      let section = try #require(page.firstRange(of: "Andre svar, der henviser hertil")).upperBound
      let found = page[section...].matches(of: /historik">([^<]+)<\/a> <span class="note">([^<]+)/)
      #expect(
        found.map { "\($0.1) \($0.2)" } == [
          "Barnepas som “læs i stedet”", "Intern i teksten", "Rejse i teksten",
          "Venter i den tekst, læserne ser",
        ])
    }
    #expect(try !browser.get("/rediger/rejse/historik").text.contains("henviser hertil"))
    #expect(try !Browser(node).get("/artikel/pas").text.contains("henviser hertil"))
  }

  @Test func `who approves a text sees what leads to it`() throws {
    let node = try TestNode()
    let pas = try node.write("Pas", id: "pas")
    try node.write("Rejser", body: "Se [pas](/artikel/pas).")
    try node.edit(pas, on: node.heads(pas), body: "Et andet svar.", by: mette)
    let page = try Browser(node).get("/rediger/pas/godkend").text
    #expect(page.contains("Andre svar, der henviser hertil") && page.contains(">Rejser</a>"))
  }

  @Test func `a supplement leads to its base`() throws {
    let node = try TestNode()
    let base = try node.write("Affald", body: "# Reder\n\nTekst.", id: "affald")
    try node.store.write { replica in
      let approved = try #require(try replica.approvedState(of: base))
      var draft = ArticleDraft()
      draft.title = "Affald i Sorø"
      draft.body = "Her."
      draft.owner = "0340"
      draft.anchor = SupplementAnchor(
        base: base, placement: .after, section: "Reder", in: Article(approved),
        version: approved.heads)
      _ = try replica.approve(replica.create(draft, by: mette), by: kim)
    }
    let page = try Browser(node).get("/rediger/affald/traek-tilbage").text
    #expect(page.contains("Affald i Sorø</a> <span class=\"note\">som lokalt tillæg"))
  }

  @Test func `other hosts are counted, and the node's own address is no other host`() throws {
    let node = try TestNode()
    let browser = Browser(node)
    try node.write(
      "A", body: "[a](https://www.borger.dk/a) [b](https://WWW.borger.dk/b) [c](https://sst.dk)")
    try node.write("B", body: "[x](http://\(Browser.host)/artikel/findes-ikke/x)")
    let page = try browser.get("/rediger/links").text
    #expect(page.contains("<li>www.borger.dk <span class=\"note\">2 links</span></li>"))
    #expect(page.contains("<li>sst.dk <span class=\"note\">1 link</span></li>"))
    #expect(page.contains("Dem henter systemet ikke"))
    #expect(rows(page) == ["B: Svaret findes ikke."])
  }

  @Test func `a long list has pages`() throws {
    let node = try TestNode()
    try node.write("A", body: (1...60).map { "[x](/artikel/nr-\($0))" }.joined(separator: "\n"))
    let browser = Browser(node)
    let first = try browser.get("/rediger/links").text
    #expect(rows(first).count == 50 && first.contains("href=\"/rediger/links?side=2\""))
    let second = try browser.get("/rediger/links?side=2").text
    #expect(rows(second).count == 10 && second.contains("60 links virker ikke."))
  }

  @Test func `the list is for editors`() throws {
    let node = try TestNode()
    #expect(try Browser(node, from: "203.0.113.7").get("/rediger/links").status == 403)
    let office = try Office()
    let reader = office.browser()
    try office.logIn(reader, as: "abc")
    #expect(try reader.get("/rediger/links").status == 403)
  }

  @Test func `an answer cannot be called by the list's own name`() throws {
    let node = try TestNode()
    let document = try node.write("Links", body: "[x](/artikel/nej)", id: "links")
    #expect(
      try Browser(node).get("/rediger/links").text.contains("href=\"/rediger/\(document)\""))
  }
}
