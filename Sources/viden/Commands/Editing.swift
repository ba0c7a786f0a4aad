import CRDT
import Glibc
import Knowledge
import ReplicaStore

extension Command {
  static let articleAdvise = Command(
    "article advise",
    """
    viden article advise FIL|ARTIKEL – siger, hvad der kan skrives bedre: læsbarhed og tilgængelighed

    De samme råd som i redigeringen på nettet: LIX, overskrifter, links, tabeller og det korte svar.
    FIL er en Markdown-fil med hoved; ellers læses den nyeste tekst af artiklen. Afslutningskoden
    er 1, når der er noget at rette, så et script kan se efter.

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("FIL|ARTIKEL")
    let (short, body) = try AdvisedText.read(name, Workplace(arguments))
    let advice = WritingAdvice(shortAnswer: short, body: body)
    if let readability = advice.readability { Console.print(readability) }
    for finding in advice.findings {
      let field = Field.named(finding.field)?.danishName ?? ""
      let line = finding.line.map { ", linje \($0)" } ?? ""
      Console.print("\(field)\(line): \(finding.kind.sentence)")
    }
    if advice.findings.isEmpty { Console.print("Ingen råd.") }
    return advice.findings.isEmpty ? .ok : .no
  }

  static let articleChecklist = Command(
    "article checklist",
    """
    viden article checklist – viser de fælles svar, hvor kommunen kan mangle et lokalt tillæg

    Svar, hvis tekst peger på åbningstider, telefon, sted eller lokale regler, eller hvor andre
    kommuner har skrevet et tillæg; hvert med mangler, venter, forældet, gælder eller behøves ikke.

      --municipality KODE   en anden kommune end nodens, kode eller navn
      --missing             kun dem, der mangler noget
      --not-needed ARTIKEL  kommunen behøver ikke et tillæg til svaret, som det er nu; deles med alle
      --needed ARTIKEL      den behøver det alligevel
      --author NAVN         dine initialer og din enhed, til de to
      --data MAPPE          nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let workplace = Workplace(arguments)
    if arguments.value("--not-needed") != nil || arguments.value("--needed") != nil {
      return try ChecklistText.choose(arguments, workplace)
    }
    let (home, tasks) = try workplace.reading { replica in
      let home = try ChecklistText.municipality(arguments, at: replica)
      return (home, try replica.localTasks(for: home))
    }
    let done = tasks.count { $0.standing == .done }
    Console.print("Lokale tillæg i \(home.name): \(done) af \(tasks.count) gælder.")
    for task in tasks where !arguments.has("--missing") || task.standing < .done {
      Console.print(ChecklistText.line(task))
    }
    return .ok
  }
}

/// The text that advice is asked for.
private enum AdvisedText {
  /// A file where there is one of that name, else an article.
  static func read(_ name: String, _ workplace: Workplace) throws -> (short: String, body: String) {
    guard unsafe access(name, F_OK) == 0 else {
      let article = try workplace.reading { replica in
        Article(try replica.state(of: replica.document(named: name)))
      }
      return (article.shortAnswer, article.body)
    }
    let draft = ArticleDraft(try ImportFile(path: name).read())
    return (draft.shortAnswer ?? "", draft.body ?? "")
  }
}

private enum ChecklistText {
  static func municipality(_ arguments: Arguments, at replica: Replica) throws -> Municipality {
    guard let text = arguments.value("--municipality") else {
      return try Municipality.withCode(replica.identity().municipality)
    }
    guard case .municipality(let found) = try Owner(parsing: text) else {
      throw UsageError.badValue(option: "--municipality", value: text, expected: "en kommune")
    }
    return found
  }

  /// Says of answers whether the municipality needs a text beside them.
  static func choose(_ arguments: Arguments, _ workplace: Workplace) throws -> ExitCode {
    let authorship = workplace.authorship
    try workplace.writing { replica in
      let home = try municipality(arguments, at: replica)
      if let name = arguments.value("--not-needed") {
        try replica.waiveSupplement(
          beside: replica.document(named: name), of: home, by: authorship)
      }
      if let name = arguments.value("--needed") {
        try replica.unwaiveSupplement(
          beside: replica.document(named: name), of: home, by: authorship)
      }
    }
    return .ok
  }

  static func line(_ task: Replica.LocalTask) -> String {
    let standing =
      switch task.standing {
      case .missing: "mangler"
      case .waiting: "venter"
      case .outdated: "forældet"
      case .done: "gælder"
      case .waived: "behøves ikke"
      }
    let others =
      task.others == 0
      ? [] : [task.others == 1 ? "1 anden kommune har et" : "\(task.others) andre kommuner har et"]
    let reasons = (others + task.needs.map(\.sentence)).joined(separator: "; ")
    let name = task.externalID ?? task.document.description
    let padding = String(repeating: " ", count: max(1, 9 - standing.count))
    return "\(standing)\(padding)\(name)  \(task.title)\(reasons.isEmpty ? "" : "  (\(reasons))")"
  }
}
