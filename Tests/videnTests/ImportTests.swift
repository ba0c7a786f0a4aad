import Foundation
import Glibc
import Testing

@Suite struct `Import and export` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
  }

  static let demoBase = Package.folder.appending(path: "tools/demo-base")

  /// The demo base's articles by file name.
  static func demoFiles() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: demoBase.path)
    where name.hasSuffix(".md") && name != "README.md" {
      files[name] = Array(try Data(contentsOf: demoBase.appending(path: name)))
    }
    return files
  }

  /// Everything in a folder, sorted, so that names do not matter.
  func contents(of folder: String) throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(atPath: "\(desk.path)/\(folder)")
      .map { try desk.bytes("\(folder)/\($0)") }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test func `of the demo base gives back every file byte for byte`() throws {
    let files = try `Import and export`.demoFiles()
    #expect(files.count >= 40)
    let said = try desk.ok(
      "import", `Import and export`.demoBase.path, "--approve", "--data", "node")
    #expect(
      said
        == "\(files.count) filer: \(files.count) nye, 0 ændret, 0 uændret, \(files.count) godkendt."
    )
    try desk.ok("export", "ud", "--data", "node")
    try desk.ok("export", "ud-nyeste", "--pending", "--data", "node")
    let expected = files.values.sorted { $0.lexicographicallyPrecedes($1) }
    #expect(try contents(of: "ud") == expected)
    #expect(try contents(of: "ud-nyeste") == expected)

    let before = try desk.standing()
    let again = try desk.ok("import", "ud", "--approve", "--data", "node")
    #expect(
      again == "\(files.count) filer: 0 nye, 0 ændret, \(files.count) uændret, 0 godkendt.")
    #expect(try desk.standing() == before)
    #expect(try desk.ok("check", "--data", "node") == "Alt stemmer.")
  }

  @Test func `of odd files gives back every file byte for byte`() throws {
    let head = "---\nid: odd-"
    let odd: [String: String] = [
      "bom": "\u{FEFF}\(head)1\ntitel: Med BOM\n---\n\nTekst.\n",
      "crlf": "\(head)2\ntitel: Fra Windows\n---\n\nFørste.\nAnden.\n".replacing(
        "\n", with: "\r\n"),
      "nolf": "\(head)3\ntitel: Uden sidste linjeskift\n---\n\nTekst uden",
      "blank": "\(head)4\ntitel: Blanke linjer\n---\n\n\n\nTekst.\n\n\n",
      "keys": "\(head)5\negen_noegle: {a: [1, 2]}\ntitel: 'Fremmede nøgler'\n# note\n---\nTekst.\n",
      "fence": "\(head)6\ntitel: Streger\n---\n\n---\n\nMellem\n\n---\n",
      "letters": "\(head)7\ntitel: Ærø å\u{30A} 👩‍👩‍👧 e\u{301}\n---\n\nA\u{30A}rhus og Århus.\n",
      "bare": "# Uden hoved\n\nTekst.\n",
      "deep/er/nede": "\(head)8\ntitel: I en mappe\n---\nTekst.\n",
    ]
    for (name, text) in odd { try desk.write("ind/\(name).md", text) }
    try desk.write("ind/README.md", "Om mappen, ingen artikel.\n")
    try desk.write("ind/andet.txt", "Ingen artikel.\n")
    #expect(
      try desk.ok("import", "ind", "--data", "node").hasPrefix(
        "\(odd.count) filer: \(odd.count) nye"))
    try desk.ok("export", "ud", "--pending", "--data", "node")
    let expected = odd.values.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
    #expect(try contents(of: "ud") == expected)
  }

  @Test func `is an upsert by id, and an edit only where a text moved`() throws {
    try desk.write("ind/pas.md", "---\nid: pas\ntitel: Pas\n---\n\nMød op.\n")
    #expect(
      try desk.ok("import", "ind", "--data", "node")
        == "1 filer: 1 nye, 0 ændret, 0 uændret, 0 godkendt.")
    try desk.write("ind/pas.md", "---\nid: pas\ntitel: Pas\n---\n\nMød op. Husk foto.\n")
    try desk.write("ind/vej.md", "---\nid: vej\ntitel: Vej\n---\n\nRing.\n")
    #expect(
      try desk.ok("import", "ind", "--data", "node")
        == "2 filer: 1 nye, 1 ændret, 0 uændret, 0 godkendt.")
    let before = try desk.standing()
    #expect(
      try desk.ok("import", "ind", "--data", "node")
        == "2 filer: 0 nye, 0 ændret, 2 uændret, 0 godkendt.")
    #expect(try desk.standing() == before)
    #expect(
      try desk.ok("article", "log", "pas", "--json", "--data", "node").split(separator: "\n").count
        == 2)
    #expect(try desk.ok("export", "ud", "--data", "node") == "0 artikler er skrevet til ud.")
    #expect(
      try desk.ok("export", "ud", "--pending", "--data", "node") == "2 artikler er skrevet til ud.")
  }

  struct BadFile: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var says: [String]
  }

  static let badFiles = [
    BadFile(
      testDescription: "Latin-1", bytes: Array("---\nid: a\ntitel: S".utf8) + [0xf8, 0x0a],
      says: ["linje 3", "UTF-8"]),
    BadFile(
      testDescription: "an unterminated head", bytes: Array("---\nid: a\ntitel: A\n\nTekst\n".utf8),
      says: ["linje 1", "filhovedet slutter ikke"]),
    BadFile(
      testDescription: "a subject number that is none",
      bytes: Array("---\nid: a\ntitel: A\nkle: 23.3\n---\n\nTekst\n".utf8),
      says: ["linje 4", "»23.3« er ikke et emnenummer"]),
    BadFile(
      testDescription: "no title", bytes: Array("---\nid: a\n---\n\nTekst\n".utf8),
      says: ["ingen titel"]),
    BadFile(
      testDescription: "a line that is no key",
      bytes: Array("---\nid: a\ntitel: A\nhvad\n---\n".utf8),
      says: ["linje 4", "nøgle: værdi"]),
    BadFile(
      testDescription: "a control character",
      bytes: Array("---\nid: a\ntitel: A\n---\n\nT\u{7}\n".utf8),
      says: ["linje 6", "U+0007"]),
    BadFile(
      testDescription: "the same id twice",
      bytes: Array("---\nid: god-a\ntitel: A\n---\n\nTekst\n".utf8),
      says: ["»god-a«", "ind/a-god.md"]),
  ]

  @Test(arguments: badFiles)
  func `of a folder with one bad file takes nothing and names file and line`(bad: BadFile) throws {
    try desk.write("ind/a-god.md", "---\nid: god-a\ntitel: God\n---\n\nTekst.\n")
    try desk.write("ind/m-fejl.md", bytes: bad.bytes)
    try desk.write("ind/z-god.md", "---\nid: god-z\ntitel: God\n---\n\nTekst.\n")
    let before = try desk.standing()
    try desk.refused(
      65, ["ind/m-fejl.md: ", "Intet er gemt"] + bad.says, "import", "ind", "--data", "node")
    #expect(try desk.standing() == before)
  }

  @Test func `of what is no folder of articles says so`() throws {
    try desk.refused(66, ["findes-ikke"], "import", "findes-ikke", "--data", "node")
    try desk.write("tom/a.txt", "x")
    try desk.refused(66, ["ingen .md-filer i tom"], "import", "tom", "--data", "node")
    try desk.write("fil.md", "# Titel\n")
    try desk.refused(66, ["fil.md"], "import", "fil.md", "--data", "node")
    try desk.write("stor/a.md", bytes: [UInt8](repeating: 0x61, count: (8 << 20) + 1))
    try desk.refused(65, ["stor/a.md", "for stor"], "import", "stor", "--data", "node")
    _ = unsafe mkfifo(desk.path + "/tom/roer.md", 0o600)
    try desk.refused(66, ["tom/roer.md", "almindelig fil"], "import", "tom", "--data", "node")
  }

  @Test func `to ids that no file name can tell apart writes a file for each`() throws {
    for (number, id) in ["a/b", "a_b", "A_b", "../../ud", ".skjult"].enumerated() {
      try desk.write("ind/\(number).md", "---\nid: \(id)\ntitel: Nr. \(number)\n---\n\nTekst.\n")
    }
    try desk.ok("import", "ind", "--data", "node")
    try desk.ok("export", "ud", "--pending", "--data", "node")
    #expect(try contents(of: "ud") == contents(of: "ind"))
    #expect(!FileManager.default.fileExists(atPath: desk.path + "/../ud.md"))
  }

  @Test func `to where nothing can be written says so`() throws {
    try desk.write("fil", "i vejen")
    try desk.refused(73, ["fil/ud"], "export", "fil/ud", "--data", "node")
  }
}

@Suite struct `Writing the site as files` {
  @Test func `replaces what it wrote before and nothing else, while the node serves`() throws {
    let desk = try Desk()
    try desk.node()
    try desk.ok("article", "new", "--title", "Pas", "--body", "Mød op.", "--data", "node")
    let serving = try Serving("node", at: desk)
    try withExtendedLifetime(serving) {
      #expect(try desk.ok("export", "site", "side", "--data", "node").contains("index.html"))
      try desk.ok("export", "site", "side", "--color", "#0059b3", "--data", "node")
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(desk.path)/side")
    #expect(files.contains("index.html") && files.contains("om.html"))
    #expect(try !FileManager.default.contentsOfDirectory(atPath: desk.path).contains("side.part"))
    try desk.write("andet/brev.txt", "mit")
    try desk.refused(73, ["andet i sig"], "export", "site", "andet", "--data", "node")
    #expect(try desk.bytes("andet/brev.txt") == Array("mit".utf8))
  }
}
