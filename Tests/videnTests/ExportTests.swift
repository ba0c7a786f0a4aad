import Foundation
import Testing

@Suite struct `A history as a file` {
  let desk: Desk
  let article: String

  init() throws {
    desk = try Desk()
    try desk.node()
    article = try desk.ok(
      "article", "new", "--title", "Pas", "--body", "Ring til 010190-1234.", "--keyword", "pas",
      "--data", "node")
  }

  private func lines(_ file: String) throws -> [[String: Any]] {
    try String(decoding: desk.bytes(file), as: UTF8.self).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private func verify(_ file: String) throws -> Program.Outcome {
    let script = Package.folder.appending(path: "tools/reference/verify_history.py").path
    return try Program.run(
      ["python3", script, "\(desk.path)/\(file)"], of: URL(filePath: "/usr/bin/env"), in: desk.path)
  }

  @Test func `has every change, readable and whole`() throws {
    #expect(try desk.ok("export", "history", "h.jsonl", "--data", "node").hasPrefix("h.jsonl: "))
    let all = try lines("h.jsonl")
    let status = try desk.status()
    #expect(all.count - 1 == status["changes"] as? Int)
    #expect(all[0]["digest"] as? String == status["digest"] as? String)
    let operations = all.dropFirst().flatMap { $0["operations"] as? [[String: Any]] ?? [] }
    #expect(
      operations.contains { $0["field"] as? String == "title" && $0["value"] as? String == "Pas" })
    #expect(operations.contains { $0["kind"] as? String == "article" })
    let standard = try desk.viden("export", "history", "-", "--data", "node")
    #expect(Array(standard.out.utf8) == (try desk.bytes("h.jsonl")))
  }

  @Test func `holds together in the eyes of another program, also when words were removed`() throws
  {
    try desk.ok(
      "redact", article, "--text", "010190-1234", "--reason", "CPR-nummer", "--data", "node")
    try desk.ok("export", "history", "h.jsonl", "--data", "node")
    #expect(try lines("h.jsonl").contains { $0["payload_hash"] != nil && $0["payload"] == nil })
    #expect(!String(decoding: try desk.bytes("h.jsonl"), as: UTF8.self).contains("010190-1234"))
    let outcome = try verify("h.jsonl")
    #expect(outcome.code == 0 && outcome.out.contains("hold together"), "\(outcome.err)")
  }

