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
    let arguments = try Arguments(rest, for: command.usage)
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
