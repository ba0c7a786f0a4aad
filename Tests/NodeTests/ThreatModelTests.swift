import Foundation
import Testing

/// What `Protocol/11-security.md` promises rests on the tests that it names.
@Suite struct `The threat model` {
  private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A name in it is that of a file or folder of tests, of a suite, of a test, or of a program.
  private static func exists(_ name: String, among tests: [(file: String, text: String)]) -> Bool {
    if name.contains("/") {
      let path = name.prefix { $0 != " " }
      return FileManager.default.fileExists(atPath: package.appending(path: path).path)
    }
    return tests.contains { file, text in
      file.hasSuffix("/\(name).swift") || file.contains("/\(name)/") || text.contains("`\(name)`")
    }
  }

  private static func tests() throws -> [(file: String, text: String)] {
    let folder = package.appending(path: "Tests")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return try (files ?? []).filter { $0.hasSuffix(".swift") }.map { file in
      ("/" + file, try String(contentsOf: folder.appending(path: file), encoding: .utf8))
    }
  }

  @Test func `names a test for every promise, and each of them is there`() throws {
    let page = try String(
      contentsOf: Self.package.appending(path: "Protocol/11-security.md"), encoding: .utf8)
    let promises = try #require(page.components(separatedBy: "\n## 3.").first)
      .components(separatedBy: "\n\n**To ").dropFirst()
    #expect(promises.count > 8)
    let tests = try Self.tests()
    for promise in promises {
      let shown = promise.components(separatedBy: "*Shown by*")
      #expect(shown.count >= 2, "no test: \(promise.prefix(60))")
      let names = shown.dropFirst().joined().matches(of: /`([^`]+)`/).map { String($0.output.1) }
      #expect(!names.isEmpty)
      for name in names {
        #expect(Self.exists(name, among: tests), "\(name) is nowhere")
      }
    }
    #expect(!Self.exists("FindesIkkeTests", among: tests))
  }
}
