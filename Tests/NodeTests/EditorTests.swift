import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import Node

@Suite struct EditorTests {
  private let fields = [
    ("titel", "Pas til børn"), ("kortsvar", "Bestil tid."),
    ("tekst", "Husk et foto.\r\nOg et barn."),
    ("emne", "23.05.00"), ("maalgruppe", "borger"), ("soegeord", "pas, rejse"),
    ("links", "Bestil tid | https://www.borger.dk/pas"), ("initialer", "MKJ"),
  ]

  @Test func `a new answer is written, approved by another, and found by a citizen`() throws {
    let node = try TestNode()
    let editor = Browser(node)
    try editor.get("/rediger/ny")
    #expect(try editor.post("/rediger/ny", fields).status == 303)
    let created = try editor.follow()
    #expect(created.text.contains("Svaret er oprettet"))
    let address = try #require(editor.page.text.firstMatch(of: /action="(\/rediger\/[^"]+)"/)?.1)

    try editor.get("\(address)/godkend")
    #expect(
      try editor.post("\(address)/godkend", [("initialer", "mkj ")]).text
        .contains("En anden skal godkende"))
    #expect(try Browser(node).get("/soeg?q=barn").text.contains("Vi fandt ingen svar"))

    try editor.get("\(address)/godkend")
    #expect(try editor.post("\(address)/godkend", [("initialer", "KKR")]).status == 303)
    #expect(try editor.follow().text.contains("Svaret er godkendt"))
    #expect(try Browser(node).get("/soeg?q=barn").text.contains("pas-til-boern"))
    #expect(try editor.get("\(address)/godkend").text.contains("Der er intet nyt at godkende"))
  }

  @Test func `an edit is kept with its author and its words`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Et pas koster 100 kr.", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas")
    try editor.post(
      "/rediger/pas",
      [("titel", "Pas"), ("tekst", "Et pas koster 200 kr."), ("initialer", "ABC")])
    #expect(try editor.follow().text.contains("Svaret er gemt"))
    let history = try editor.get("/rediger/pas/historik").text
    #expect(history.contains("Af ABC, Sorø."))
    #expect(history.contains("12-03-2026 kl. 12.00"))
    #expect(history.firstMatch(of: /<del>.*100.*<\/del>/) != nil)
    #expect(history.firstMatch(of: /<ins>.*200.*<\/ins>/) != nil)
  }

  @Test func `an edit keeps what nobody touched`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", short: "Bestil tid.", id: "pas", subject: "23.05.02")
    let editor = Browser(node)
    // The lines of the form as it comes, and a new body.
    let line = /<input class="input" type="text" id="[^"]+" name="([^"]+)" value="([^"]*)"/
    let lines = try editor.get("/rediger/pas").text.matches(of: line)
      .map { (String($0.1), String($0.2)) }.filter { $0.0 != "initialer" }
    #expect(lines.contains { $0 == ("emne", "23.05.02") })
    try editor.post("/rediger/pas", lines + [("tekst", "Ny."), ("initialer", "ABC")])
    #expect(try editor.follow().text.contains("Svaret er gemt"))
    let article = try node.store.read { Article(try $0.state(of: document)) }
    #expect(article.body == "Ny." && article.shortAnswer == "Bestil tid.")
    #expect(article.subject?.number == "23.05.02" && article.title == "Pas")
  }

  @Test func `a form that lacks a field leaves that field as it is`() throws {
    let node = try TestNode()
    let document = try node.write("Vagtliste", audience: "medarbejder", id: "vagt")
    let editor = Browser(node)
    try editor.get("/rediger/vagt")
    try editor.post("/rediger/vagt", [("titel", "Vagtplan"), ("initialer", "ABC")])
    let article = try node.store.read { Article(try $0.state(of: document)) }
    #expect(article.title == "Vagtplan")
    #expect(article.audience == .staff)
    #expect(article.body == "Brødtekst.")
  }

  @Test func `an edit of an old version is merged, and the page says so`() throws {
    let node = try TestNode()
    let document = try node.write(
      "Pas", body: "Et pas koster 100 kr.\n\nBestil tid i god tid.", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas")
    try node.edit(
      document, on: node.heads(document), body: "Et pas koster 200 kr.\n\nBestil tid i god tid.",
      by: kim)
    try editor.post(
      "/rediger/pas",
      [
        ("titel", "Pas"), ("initialer", "ABC"),
        ("tekst", "Et pas koster 100 kr.\n\nBestil tid i god tid. Tag et foto med."),
      ])
    #expect(try editor.follow().text.contains("1 ændring fra andre er flettet ind"))
    #expect(
      try node.body(document) == "Et pas koster 200 kr.\n\nBestil tid i god tid. Tag et foto med.")
  }

  @Test func `a form that is sent twice is saved once`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas.", id: "pas")
    let editor = Browser(node)
    let form = try editor.get("/rediger/pas")
    let fields = [
      ("titel", "Pas"), ("tekst", "Et pas og et foto."), ("initialer", "ABC"),
      ("token", form.hidden("token") ?? ""), ("version", form.hidden("version") ?? ""),
    ]
    try editor.post("/rediger/pas", fields)
    #expect(try editor.post("/rediger/pas", fields).status == 303)
    #expect(try node.body(document) == "Et pas og et foto.")
  }

  @Test func `a form for a new answer that is sent twice makes one answer`() throws {
    let node = try TestNode()
    let editor = Browser(node)
    let form = try editor.get("/rediger/ny")
    let hidden = [
      ("token", form.hidden("token") ?? ""), ("version", form.hidden("version") ?? ""),
    ]
    let first = try editor.post("/rediger/ny", fields + hidden).header("Location")
    #expect(try editor.post("/rediger/ny", fields + hidden).header("Location") == first)
    #expect(try node.store.read { try $0.articleCount() } == 1)
  }

  @Test func `what must be mended is said at its field, and nothing typed is lost`() throws {
    let node = try TestNode()
    let editor = Browser(node)
    try editor.get("/rediger/ny")
    let again = try editor.post(
      "/rediger/ny",
      [("titel", ""), ("tekst", "En lang tekst."), ("emne", "23"), ("links", "Borger | borger.dk")])
    #expect(again.status == 422)
    for part in ["href=\"#titel\"", "href=\"#emne\"", "href=\"#initialer\"", "En lang tekst."] {
      #expect(again.text.contains(part), "\(part)")
    }
    #expect(try node.store.read { try $0.articleCount() } == 0)
  }

  @Test func `the preview shows the text and saves nothing`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas.", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas")
    let typed = [("titel", "Pas"), ("tekst", "# Nyt\n\nEt **nyt** pas."), ("initialer", "ABC")]
    let page = try editor.post("/rediger/forhaandsvis", typed + [("id", "pas")])
    #expect(page.text.contains("<strong>nyt</strong>"))
    #expect(page.text.contains("action=\"/rediger/pas\""))
    let fragment = try editor.post("/rediger/forhaandsvis", typed + [("fragment", "1")])
    #expect(fragment.text.contains("<strong>nyt</strong>"))
    #expect(!fragment.text.contains("<html"))
    #expect(try node.body(document) == "Et pas.")
  }

  @Test func `only the version that was shown is approved`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas.", id: "pas", isApproved: false)
    let approver = Browser(node)
    try approver.get("/rediger/pas/godkend")
    try node.edit(document, on: node.heads(document), body: "Noget andet.", by: mette)
    let page = try approver.post("/rediger/pas/godkend", [("initialer", "KKR")])
    #expect(page.status == 409)
    #expect(page.text.contains("Teksten er ændret, mens du havde siden åben"))
    #expect(try node.store.read { try $0.publication(of: document) } == nil)
  }

  @Test func `the list shows drafts and finds an article by its words`() throws {
    let node = try TestNode()
    try node.write("Pas til børn", isApproved: false)
    try node.write("Byggetilladelse")
    let editor = Browser(node)
    let all = try editor.get("/rediger").text
    #expect(all.contains("Pas til børn") && all.contains("Byggetilladelse"))
    #expect(all.contains("Ikke godkendt"))
    let some = try editor.get("/rediger?q=pas").text
    #expect(some.contains("Pas til børn") && !some.contains("Byggetilladelse"))
  }

  @Test(arguments: ["/rediger/nej", "/rediger/nej/historik", "/rediger/nej/godkend"])
  func `an article that is not there is not found`(_ target: String) throws {
    #expect(try Browser(TestNode()).get(target).status == 404)
  }
}
