import Chance
import Foundation
import Testing

@testable import Zip

/// An archive of these files.
func archive(_ files: [(String, [UInt8])]) throws -> [UInt8] {
  var bytes: [UInt8] = []
  var writer = ZipWriter { bytes += $0 }
  for (name, content) in files { try writer.add(name, content) }
  try writer.finish()
  return bytes
}

private func problem(_ bytes: [UInt8], bytesMax: Int = 1 << 20) -> ZipError? {
  do {
    let reader = try ZipReader(bytes, bytesMax: bytesMax)
    for file in reader.files { _ = try reader.content(of: file) }
    return nil
  } catch {
    return error
  }
}

@Suite struct `A ZIP archive` {
  static let files: [(String, [UInt8])] = [
    ("artikler/pas.md", Array(String(repeating: "Pas til børn. ", count: 200).utf8)),
    ("artikler/ærø å\u{30A}.md", Array("Kort.".utf8)), ("tom.md", []),
    ("odd.bin", (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 ^ $0 >> 3) }),
  ]

  @Test func `gives back what was put into it`() throws {
    let reader = try ZipReader(archive(Self.files), bytesMax: 1 << 20)
    #expect(reader.files.map(\.name) == Self.files.map(\.0))
    for (file, expected) in zip(reader.files, Self.files) {
      #expect(try reader.content(of: file) == expected.1, "\(file.name)")
    }
    #expect(try ZipReader(archive([]), bytesMax: 0).files.isEmpty)
  }

  @Test func `is the same whenever it is written`() throws {
    #expect(try archive(Self.files) == archive(Self.files))
  }

  @Test func `has the check value of the standard`() {
    #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(CRC32.of([]) == 0)
  }

  /// Two other programs must agree with us.
  @Test func `opens in Python and in Info-ZIP`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "viden-zip-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // a temporary folder, gone or not
    try Data(archive(Self.files)).write(to: folder.appending(path: "a.zip"))
    let script = """
      import sys, zipfile
      z = zipfile.ZipFile('a.zip')
      assert z.testzip() is None
      assert z.read('tom.md') == b'' and z.read('artikler/ærø å\u{30A}.md') == b'Kort.'
      assert z.read('artikler/pas.md') == ('Pas til børn. ' * 200).encode()
      with zipfile.ZipFile('b.zip', 'w', zipfile.ZIP_DEFLATED) as out:
          out.mkdir('mappe') if hasattr(out, 'mkdir') else out.writestr('mappe/', b'')
          out.writestr('mappe/å.md', 'æ' * 500)
          with out.open('strøm.md', 'w') as stream: stream.write(b'x' * 99)
      """
    #expect(try run(["python3", "-c", script], in: folder) == 0)
    let other = try ZipReader(
      Array(Data(contentsOf: folder.appending(path: "b.zip"))), bytesMax: 1 << 20)
    #expect(other.files.map(\.name) == ["mappe/", "mappe/å.md", "strøm.md"])
    #expect(try other.content(of: other.files[1]) == Array(String(repeating: "æ", count: 500).utf8))
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip") else { return }
    #expect(try run(["unzip", "-tq", "a.zip"], in: folder) == 0)
  }

  private func run(_ words: [String], in folder: URL) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test(arguments: [
    "/etc/passwd", "../op.md", "a/../../b", "a//b", "C:\\x", "c:x", "a\\b", "", ".", "a\u{0}b",
  ])
  func `has no name that leads out of its folder`(name: String) throws {
    #expect(throws: ZipError.badName(name)) { try archive([(name, [])]) }
    guard name.utf8.count == 5 || name.utf8.count == 8 else { return }
    // As another program might have written it.
    let honest = String(repeating: "x", count: name.utf8.count)
    var bytes = try archive([(honest, [1])])
    for place in bytes.indices where bytes[place...].starts(with: honest.utf8) {
      bytes.replaceSubrange(place..<place + honest.utf8.count, with: name.utf8)
    }
    #expect(problem(bytes) == .badName(name))
  }

  @Test func `has no name twice`() throws {
    #expect(throws: ZipError.badName("a")) { try archive([("a", []), ("a", [])]) }
    var bytes = try archive([("aa", []), ("ab", [])])
    for place in bytes.indices where bytes[place...].starts(with: "ab".utf8) {
      bytes[place + 1] = UInt8(ascii: "a")
    }
    #expect(problem(bytes) == .badName("aa"))
  }

  @Test func `does not unpack to more than is allowed`() throws {
    let bytes = try archive([("nuller", [UInt8](repeating: 0, count: 1 << 20))])
    #expect(bytes.count < 4_000)
    #expect(problem(bytes, bytesMax: 1 << 19) == .tooLarge(most: 1 << 19))
    // A directory that claims less than the content is caught while it is unpacked.
    var liar = bytes
    for place in liar.indices where liar[place...].starts(with: [0, 0, 0x10, 0]) {
      liar[place + 2] = 1
    }
    #expect(problem(liar) == .wrongContent(name: "nuller"))
  }

  @Test func `whose files share bytes is refused`() throws {
    var bytes = try archive(
      [("a", Array("xyz".utf8)), ("a", [])].map { ($0.0 + "\($0.1.count)", $0.1) })
    let start = try #require(bytes.indices.last { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    // The second file's place becomes the first one's.
    bytes.replaceSubrange(start + 42..<start + 46, with: [0, 0, 0, 0])
    guard case .damaged = problem(bytes) else {
      Issue.record("\(String(describing: problem(bytes)))")
      return
    }
  }

  @Test func `that is cut or bent never traps, and never gives something else for the same`() throws
  {
    let whole = try archive(Self.files)
    for end in whole.indices { #expect(problem(Array(whole[..<end])) != nil, "cut at \(end)") }
    #expect(problem(Array("ingen zip".utf8)) == .notAnArchive)
    var random = SeededRandom(seed: 11)
    for _ in 0..<3_000 {
      var bytes = whole
      let place = Int.random(in: 0..<bytes.count, using: &random)
      bytes[place] ^= UInt8.random(in: 1...255, using: &random)
      guard let reader = try? ZipReader(bytes, bytesMax: 1 << 20) else { continue }  // refused
      for file in reader.files {
        guard let content = try? reader.content(of: file) else { continue }  // refused
        let isHeld = Self.files.contains { $0.1 == content }
        #expect(isHeld, "\(place)")
      }
    }
  }
}
