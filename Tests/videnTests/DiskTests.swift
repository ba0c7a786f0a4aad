import Foundation
import Glibc
import Testing

/// A small disk of its own, which only root can mount.
final class SmallDisk {
  let path: String

  static let canMount: Bool = {
    guard geteuid() == 0, let disk = try? SmallDisk(bytes: 1 << 20) else { return false }
    return FileManager.default.fileExists(atPath: disk.path)
  }()

  struct CannotMount: Error {}

  init(bytes: Int) throws {
    path = FileManager.default.temporaryDirectory.path + "/viden-disk-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard unsafe mount("viden", path, "tmpfs", 0, "size=\(bytes)") == 0 else {
      _ = unsafe rmdir(path)
      throw CannotMount()
    }
  }

  deinit {
    _ = unsafe umount2(path, Int32(MNT_DETACH))
    _ = unsafe rmdir(path)
  }

  /// Leaves no byte free.
  func fill() throws {
    let file = unsafe open(path + "/fyld", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(file) }
    for size in [65_536, 4096, 1] {
      let bytes = [UInt8](repeating: 0x20, count: size)
      while unsafe bytes.withUnsafeBytes({ unsafe write(file, $0.baseAddress, $0.count) }) == size {
      }
    }
  }

  func free() {
    _ = unsafe unlink(path + "/fyld")
  }
}

@Suite(.enabled(if: SmallDisk.canMount, "only root can mount a small disk to fill"))
struct `A full disk` {
  @Test func `stops what writes with one line, keeps what is there, and is no trouble afterwards`()
    throws
  {
    let disk = try SmallDisk(bytes: 4 << 20)
    let desk = try Desk()
    let node = disk.path + "/node"
    try desk.node(node)
    let pas = try desk.ok(
      "article", "new", "--title", "Pas", "--body", "Mød op.", "--data", node)
    try desk.write("ind/stor.md", "---\nid: stor\ntitel: Stor\n---\n\n" + `A full disk`.prose)
    let before = try desk.standing(node)

    try disk.fill()
    try desk.refused(74, ["disken er fuld", "Gør plads"], "import", "ind", "--data", node)
    try desk.refused(
      74, ["disken er fuld"], "article", "new", "--file", "ind/stor.md", "--data", node)
    #expect(try desk.standing(node) == before)
    #expect(try desk.ok("article", "show", pas, "--data", node).hasSuffix("Mød op."))
    #expect(try desk.ok("search", "mød", "--data", node).contains("Pas"))
    let export = try desk.viden("export", disk.path + "/ud", "--pending", "--data", node)
    #expect(export.code == 73)
    #expect(export.err.count { $0.isNewline } == 1)

    disk.free()
    try desk.ok("import", "ind", "--data", node)
    #expect(try desk.ok("check", "--data", node) == "Alt stemmer.")
    #expect(try desk.status(node)["articles"] as? Int == 2)
  }

  @Test func `under a node that serves is said, reading goes on, and room mends it`() throws {
    let disk = try SmallDisk(bytes: 12 << 20)
    let desk = try Desk()
    let node = disk.path + "/node"
    try desk.node(node)
    try desk.ok("article", "new", "--title", "Pas", "--body", "Mød op.", "--data", node)
    let serving = try Serving(node, at: desk)
    let draft = "{\"title\":\"Ny\",\"body\":\"\(`A full disk`.prose)\"}"
    func post() throws -> HTTPAnswer {
      try HTTPAnswer(of: serving.port, path: "/api/1/drafts", json: draft)
    }
    #expect(try HTTPAnswer(of: serving.port, path: "/readyz").status == 200)
    try disk.fill()
    let refused = try post()
    #expect(refused.status == 507)
    #expect(refused.text.contains("application/problem+json"))
    let ready = try HTTPAnswer(of: serving.port, path: "/readyz")
    #expect(ready.status == 503 && ready.text.contains("disk full\n"))
    #expect(try HTTPAnswer(of: serving.port, path: "/").status == 200)
    #expect(try HTTPAnswer(of: serving.port, path: "/soeg?q=pas").status == 200)
    #expect(try desk.status(node)["articles"] as? Int == 1)
    disk.free()
    #expect(try post().status == 201)
    #expect(try HTTPAnswer(of: serving.port, path: "/readyz").status == 200)
    #expect(serving.stop() == 0)
    #expect(try desk.ok("check", "--data", node) == "Alt stemmer.")
  }

  @Test func `at init leaves nothing that is in the way of the next`() throws {
    let disk = try SmallDisk(bytes: 1 << 20)
    let desk = try Desk()
    let node = disk.path + "/node"
    try disk.fill()
    let refused = try desk.viden("init", "--municipality", "0340", "--data", node)
    #expect([73, 74].contains(refused.code))
    #expect(refused.err.count { $0.isNewline } == 1)
    disk.free()
    try desk.node(node)
    #expect(try desk.ok("check", "--data", node) == "Alt stemmer.")
  }

  static let prose = (0..<20_000).map { "ord\($0 &* 7919)" }.joined(separator: " ")
}
