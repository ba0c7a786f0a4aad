import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import Node

@Suite struct SupplementRouteTests {
  private let body =
    "Sådan gør du.\n\n## Åbningstider\n\nSe din kommunes side.\n\n## Pris\n\n893 kr."

  private func scene() throws -> (TestNode, ChangeID, Browser) {
    let node = try TestNode()
    let document = try node.write("Pas", body: body, id: "pas")
    return (node, document, Browser(node))
  }

  /// Writes Sorø's text in place of a section, and returns its address.
  private func write(_ editor: Browser, approved: Bool = true) throws -> String {
    try editor.get("/rediger/pas/tillaeg/nyt")
    #expect(editor.page.text.contains("value=\"0340\" selected"))
    try editor.post(
      "/rediger/pas/tillaeg/nyt",
      [
        ("kommune", "0340"), ("afsnit", "Åbningstider"), ("plads", "i-stedet"),
        ("tekst", "Mandag 10-14 på Rådhuset."), ("initialer", "MKJ"),
      ])
    let address = String(try #require(editor.page.header("Location")?.split(separator: "?").first))
    if approved {
      try editor.get("\(address)/godkend")
      try editor.post("\(address)/godkend", [("initialer", "KKR")])
    }
    return address
  }

  @Test func `the municipality's own citizens read it in its place, once it is approved`() throws {
    let (_, _, editor) = try scene()
    let address = try write(editor, approved: false)
    #expect(try !editor.get("/artikel/pas").text.contains("Rådhuset"))
    try editor.get("\(address)/godkend")
    try editor.post("\(address)/godkend", [("initialer", "KKR")])
    let answer = try editor.get("/artikel/pas").text
    #expect(answer.contains("I Sorø Kommune"))
    #expect(answer.contains("Mandag 10-14"))
    #expect(!answer.contains("Se din kommunes side."))
    #expect(answer.contains("893 kr."))
    let neighbour = try editor.get("/artikel/pas?kommune=0330").text
    #expect(neighbour.contains("Se din kommunes side."))
    #expect(!neighbour.contains("Mandag 10-14"))
  }

  @Test func `it is no answer of its own`() throws {
    let (_, document, editor) = try scene()
    let address = try write(editor)
    let name = address.replacing("/rediger/", with: "")
    #expect(try !editor.get("/soeg?q=R%C3%A5dhuset").text.contains("/artikel/"))
    #expect(try !editor.get("/emner/a-aa?bogstav=S").text.contains("Sorø: Pas"))
    #expect(try editor.get("/artikel/\(name)").header("Location") == "/artikel/\(document)/pas")
  }

  @Test func `a base that moved on is noticed, shown then and now, and confirmed`() throws {
    let (node, document, editor) = try scene()
    let address = try write(editor)
    #expect(try !editor.get("/rediger/pas/tillaeg").text.contains("Grundteksten er ændret"))
    try node.edit(
      document, on: node.heads(document),
      body: body.replacing("Se din kommunes side.", with: "Ring først."), by: mette)
    _ = try node.store.write { try $0.approve(document, by: kim) }

    #expect(try editor.get("/rediger/pas/tillaeg").text.contains("Grundteksten er ændret"))
    let answer = try editor.get("/artikel/pas").text
    #expect(answer.contains("Den fælles tekst er ændret, siden kommunen skrev dette"))
    let threeWay = try editor.get("\(address)/grundtekst").text
    #expect(threeWay.firstMatch(of: /<del>.*side.*<\/del>/) != nil)
    #expect(threeWay.contains("Ring"))
    #expect(threeWay.contains("Mandag 10-14"))
    #expect(try editor.post("\(address)/grundtekst", [("initialer", "MKJ")]).status == 303)
    try editor.get("\(address)/godkend")
    try editor.post("\(address)/godkend", [("initialer", "KKR")])
    #expect(try !editor.get("/rediger/pas/tillaeg").text.contains("Grundteksten er ændret"))
    #expect(try !editor.get("/artikel/pas").text.contains("siden kommunen skrev"))
  }

  @Test func `every choice that is offered can be chosen`() throws {
    let (node, document, editor) = try scene()
    let form = try editor.get("/rediger/pas/tillaeg/nyt").text
    #expect(!form.contains("<option value=\"\""))
    try editor.post(
      "/rediger/pas/tillaeg/nyt",
      [
        ("kommune", "0330"), ("afsnit", "*"), ("plads", "foer"), ("tekst", "Lokalt."),
        ("initialer", "MKJ"),
      ])
    #expect(editor.page.status == 303)
    let anchor = try node.store.read { try $0.supplements(of: document).first?.anchor }
    #expect(anchor?.section == "")
  }

  @Test func `what was begun is kept as a draft, found again, and gone when it is sent`() throws {
    let (_, _, editor) = try scene()
    let form = [
      ("kommune", "0330"), ("afsnit", "Pris"), ("plads", "foer"), ("tekst", "Halvt skrevet."),
      ("initialer", "MKJ"), ("grund", "pas"),
    ]
    try editor.get("/rediger/pas/tillaeg/nyt")
    #expect(editor.page.hidden("grund") == "pas")
    #expect(
      try editor.post("/rediger/kladder", form + [("fragment", "1")]).text.contains("Kladde gemt"))
    let list = try editor.get("/rediger/kladder").text
    #expect(list.contains("Lokalt tillæg") && list.contains(">Pas</a>"))
    let address = try #require(
      list.firstMatch(of: /\/rediger\/pas\/tillaeg\/nyt\?kladde=ny-[0-9a-f]+/))
    let found = try editor.get(String(address.output)).text
    #expect(found.contains("Her er din kladde fra") && found.contains("Halvt skrevet."))
    #expect(found.contains("value=\"0330\" selected") && found.contains("value=\"foer\" selected"))

