extension Command {
  static let completion = Command(
    "completion",
    """
    viden completion – skriver det, der får bash til at fuldføre kommandoer og tilvalg

    Pakken lægger det på plads; ellers: viden completion > ~/.local/share/bash-completion/completions/viden
    """
  ) { arguments in
    try arguments.expectNoOperands()
    Console.print(BashCompletion(.all).text)
    return .ok
  }
}

/// A completion function for bash, made from the table of commands.
private struct BashCompletion {
  let text: String

  init(_ table: CommandTable) {
    let firsts = Set(table.commands.map { $0.name[0] }).sorted()
    let families = firsts.filter { !table.below($0).isEmpty }
    let members = families.map { family in
      let seconds = table.below(family).map { $0.name[1] }.sorted().joined(separator: " ")
      return "    \"\(family)\") words=\"\(seconds)\" ;;"
    }
    func options(wordCount: Int) -> String {
      table.commands.filter { $0.name.count == wordCount }.map { command in
        let options = Set(command.usage.options + command.usage.switches).sorted()
        return "    \"\(command.name.joined(separator: " "))\") "
          + "words=\"\(options.joined(separator: " "))\" ;;"
      }.joined(separator: "\n")
    }
    text = """
      # bash completion for viden; made by `viden completion`
      _viden() {
        local current=${COMP_WORDS[COMP_CWORD]} words=""
        local first=${COMP_WORDS[1]:-} second=${COMP_WORDS[2]:-}
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=($(compgen -W "\(firsts.joined(separator: " ")) --help --version" -- "$current"))
          return
        fi
        if [ "$COMP_CWORD" -eq 2 ] && [[ $current != -* ]]; then
          case "$first" in
      \(members.joined(separator: "\n"))
          esac
          if [ -n "$words" ]; then
            COMPREPLY=($(compgen -W "$words" -- "$current"))
            return
          fi
        fi
        [[ $current == -* ]] || { COMPREPLY=($(compgen -f -- "$current")); return; }
        case "$first $second" in
      \(options(wordCount: 2))
        esac
        [ -n "$words" ] || case "$first" in
      \(options(wordCount: 1))
        esac
        COMPREPLY=($(compgen -W "$words" -- "$current"))
      }
      complete -o filenames -F _viden viden
      """
  }
}
