import Foundation
import Testing

@Suite struct `A configuration file` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
  }

  private func check(_ text: String) throws -> Program.Outcome {
    try desk.write("viden.conf", text)
    return try desk.viden("config", "check", "viden.conf")
  }

  @Test func `holds for every command, and the command line goes before it`() throws {
    try desk.write(".config/faellesviden/viden.conf", "# min node\ndata = \(desk.path)/node\n")
    #expect(try desk.ok("status").contains("Sorø"))
    try desk.refused(66, ["anden"], "status", "--data", "\(desk.path)/anden")
    try desk.write("anden.conf", "data = \(desk.path)/tredje\n")
    try desk.refused(66, ["tredje"], "status", "--config", "anden.conf")
    let variable = try Program.run(
      ["status"], in: desk.path, environment: ["VIDEN_DATA": "\(desk.path)/fjerde"])
    #expect(variable.err.contains("fjerde"))
    #expect(try desk.ok("config", "show").contains("data = \(desk.path)/node   # linje 2"))
  }

  @Test func `of one command holds for that command alone`() throws {
    try desk.write(
      "viden.conf", "[status]\njson = ja\n[doctor]\njson = nej\n[backup]\nfolder = kopier\n")
    #expect(
      try desk.ok("status", "--config", "viden.conf", "--data", "node").hasPrefix("{"))
    #expect(
      try !desk.viden("doctor", "--config", "viden.conf", "--data", "node").out.hasPrefix("{"))
    try desk.ok("backup", "--config", "viden.conf", "--data", "node")
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(desk.path)/kopier").count == 1)
  }

  @Test func `with mistakes is refused with the line and what to write`() throws {
    let mistakes = [
      ("listen 8400", "linje 1: der mangler et lighedstegn"),
      (
        "[serve]\nlistn = 1",
        "linje 2: »listn« er ikke et tilvalg til viden serve; mente du listen?"
      ),
      ("[serv]\nlog = ja", "linje 2: »serv« er ikke en kommando"),
      ("hest = 1", "linje 1: »hest« er ikke et tilvalg til nogen kommando"),
      ("[serve]\nlog = 1", "linje 2: »log« er ja eller nej"),
      ("[serve]\nlisten =", "linje 2: »listen« har ingen værdi"),
      ("[serve]\n--listen = 1", "linje 2: nøglen er tilvalgets navn uden bindestreger"),
      ("[serve]\nlisten = 8400x", "[serve]: --listen kan ikke være »8400x«"),
      ("[serve]\nworkers = 0", "[serve]: --workers skal være et helt tal fra 1 til 64"),
      ("[backup]\nkeep = 7", "[backup]: --keep kan ikke være »7«"),
      ("[serve\nlog = ja", "linje 1: en overskrift skrives [kommando]"),
      ("[serve]\nlog = ja\n\nlog = nej", "linje 4: »log« står allerede i linje 2"),
    ]
    for (text, sentence) in mistakes {
      let outcome = try check(text)
      #expect(outcome.code == 78, "\(text)")
      #expect(outcome.err.contains(sentence), "\(outcome.err)")
    }
    // A command does not start on a file that it does not understand.
    try desk.write("viden.conf", "[status]\nhest = 1\n")
    try desk.refused(78, ["linje 2"], "status", "--config", "viden.conf", "--data", "node")
    try desk.refused(78, ["findes ikke"], "status", "--config", "ingen.conf", "--data", "node")
  }

  @Test func `is written with every key explained, and is in order as it stands`() throws {
    let example = try desk.ok("config", "example", "--data", "/var/lib/x")
    #expect(try check(example).code == 0)
    for key in ["listen", "proxy", "max-body", "deadline", "keep", "folder"] {
      #expect(example.contains("\n#\(key) = "), "\(key)")
    }
    #expect(example.contains("\ndata = /var/lib/x\n"))
    // With the hash signs taken away, every key is one that its command has.
    let switched = example.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("#") && !line.hasPrefix("# ") && line.contains(" = ")
        ? String(line.dropFirst()) : String(line)
    }
    let outcome = try check(switched.joined(separator: "\n"))
    #expect(!outcome.err.contains("er ikke et tilvalg"), "\(outcome.err)")
  }

  @Test func `says where the node is, to an exchange too`() throws {
    try desk.write("viden.conf", "data = \(desk.path)/node\n[serve]\nlisten = 127.0.0.1:0\n")
    #expect(try desk.ok("sync", "--config", "viden.conf").contains("Ingen part"))
  }
}

@Suite struct `Completing in bash` {
  @Test func `knows commands, families and options`() throws {
    let desk = try Desk()
    try desk.write("fuldfoer", try desk.ok("completion"))
    func complete(_ words: String...) throws -> [String] {
      let script = """
        source ./fuldfoer; COMP_WORDS=(viden \(words.map { "'\($0)'" }.joined(separator: " ")))
        COMP_CWORD=\(words.count); _viden; printf '%s\\n' "${COMPREPLY[@]}"
        """
      let outcome = try Program.run(
        ["-c", script], of: URL(fileURLWithPath: "/bin/bash"), in: desk.path)
      #expect(outcome.err == "")
      return outcome.out.split(separator: "\n").map(String.init)
    }
    #expect(try complete("stat") == ["status"])
    #expect(try complete("peer", "rev") == ["revoke"])
    #expect(try complete("backup", "--k") == ["--keep"])
    #expect(try complete("peer", "invite", "--u") == ["--url"])
    #expect(try complete("status", "--").contains("--json"))
  }
}
