import Knowledge
import ReplicaStore

extension Command {
  static let synonymList = Command(
    "synonym list",
    """
    viden synonym list – viser de ord, som søgningen regner for det samme

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let lines = try Workplace(arguments).reading { replica in
      try replica.referenceOwners().flatMap { owner in
        try replica.reference(of: owner).lines(SynonymGroup.self).map {
          "\($0.words.joined(separator: ", "))  [\(owner.encoded)]"
        }
      }
    }
    for line in lines { Console.print(line) }
    return .ok
  }

  static let synonymAdd = Command(
    "synonym add",
    """
    viden synonym add ORD ORD … – lader ord betyde det samme, når nogen søger, på alle noder

    Et ord kan være flere: viden synonym add bus "offentlig transport".

      --owner HVEM    en kommunes kode eller navn, eller national; ellers nodens kommune
      --author NAVN   dine initialer og din enhed
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    try edit(arguments, nothing: "De ord var synonymer i forvejen.") { edit, group in
      edit.add(group)
      return "Tilføjet: "
    }
  }

  static let synonymRemove = Command(
    "synonym remove",
    """
    viden synonym remove ORD ORD … – lader ord ikke længere betyde det samme

    Skriv alle ordene i en linje fra viden synonym list.

      --owner HVEM    en kommunes kode eller navn, eller national; ellers nodens kommune
      --author NAVN   dine initialer og din enhed
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    try edit(arguments, nothing: "Der er ingen sådan linje; viden synonym list viser dem.") {
      edit, group in
      edit.remove(group)
      return "Fjernet: "
    }
  }

  private static func edit(
    _ arguments: Arguments, nothing: String,
    _ change: (inout ReferenceEdit, SynonymGroup) -> String
  ) throws -> ExitCode {
    let words = arguments.operands.joined(separator: ", ")
    guard !words.isEmpty else { throw UsageError.missing(operand: "ORD") }
    let group: SynonymGroup
    do {
      group = try SynonymGroup(fields: [words])
    } catch {
      throw UsageError.badValue(option: "ORD", value: words, expected: error.sentence)
    }
    var edit = ReferenceEdit()
    let done = change(&edit, group)
    let workplace = Workplace(arguments)
    let count = try workplace.writing { replica in
      let owner = try ReferenceOptions.owner(from: arguments, at: replica)
      let (added, removed) = try replica.edit(
        referenceOf: owner, edit, by: workplace.authorship)
      return added + removed
    }
    Console.print(count == 0 ? nothing : done + group.words.joined(separator: ", "))
    return .ok
  }
}
