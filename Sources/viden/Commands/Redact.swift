import CRDT
import Knowledge
import ReplicaStore

extension Command {
  static let redact = Command(
    "redact",
    """
    viden redact ARTIKEL – sletter ord for altid på alle noder, fx et CPR-nummer, nogen kom til at skrive

    Ordene slettes i alle udgaver af artiklen, også de gamle, og der står █ i stedet. Andre noder
    sletter dem, når de hører om det; en gammel bærbar eller sikkerhedskopi kan ikke bringe dem
    tilbage. Det kan ikke gøres om. Det kræver rollen administrator. Var ordene i den godkendte tekst,
    skal artiklen godkendes igen, før borgerne kan læse den.

      --text ORD        ordene, præcis som de står
      --change ÆNDRING  i stedet: alle ord i én ændring (se viden article log); uden ARTIKEL
      --field FELT      kun i dette felt af ændringen, fx body
      --reason GRUND    hvorfor; kan læses på alle noder, så skriv ikke ordene her
      --dry-run         viser, hvad der ville blive slettet, og gør ingenting
      --list            viser, hvad der er slettet, af hvem og hvorfor
      --author NAVN     dine initialer og din enhed
      --data MAPPE      nodens mappe
    """
  ) { arguments in
    let workplace = Workplace(arguments)
    if arguments.has("--list") {
      for entry in try workplace.reading({ try $0.redactions() }) {
        Console.print(
          "\(entry.redaction.change)  \(entry.author), \(Moment.text(entry.time))  "
            + entry.redaction.reason)
      }
      return .ok
    }
    let reason = arguments.value("--reason") ?? ""
    guard arguments.has("--dry-run") || !reason.isEmpty else {
      throw UsageError.missingOption("--reason")
    }
    let removal = try Removal(arguments)
    let plan = try workplace.writing { replica in
      let plan = try removal.plan(in: replica)
      if !arguments.has("--dry-run"), !plan.items.isEmpty {
        try replica.redact(plan, because: reason, by: workplace.authorship)
        try replica.forgetWrittenPages()
      }
      return plan
    }
    return removal.report(plan, isDone: !arguments.has("--dry-run"))
  }
}

/// What is to be removed, as it was asked for.
private struct Removal {
  private enum Target {
    case words(String, article: String)
    case change(ChangeID, FieldID?)
  }

  private let target: Target

  init(_ arguments: Arguments) throws {
    guard let name = arguments.value("--change") else {
      guard let words = arguments.value("--text"), !words.isEmpty else {
        throw UsageError.missingOption("--text")
      }
      target = .words(words, article: try arguments.operand("ARTIKEL"))
      return
    }
    try arguments.expectNoOperands()
    guard let id = ChangeID(name) else { throw ReplicaError.unknownChange(name) }
    let field = try arguments.value("--field").map { name in
      guard let field = Field.all.first(where: { $0.name == name }) else {
        throw UsageError.badValue(
          option: "--field", value: name,
          expected: Field.all.map(\.name).joined(separator: ", "))
      }
      return field.id
    }
    target = .change(id, field)
  }

  func plan(in replica: Replica) throws -> RedactionPlan {
    switch target {
    case .words(let words, let article):
      try replica.redactionPlan(ofWords: words, in: replica.document(named: article))
    case .change(let id, let field):
      try replica.redactionPlan(ofChange: id, field: field)
    }
  }

  /// Says what was done. The words themselves are not printed: a terminal may be logged.
  func report(_ plan: RedactionPlan, isDone: Bool) -> ExitCode {
    guard !plan.items.isEmpty else {
      Console.complain("viden: ordene står ingen steder; intet er slettet")
      return .no
    }
    for item in plan.items {
      Console.print(
        "\(item.change.id)  \(item.change.author), \(Moment.text(item.change.time))")
    }
    let count = plan.items.count == 1 ? "1 ændring" : "\(plan.items.count) ændringer"
    Console.print(
      isDone ? "Ordene er slettet i \(count)." : "Ordene ville blive slettet i \(count).")
    if !plan.onRecord.isEmpty {
      Console.complain(
        "viden: ordene står stadig i ældre sletningers egne noter, som ikke kan slettes; de vises "
          + "ingen steder, men ligger i nodernes filer: "
          + plan.onRecord.prefix(5).map(\.description).joined(separator: ", "))
    }
    guard !plan.leftover.isEmpty else { return plan.onRecord.isEmpty ? .ok : .no }
    Console.complain(
      "viden: ordene står stadig i \(plan.leftover.count) flettede udgaver; slet også de "
        + "ændringer, de kom fra, med --change: "
        + plan.leftover.prefix(5).map(\.description).joined(separator: ", "))
    return .no
  }
}
