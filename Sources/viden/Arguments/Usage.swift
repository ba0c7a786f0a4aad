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
    var options = ["--data"]
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

  init(
    _ name: String, _ text: String, run: @escaping @Sendable (Arguments) throws -> ExitCode
  ) {
    self.name = name.split(separator: " ").map(String.init)
    self.usage = Usage(text)
    self.run = run
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