  @Test func `that was altered, cut or added to holds no longer`() throws {
    try desk.ok("export", "history", "h.jsonl", "--data", "node")
    let lines = String(decoding: try desk.bytes("h.jsonl"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    func refused(_ changed: [String]) throws -> Bool {
      try desk.write("x.jsonl", changed.joined(separator: "\n") + "\n")
      return try verify("x.jsonl").code == 65
    }
    #expect(try refused(Array(lines.dropLast())))
    #expect(try refused(Array(lines.prefix(1)) + lines.dropFirst(2)))
    #expect(try refused(lines + lines.suffix(1)))
    #expect(try refused(lines.map { $0.replacing("\"author\":\"MKJ", with: "\"author\":\"KKR") }))
    #expect(
      try refused(
        lines.enumerated().map { $0 == 1 ? $1.replacing("\"time\":1", with: "\"time\":2") : $1 }))
    #expect(try refused(["{}"]))
  }

  @Test func `is not left half written`() throws {
    try desk.refused(73, ["ingen/h.jsonl"], "export", "history", "ingen/h.jsonl", "--data", "node")
    try desk.refused(64, ["FIL"], "export", "history", "--data", "node")
  }
}

@Suite struct `Articles in a ZIP file` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
    for (name, text) in [
      "a": "---\nid: pas\ntitel: Pas\nkle: 23.03.04\negen: {a: 1}\n---\n\nTekst æøå.\n",
      "b": "---\nid: flytning\ntitel: Flytning\n---\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
      "c": "---\nid: PAS\ntitel: Andet pas\nkle: 23.03.04\n---\r\n\nTekst.\n",
    ] {
      try desk.write("ind/\(name).md", text)
    }
    try desk.ok("import", "ind", "--approve", "--data", "node")
  }

  @Test func `come out, open in other programs, and go into an empty node as they were`() throws {
    #expect(try desk.ok("export", "zip", "ud.zip", "--data", "node") == "ud.zip: 3 artikler.")
    let script = """
      import hashlib, json, zipfile
      z = zipfile.ZipFile('ud.zip')
      assert z.testzip() is None
      m = json.loads(z.read('manifest.json'))
      assert m['format'] == 'faellesviden-articles' and len(m['files']) == 3
      for f in m['files']:
          data = z.read(f['name'])
          assert hashlib.sha256(data).hexdigest() == f['sha256'] and len(data) == f['bytes']
      assert z.read('MANIFEST.sha256').decode() == ''.join(f"{f['sha256']}  {f['name']}\\n" for f in m['files'])
      assert 'artikler/uden-emne/flytning.md' in z.namelist()
      """
    let python = try Program.run(
      ["python3", "-c", script], of: URL(filePath: "/usr/bin/env"), in: desk.path)
    #expect(python.code == 0, "\(python.err)")

    let first = try desk.bytes("ud.zip")
    try desk.ok("export", "zip", "ud.zip", "--data", "node")
    #expect(try desk.bytes("ud.zip") == first)
    try desk.node("anden")
    #expect(
      try desk.ok("import", "ud.zip", "--approve", "--data", "anden")
        == "3 filer: 3 nye, 0 ændret, 0 uændret, 3 godkendt.")
    for node in ["node", "anden"] { try desk.ok("export", "ud-\(node)", "--data", node) }
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(desk.path)/ud-node") {
      let bytes = try desk.bytes("ud-node/\(name)")
      let others = try FileManager.default.contentsOfDirectory(atPath: "\(desk.path)/ud-anden")
        .map { try desk.bytes("ud-anden/\($0)") }
      #expect(others.contains(bytes), "\(name)")
    }
    #expect(
      try desk.ok("import", "ud.zip", "--data", "node")
        == "3 filer: 0 nye, 0 ændret, 3 uændret, 0 godkendt.")
  }

  @Test func `that were altered on the way are refused, and nothing is taken`() throws {
    try desk.ok("export", "zip", "ud.zip", "--data", "node")
    let script = """
      import zipfile
      z = zipfile.ZipFile('ud.zip')
      def write(name, change):
          with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as out:
              for each in z.namelist():
                  data = change(each, z.read(each))
                  if data is not None: out.writestr(each, data)
              if name == 'mere.zip': out.writestr('artikler/x/ny.md', '# Ny')
              if name == 'ude.zip': out.writestr('../ude.md', '# Ude')
      write('rettet.zip', lambda n, d: d.replace(b'Tekst', b'Tekxt') if n.endswith('pas.md') else d)
      write('uden.zip', lambda n, d: None if n.endswith('flytning.md') else d)
      write('mere.zip', lambda n, d: d)
      write('ude.zip', lambda n, d: d)
      write('egen.zip', lambda n, d: None if 'anifest' in n.lower() else d)
      open('halv.zip', 'wb').write(open('ud.zip', 'rb').read()[:-40])
      """
    let python = try Program.run(
      ["python3", "-c", script], of: URL(filePath: "/usr/bin/env"), in: desk.path)
    try #require(python.code == 0, "\(python.err)")
    try desk.node("tom")
    let before = try desk.standing("tom")
    for (file, words) in [
      ("rettet.zip", "ikke, hvad manifest.json siger"), ("uden.zip", "flytning.md mangler"),
      ("mere.zip", "ny.md står ikke i manifest.json"), ("ude.zip", "../ude.md"),
      ("halv.zip", "ingen ZIP-fil"),
    ] {
      try desk.refused(65, [file, words, "Intet er gemt"], "import", file, "--data", "tom")
    }
    #expect(try desk.standing("tom") == before)
    // An archive without a manifest may be anybody's own.
    #expect(try desk.ok("import", "egen.zip", "--data", "tom").hasPrefix("3 filer: 3 nye"))
  }
}
