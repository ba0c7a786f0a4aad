import Knowledge
import ReplicaStore
import Testing

@testable import Node

@Suite struct `Synonyms and situations on the web` {
  private func scene() throws -> (TestNode, Browser) {
    let node = try TestNode()
    _ = try node.write("Affald og genbrug", body: "Sådan sorterer du.", id: "affald")
    return (node, Browser(node))
  }

  private func send(
    _ fields: [(String, String)], to path: String, _ editor: Browser
  ) throws -> Int {
    try editor.get(path)
    return try editor.post(path, fields + [("initialer", "MKJ")]).status
  }

  @Test func `an editor says what means the same, and citizens find it`() throws {
    let (_, editor) = try scene()
    #expect(try !editor.get("/soeg?q=skrald").text.contains("/artikel/affald"))
    #expect(try send([("ord", "affald, skrald")], to: "/rediger/synonymer", editor) == 303)
    #expect(
      try editor.get("/rediger/synonymer").text.contains(
        "<td data-label=\"Ord, der betyder det samme\">affald, skrald</td>"))
    #expect(try editor.get("/soeg?q=skrald").text.contains("/artikel/affald"))
    #expect(try send([("fjern", "0340\taffald, skrald")], to: "/rediger/synonymer", editor) == 303)
    #expect(try !editor.get("/soeg?q=skrald").text.contains("/artikel/affald"))
  }

  @Test func `a line that says nothing comes back with what is wrong`() throws {
    let (_, editor) = try scene()
    #expect(try send([("ord", "affald")], to: "/rediger/synonymer", editor) == 422)
    #expect(editor.page.text.contains("value=\"affald\""))
    #expect(try send([("fjern", "0340\t")], to: "/rediger/synonymer", editor) == 400)
    try editor.get("/rediger/synonymer")
    let unsigned = try editor.post("/rediger/synonymer", [("ord", "affald, skrald")])
    #expect(unsigned.status == 422)
  }

  @Test func `a situation stands on the front page and under its subject`() throws {
    let (_, editor) = try scene()
    let path = "/rediger/situationer"
    #expect(
      try send(
        [("hvis-du", "Hvis du har <rod> i haven"), ("svar", "affald")], to: path, editor) == 303)
    #expect(
      try send([("hvis-du", "skal flytte"), ("soegning", "flytning")], to: path, editor) == 303)
    let front = try editor.get("/").text
    #expect(front.contains("Hvis du </span>har &lt;rod&gt; i haven</a>"))
    #expect(front.contains("/artikel/affald/affald-og-genbrug"))
    #expect(front.contains("/soeg?q=flytning"))
    #expect(try send([("fjern", "0340\thar <rod> i haven\t\taffald\t")], to: path, editor) == 303)
    #expect(try !editor.get("/").text.contains("i haven"))
  }

  @Test func `a situation leads to an answer that citizens can read, or to nothing`() throws {
    let (node, editor) = try scene()
    let path = "/rediger/situationer"
    #expect(try send([("hvis-du", "er væk"), ("svar", "findes-ikke")], to: path, editor) == 422)
    #expect(editor.page.text.contains("navnet på et svar, der findes"))
    #expect(
      try send(
        [("hvis-du", "er væk"), ("svar", "affald"), ("soegning", "x")], to: path, editor) == 422)
    #expect(try send([("hvis-du", "har affald"), ("svar", "affald")], to: path, editor) == 303)
    try editor.get("/rediger/affald/traek-tilbage")
    try editor.post(
      "/rediger/affald/traek-tilbage",
      [("begrundelse", "Ny lov."), ("dato", "01-07-2026"), ("initialer", "KKR")])
    #expect(try !Browser(node).get("/").text.contains("har affald"))
  }

  @Test func `citizens may not come there`() throws {
    let node = try TestNode()
    #expect(try Browser(node, from: "192.0.2.7").get("/rediger/synonymer").status == 403)
  }
}
