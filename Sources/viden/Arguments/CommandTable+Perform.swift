import Glibc
import ReplicaStore

/// Running what the words ask for.
extension CommandTable {
  /// Runs the command that the words name.
  func perform(_ words: [String]) -> ExitCode {
    guard let first = words.first, first != "--help", first != "-h", first != "help" else {
      Console.print(overview)
      return .ok
    }
    if first == "--version" {
      Console.print("viden \(Version.text)")
      return .ok
    }
    do {
      return try run(words)
    } catch {
      return complain(Message(error))
    }
  }

  private func run(_ words: [String]) throws -> ExitCode {
    let family = words.first.map(below) ?? []
    if !family.isEmpty, !commands.contains(where: { $0.name == [words[0]] }),
      words.count == 1 || words[1] == "--help"
    {
      for command in family { Console.print(command.usage.firstLine) }
      return words.count == 1 ? .usage : .ok
    }
    let (command, rest) = try find(words)
    if rest.contains("--help") {
      Console.print(command.usage.text)
      return .ok
    }
    var arguments = try Arguments(rest, for: command.usage)
    if let path = arguments.value("--config") {
      // Programs that this one starts are to read the same file.
      unsafe setenv("VIDEN_CONFIG", path, 1)
    }
    // A broken file must not keep anybody from looking at it.
    if command.name[0] != "config", let file = try ConfigurationFile.inUse(arguments) {
      try arguments.fill(from: file, for: command)
    }
    do {
      return try command.run(arguments)
    } catch {
      return complain(Message(error, database: Workplace(arguments).folder.database))
    }
  }

  private func complain(_ message: Message) -> ExitCode {
    Console.complain("viden: \(message.text)")
    return message.exitCode
  }
}

/// The release.
enum Version {
  static let text = "0.1.0"
}
