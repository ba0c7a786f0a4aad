import Foundation

extension Arguments {
  /// Options that an environment variable may hold goes before the file, as it did before there was
  /// one.
  private static let variables = ["--data": "VIDEN_DATA", "--author": "VIDEN_AUTHOR"]

  /// Takes from the file what the command line leaves open.
  mutating func fill(
    from file: ConfigurationFile, for command: Command
  ) throws(ConfigurationError) {
    let environment = ProcessInfo.processInfo.environment
    for entry in file.entries.reversed() {
      guard entry.section == command.name || entry.section.isEmpty else { continue }
      guard command.usage.has(entry.option) else {
        if entry.section.isEmpty { continue }
        throw file.unknown(entry, for: command)
      }
      if let variable = Arguments.variables[entry.option], environment[variable] != nil { continue }
      try fill(entry, command.usage, file)
    }
  }

  private mutating func fill(
    _ entry: ConfigurationFile.Entry, _ usage: Usage, _ file: ConfigurationFile
  ) throws(ConfigurationError) {
    guard usage.switches.contains(entry.option) else {
      setUnlessGiven(entry.option, entry.value)
      return
    }
    guard let isOn = ["ja": true, "nej": false][entry.value] else {
      throw ConfigurationError(
        path: file.path, line: entry.line, what: "»\(entry.key)« er ja eller nej")
    }
    if isOn { turnOn(entry.option) }
  }
}

extension ConfigurationFile {
  func unknown(_ entry: Entry, for command: Command) -> ConfigurationError {
    let known = (command.usage.options + command.usage.switches).map { String($0.dropFirst(2)) }
    let hint = nearest(to: entry.key, in: known).map { "; mente du \($0)?" } ?? ""
    return ConfigurationError(
      path: path, line: entry.line,
      what:
        "»\(entry.key)« er ikke et tilvalg til viden \(command.name.joined(separator: " "))\(hint)")
  }
}
