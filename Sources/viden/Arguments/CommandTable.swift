/// Finds the command that the first words name, and prints the help that they ask for.
struct CommandTable {
  let commands: [Command]

  /// The command and the words that are left for it.
  func find(_ words: [String]) throws(UsageError) -> (Command, rest: [String]) {
    for command in commands.sorted(by: { $0.name.count > $1.name.count })
    where words.starts(with: command.name) {
      return (command, Array(words.dropFirst(command.name.count)))
    }
    let given = words.prefix(2).filter { !$0.hasPrefix("-") }.joined(separator: " ")
    throw .unknownCommand(given, nearest: nearestCommand(to: given))
  }

  /// The second word may be the one that is misspelt (`article shw`), or no part of the name at all
  /// (`serch pas`).
  private func nearestCommand(to given: String) -> String? {
    let names = commands.map { $0.name.joined(separator: " ") }
    let first = given.prefix { $0 != " " }
    return nearest(to: given, in: names) ?? nearest(to: String(first), in: commands.map(\.name[0]))
  }

  /// The commands below a word that is none itself, such as `article`.
  func below(_ word: String) -> [Command] {
    commands.filter { $0.name.count > 1 && $0.name[0] == word }
  }

  /// What `viden --help` prints.
  var overview: String {
    let width = commands.map { $0.name.joined(separator: " ").count }.max() ?? 0
    let lines = commands.map { command in
      let name = command.name.joined(separator: " ")
      return
        "  \(name)\(String(repeating: " ", count: width - name.count))  \(command.usage.summary)"
    }
    return """
      viden – Fællesviden: kommunernes fælles videnbase, også uden net

      Brug: viden KOMMANDO [tilvalg]

      \(lines.joined(separator: "\n"))

      Alle kommandoer forstår --data MAPPE (ellers VIDEN_DATA, ellers ~/.local/share/faellesviden),
      --config FIL (se viden config example) og --help. Afslutningskoder: 0 i orden, 1 nej (ikke ens, noget fejler), 64 forkert kald,
      65 forkerte data, 66 mangler input, 69 kan ikke nås, 73/74 disk, 75 optaget, prøv senere,
      76 protokol, 77 ikke tilladt, 78 ikke sat op.
      """
  }
}
