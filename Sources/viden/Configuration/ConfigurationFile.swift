import Foundation
import Glibc

/// A file with options, so that what holds for a machine is written in one place.
///
///     data = /var/lib/faellesviden
///
///     [serve]
///     listen = 127.0.0.1:8400
///     log = ja
///
/// Every key is the name of an option without its hyphens, and every option can be a key. Keys before
/// the first section hold for every command that has the option; those below `[serve]` hold for
/// `viden serve`. What stands on the command line goes before the file. `#` begins a comment at the
/// start of a line; there are no quotes.
struct ConfigurationFile {
  struct Entry {
    /// The command's words; empty for what holds for all.
    var section: [String]
    var key: String
    var value: String
    var line: Int

    var option: String { "--" + key }
  }

  let path: String
  private(set) var entries: [Entry] = []

  init(path: String) throws(ConfigurationError) {
    guard let bytes = FileManager.default.contents(atPath: path),
      let text = String(validating: bytes, as: UTF8.self)
    else {
      let reason = FileManager.default.fileExists(atPath: path) ? "kan ikke læses" : "findes ikke"
      throw ConfigurationError(path: path, line: nil, what: reason)
    }
    try self.init(text: text, path: path)
  }

  init(text: String, path: String) throws(ConfigurationError) {
    self.path = path
    var section: [String] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let line = line.trimmingPrefix(while: \.isWhitespace)
      guard let first = line.first, first != "#" else { continue }
      func fail(_ what: String) -> ConfigurationError {
        ConfigurationError(path: path, line: index + 1, what: what)
      }
      if first == "[" {
        let inner = line.dropFirst().prefix { $0 != "]" }
        guard line.dropFirst(inner.count + 1).first == "]", !inner.isEmpty else {
          throw fail("en overskrift skrives [kommando], fx [serve]")
        }
        section = inner.split(separator: " ").map(String.init)
        continue
      }
      guard let equals = line.firstIndex(of: "=") else {
        throw fail("der mangler et lighedstegn: nøgle = værdi")
      }
      let key = line[..<equals].trimmed
      let value = line[line.index(after: equals)...].trimmed
      guard !key.isEmpty, !key.hasPrefix("-") else {
        throw fail("nøglen er tilvalgets navn uden bindestreger foran, fx listen")
      }
      guard !value.isEmpty else {
        throw fail("»\(key)« har ingen værdi; sæt # foran linjen, hvis den ikke skal gælde")
      }
      if let other = entries.first(where: { $0.section == section && $0.key == key }) {
        throw fail("»\(key)« står allerede i linje \(other.line)")
      }
      entries.append(Entry(section: section, key: key, value: value, line: index + 1))
    }
  }

  // MARK: Which file

  /// The file that holds here: the one `--config` or `VIDEN_CONFIG` names, else the person's own,
  /// else the machine's; `nil` where there is none.
  static func inUse(_ arguments: Arguments) throws(ConfigurationError) -> ConfigurationFile? {
    let environment = ProcessInfo.processInfo.environment
    if let named = arguments.value("--config") ?? environment["VIDEN_CONFIG"] {
      return try ConfigurationFile(path: named)
    }
    for path in standardPaths where unsafe access(path, R_OK) == 0 {
      return try ConfigurationFile(path: path)
    }
    return nil
  }

  static var standardPaths: [String] {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"] ?? "."
    let own = environment["XDG_CONFIG_HOME"] ?? "\(home)/.config"
    return ["\(own)/faellesviden/viden.conf", "/etc/faellesviden/viden.conf"]
  }
}

/// What is wrong with a configuration file, and where.
struct ConfigurationError: Error, Hashable {
  var path: String
  var line: Int?
  var what: String

  var sentence: String { "\(path)\(line.map { ", linje \($0)" } ?? ""): \(what)" }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.trimmingPrefix(while: \.isWhitespace))
  }
}
