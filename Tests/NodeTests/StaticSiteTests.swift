import Foundation
import Testing

@testable import Node

/// The citizens' pages as files (`StaticSite`).
@Suite struct `A site of files` {
  @Test func `has what citizens may read, links that lead to files, and nothing else`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Ring til [os](https://example.dk/).", subject: "23.05.07")
    let draft = try node.write("Hemmeligt udkast", isApproved: false)
    try node.write("Kun for medarbejdere", audience: "medarbejder")

    var files: [String: String] = [:]
    try StaticSite(node.server.context).visitFiles { file in
      #expect(files[file.path] == nil, "\(file.path)")
      files[file.path] = String(decoding: file.bytes, as: UTF8.self)
    }
    let front = try #require(files["index.html"])
    #expect(front.contains("Pas"))
    #expect(files["emner/a-aa.html"] != nil && files["om.html"] != nil)
    let answer = try #require(files.first { $0.key.hasPrefix("artikel/") })
    #expect(answer.value.contains("https://example.dk/"))
    #expect(files.keys.count { $0.hasPrefix("artikel/") } == 1)
    #expect(files.keys.contains { $0.hasPrefix("static/") && $0.hasSuffix(".css") })
    for (path, text) in files where path.hasSuffix(".html") {
      for words in ["Hemmeligt", "\(draft)", "Kun for medarbejdere", "<form", "<script", "English"]
      {
        #expect(!text.contains(words), "\(words) in \(path)")
      }
      for address in addresses(in: text) where !address.contains(":") {
        #expect(!address.hasPrefix("/"), "\(address) in \(path)")
        let file = resolve(String(address.prefix { $0 != "#" }), from: path)
        #expect(file.isEmpty || files[file] != nil, "\(address) in \(path)")
      }
    }
  }

  /// Every address that a page links to.
  private func addresses(in page: String) -> [String] {
    let parts = page.split(separator: "\"", omittingEmptySubsequences: false)
    return zip(parts, parts.dropFirst())
      .filter { $0.0.hasSuffix(" href=") || $0.0.hasSuffix(" src=") }
      .map { String($0.1) }
  }

  private func resolve(_ address: String, from page: String) -> String {
    guard !address.isEmpty else { return "" }
    var folder = page.split(separator: "/").dropLast().map(String.init)
    for part in address.split(separator: "/") {
      if part == ".." { _ = folder.popLast() } else { folder.append(String(part)) }
    }
    return folder.joined(separator: "/")
  }
}