    try editor.post("/rediger/pas/tillaeg/nyt", form)
    #expect(editor.page.status == 303)
    #expect(try editor.get("/rediger/kladder").text.contains("Du har ingen kladder"))
  }

  @Test func `a draft without words, of no form of ours or beside no answer is none`() throws {
    let (_, _, editor) = try scene()
    try editor.get("/rediger/pas/tillaeg/nyt")
    let name = try #require(editor.page.hidden("version"))
    try editor.post("/rediger/kladder", [("grund", "pas"), ("tekst", "  ")])
    #expect(editor.page.status == 303)
    let cases = [("pas", "x", 400), ("findes-ikke", name, 404)]
    for (base, form, status) in cases {
      try editor.get("/rediger/pas/tillaeg/nyt")
      try editor.post("/rediger/kladder", [("grund", base), ("version", form), ("tekst", "T")])
      #expect(editor.page.status == status)
    }
    #expect(try editor.get("/rediger/kladder").text.contains("Du har ingen kladder"))
  }

  @Test func `what is missing is said, and the text is kept`() throws {
    let (_, _, editor) = try scene()
    try editor.get("/rediger/pas/tillaeg/nyt")
    let page = try editor.post(
      "/rediger/pas/tillaeg/nyt",
      [("kommune", "9999"), ("afsnit", "Væk"), ("tekst", "Min tekst"), ("initialer", "")])
    #expect(page.status == 422)
    #expect(page.text.contains("Vælg venligst en kommune"))
    #expect(page.text.contains("dine initialer"))
    #expect(page.text.contains("Min tekst"))
    let gone = try editor.post(
      "/rediger/pas/tillaeg/nyt",
      [("kommune", "0340"), ("afsnit", "Væk"), ("tekst", "Min tekst"), ("initialer", "MKJ")])
    #expect(gone.text.contains("Afsnittet findes ikke længere"))
  }

  @Test func `a rebuild finds the supplements again`() throws {
    let (node, document, editor) = try scene()
    _ = try write(editor)
    let before = try node.store.read { try $0.supplements(of: document) }
    try node.store.write { _ = try $0.rebuild() }
    #expect(try node.store.read { try $0.supplements(of: document) } == before)
    #expect(before.count == 1)
  }
}
