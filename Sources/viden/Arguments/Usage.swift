/// How a command is called: the text that `--help` prints, and the options it understands.
///
/// The text is the only list: the parser reads the options out of it, so help and code cannot
/// drift apart.
struct Usage: Sendable {
  /// The whole text, its first line `viden NAME … – what it does`.
  let text: String
  let options: [String]
  let switches: [String]

  /// - Parameter text: lines that begin with two blanks and `--name` declare an option; with a
  ///   word in capitals after it the option takes a value.
  init(_ text: String) {
    self.text = text
    var options = ["--data", "--config"]
    var switches = ["--help"]
    for line in text.split(separator: "\n") where line.hasPrefix("  --") {
      let words = line.split(separator: " ", maxSplits: 2)
      let takesValue =
        words.count > 1 && words[1].first?.isUppercase == true
        && words[1].allSatisfy { !$0.isLowercase }
      if takesValue {
        options.append(String(words[0]))
      } else {
        switches.append(String(words[0]))
      }
    }
    self.options = options
    self.switches = switches
  }

  /// Whether the command understands an option or a switch.
  func has(_ name: String) -> Bool { options.contains(name) || switches.contains(name) }

  /// Every option with its unit and what the text says of it.
  var documentation: [(name: String, unit: String?, text: [String])] {
    var found: [(name: String, unit: String?, text: [String])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("  --") {
        let words = line.split(separator: " ", maxSplits: 1)
        let name = String(words[0])
        let unit = options.contains(name) ? words[1].prefix { $0 != " " } : nil
        let rest = (words.count > 1 ? words[1] : "").dropFirst(unit?.count ?? 0)
        found.append((name, unit.map(String.init), [String(rest.trimmingPrefix { $0 == " " })]))
      } else if line.hasPrefix("      "), !found.isEmpty {
        found[found.count - 1].text.append(String(line.trimmingPrefix { $0 == " " }))
      }
    }
    return found
  }

  /// How it is called, and what it does.
  var firstLine: String { String(text.prefix { $0 != "\n" }) }

  /// What the command does, from its first line.
  var summary: String {
    firstLine.split(separator: "–", maxSplits: 1).last
      .map { $0.trimmingPrefix(" ") }.map(String.init) ?? ""
  }
}

/// One command: its help, and what it does.
struct Command: Sendable {
  /// The words that call it: `["article", "new"]`.
  let name: [String]
  let usage: Usage
  let run: @Sendable (Arguments) throws -> ExitCode
  /// Throws for values that `run` would not take, and does nothing: for `viden config check`.
  private(set) var check: @Sendable (Arguments) throws -> Void = { _ in }

  init(
    _ name: String, _ text: String,
    run: @escaping @Sendable (Arguments) throws -> ExitCode
  ) {
    self.name = name.split(separator: " ").map(String.init)
    self.usage = Usage(text)
    self.run = run
  }

  /// The same with values that are looked at before it runs.
  func checking(_ check: @escaping @Sendable (Arguments) throws -> Void) -> Command {
    var command = self
    command.check = check
    return command
  }
}

/// The exit codes of `sysexits.h` that cron and scripts can rely on.
enum ExitCode: Int32, Error {
  case ok = 0
  /// Digests differ, a check failed: it ran, and the answer is no.
  case no = 1
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case ownFault = 70
  case cannotCreate = 73
  case inputOutput = 74
  case tryLater = 75
  case protocolVersion = 76
  case notAllowed = 77
  case notConfigured = 78
}
