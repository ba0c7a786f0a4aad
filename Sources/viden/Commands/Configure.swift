import Foundation
import ReplicaStore

extension Command {
  static let configCheck = Command(
    "config check",
    """
    viden config check [FIL] – efterprøver en konfigurationsfil, uden at noget starter

    Uden FIL den fil, der gælder her: --config, ellers VIDEN_CONFIG, ellers
    ~/.config/faellesviden/viden.conf, ellers /etc/faellesviden/viden.conf.
    """
  ) { arguments in
    let path = arguments.operands.isEmpty ? nil : try arguments.operand("FIL")
    guard let file = try path.map(ConfigurationFile.init(path:)) ?? .inUse(arguments) else {
      Console.print("Der er ingen konfigurationsfil; alt er, som --help siger.")
      return .ok
    }
    let problems = file.problems(in: .all)
    for problem in problems { Console.complain("viden: \(problem.sentence)") }
    guard problems.isEmpty else { return .notConfigured }
    Console.print("\(file.path) er i orden.")
    return .ok
  }

  static let configShow = Command(
    "config show",
    """
    viden config show – viser, hvad der gælder, og hvor det er sagt

    """
  ) { arguments in
    try arguments.expectNoOperands()
    guard let file = try ConfigurationFile.inUse(arguments) else {
      Console.print("# ingen konfigurationsfil; data = \(Workplace(arguments).folder.path)")
      return .ok
    }
    Console.print("# \(file.path)")
    let environment = ProcessInfo.processInfo.environment
    for entry in file.entries {
      let command = entry.section.isEmpty ? "" : "[\(entry.section.joined(separator: " "))] "
      let isOverruled = entry.key == "data" && environment["VIDEN_DATA"] != nil
      Console.print(
        "\(command)\(entry.key) = \(entry.value)   # linje \(entry.line)"
          + (isOverruled ? ", men VIDEN_DATA går forud" : ""))
    }
    return .ok
  }

  static let configExample = Command(
    "config example",
    """
    viden config example – skriver en konfigurationsfil med alle nøgler forklaret

    Alt er slået fra med #, undtagen --data, når den er givet.

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    Console.print(ConfigurationExample(.all, data: arguments.value("--data")).text)
    return .ok
  }
}

extension ConfigurationFile {
  /// Everything that would keep some command from running with this file.
  func problems(in table: CommandTable) -> [ConfigurationError] {
    var problems: [ConfigurationError] = []
    for entry in entries {
      guard !entry.section.isEmpty else {
        if !table.commands.contains(where: { $0.usage.has(entry.option) }) {
          problems.append(
            ConfigurationError(
              path: path, line: entry.line,
              what: "»\(entry.key)« er ikke et tilvalg til nogen kommando"))
        }
        continue
      }
      guard let command = table.commands.first(where: { $0.name == entry.section }) else {
        problems.append(
          ConfigurationError(
            path: path, line: entry.line,
            what: "»\(entry.section.joined(separator: " "))« er ikke en kommando"))
        continue
      }
      if !command.usage.has(entry.option) { problems.append(unknown(entry, for: command)) }
    }
    guard problems.isEmpty else { return problems }
    for command in table.commands where entries.contains(where: { $0.section == command.name }) {
      if let problem = problem(for: command) { problems.append(problem) }
    }
    return problems
  }

  /// What the command itself says of its values.
  private func problem(for command: Command) -> ConfigurationError? {
    do {
      var arguments = try Arguments([], for: command.usage)
      try arguments.fill(from: self, for: command)
      try command.check(arguments)
      return nil
    } catch let error as ConfigurationError {
      return error
    } catch {
      let name = command.name.joined(separator: " ")
      return ConfigurationError(
        path: path, line: nil, what: "[\(name)]: \(Message.sentence(for: error))")
    }
  }
}

/// A configuration file in which every key is explained by the command's own help.
private struct ConfigurationExample {
  /// What runs by itself; the others are called by people, who say what they mean.
  private static let sections = ["serve", "sync", "backup"]

  let text: String

  init(_ table: CommandTable, data: String?) {
    var lines = [
      "# Fællesviden på denne maskine. viden config check efterprøver filen.",
      "#",
      "# Hver nøgle er navnet på et tilvalg (--data MAPPE bliver til data = MAPPE), og hvert tilvalg kan",
      "# stå her. Et tilvalg uden værdi er ja eller nej. Det, der står på kommandolinjen, går forud.",
      "", "# Nodens mappe, for alle kommandoer.",
      data.map { "data = \($0)" } ?? "#data = MAPPE",
    ]
    for command in table.commands
    where ConfigurationExample.sections.contains(command.name.joined(separator: " ")) {
      lines += ["", "[\(command.name.joined(separator: " "))]"]
      for option in command.usage.documentation where option.name != "--data" {
        lines += [""] + option.text.map { "# \($0)" }
        lines.append("#\(option.name.dropFirst(2)) = \(option.unit ?? "ja")")
      }
    }
    text = lines.joined(separator: "\n")
  }
}
