import Foundation
import Glibc
import SQLite
import Testing

/// A temporary folder with nodes in it, gone when the test is.
final class Desk {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/viden-cli-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)  // a temporary folder, gone or not
  }

  /// Runs `viden` in this folder.
  func viden(
    _ words: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    try Program.run(words, in: path, input: input, environment: environment)
  }

  /// Runs `viden`, which must succeed in silence on standard error, and gives what it printed.
  @discardableResult
  func ok(
    _ words: String..., input: String = "", environment: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let outcome = try Program.run(words, in: path, input: input, environment: environment)
    #expect(outcome.code == 0, "\(words): \(outcome.err)", sourceLocation: sourceLocation)
    #expect(outcome.err == "", sourceLocation: sourceLocation)
    return outcome.out.trimmingCharacters(in: .newlines)
  }

  /// Runs `viden`, which must end with that code and one clear line that holds these words.
  func refused(
    _ code: Int32, _ parts: [String], _ words: String..., input: String = "",
    environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try Program.run(words, in: path, input: input, environment: environment)
    #expect(outcome.code == code, "\(words): \(outcome.err)", sourceLocation: sourceLocation)
    #expect(outcome.out == "", "\(words)", sourceLocation: sourceLocation)
    #expect(
      outcome.err.hasPrefix("viden: ") && outcome.err.count { $0.isNewline } == 1
        && outcome.err.hasSuffix("\n"),
      "\(words) says: \(outcome.err)", sourceLocation: sourceLocation)
    for part in parts {
      #expect(
        outcome.err.contains(part), "»\(part)« is not in: \(outcome.err)",
        sourceLocation: sourceLocation)
    }
  }

  /// Makes a node and gives its folder.
  @discardableResult
  func node(_ name: String = "node", _ more: String...) throws -> String {
    let words = ["init", "--data", name, "--municipality", "0340"] + more
    let outcome = try Program.run(words, in: path)
    #expect(outcome.code == 0, "\(outcome.err)")
    return name
  }

  @discardableResult
  func write(_ file: String, _ text: String) throws -> String {
    try write(file, bytes: Array(text.utf8))
  }

  @discardableResult
  func write(_ file: String, bytes: [UInt8]) throws -> String {
    let url = URL(fileURLWithPath: "\(path)/\(file)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return file
  }

  func bytes(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(file)")))
  }

  /// `viden status --json`.
  func status(_ node: String = "node") throws -> [String: Any] {
    try #require(try viden("status", "--json", "--data", node).json().first)
  }

  /// What must not move when something is refused.
  func standing(_ node: String = "node") throws -> [String] {
    let status = try status(node)
    return ["replica", "digest", "state_digest", "changes", "articles"].map {
      "\(status[$0] ?? "–")"
    }
  }
}

extension Desk {
  /// Sets back when a node's invitations end.
  func age(_ node: String, invitationsBy seconds: Int) throws {
    try Connection(path: "\(path)/\(node)/replica.sqlite", mode: .readWrite).execute(
      "UPDATE invitation SET expires = expires - ?1", [.integer(Int64(seconds) * 1000)])
  }
}
