import CRDT
import Foundation
import Knowledge
import Testing

@testable import Simulation

/// Oracles that are programs of others: git's three-way merge, and the reference in Python.
@Suite struct OracleTests {
  private func run(_ program: String, _ arguments: [String]) throws -> (code: Int32, out: Data) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let out = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, out)
  }

  private func scratch() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("viden-oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Two people edit one text without knowing of each other.
  private func merged(_ base: String, _ one: String, _ other: String) throws -> String {
    func id(_ replica: UInt64) -> ChangeID {
      ChangeID(replica: ReplicaID(rawValue: replica), sequence: 1)
    }
    func change(_ replica: UInt64, _ parents: [ChangeID], _ operations: [CRDT.Operation]) -> Change
    {
      Change(
        id: id(replica), document: id(1), parents: parents, author: "A", time: 0, salt: replica,
        operations: operations)
    }
    func edit(_ text: String) -> [CRDT.Operation] {
      [.edit(.body, TextDiff.splices(from: base, to: text))]
    }
    let history = try DocumentHistory([
      change(
        1, [],
        [.create(kind: 1), .edit(.body, [Splice(position: 0, deleted: 0, inserted: base)])]),
      change(2, [id(1)], edit(one)), change(3, [id(1)], edit(other)),
    ])
    return history.state().texts[.body] ?? ""
  }

  @Test func `where git merges cleanly, the text is git's`() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }  // a temporary folder, gone or not
    var random = RandomSource(seed: 2_027)
    var clean = 0
    for _ in 0..<60 {
      let base = Prose.body(&random) + "\n" + Prose.body(&random)
      let one = Prose.edited(base, &random)
      let other = Prose.edited(base, &random)
      guard one != base, other != base, one != other else { continue }
      let files = ["one", "base", "other"].map { folder.appendingPathComponent($0) }
      for (file, text) in zip(files, [one, base, other]) {
        try Data(text.utf8).write(to: file)
      }
      let git = try run("git", ["merge-file", "-p"] + files.map(\.path))
      guard git.code == 0 else { continue }
      clean += 1
      let text = try merged(base, one, other)
      #expect(text == String(decoding: git.out, as: UTF8.self), "base: \(base)")
    }
    #expect(clean >= 10)
  }

  @Test func `digests are the ones that the reference in Python computes`() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }  // a temporary folder, gone or not
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let script = """
      import sys
      sys.path.insert(0, sys.argv[1])
      from faellesviden.bundles import decode_bundle
      from faellesviden.replica import Replica
      digest, start, end, batches, _ = decode_bundle(open(sys.argv[2], "rb").read())
      replica = Replica()
      for spans, entries in batches:
          replica.take(spans, entries)
      print(digest.hex(), replica.digest().hex(), len(start), len(replica.entries))
      """
    let whole = Specimens.wholeBundle()
    let file = folder.appendingPathComponent("stik.fvb")
    try Data(whole).write(to: file)
    let python = try run(
      "python3",
      ["-c", script, root.appendingPathComponent("tools/reference").path, file.path])
    let words = String(decoding: python.out, as: UTF8.self).split(separator: " ")
    #expect(python.code == 0)
    #expect(words.count == 4 && words[0] == words[1])
    #expect(words.last.map { Int($0.dropLast()) ?? 0 } ?? 0 > 5)
  }
}
