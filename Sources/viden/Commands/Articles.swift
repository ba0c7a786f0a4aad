import CRDT
import Knowledge
import ReplicaStore

extension Command {
  static let articleNew = Command(
    "article new",
    """
    viden article new [--title TITEL …] [--file FIL] – opretter en artikel som kladde

    \(ArticleOptions.help)
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let workplace = Workplace(arguments)
    let draft = try ArticleOptions.draft(from: arguments)
    let id = try workplace.writing { try $0.create(draft, by: workplace.authorship) }
    Console.print(id.description)
    return .ok
  }

  static let articleEdit = Command(
    "article edit",
    """
    viden article edit ARTIKEL [--title TITEL …] [--file FIL] – gemmer en ændring af en artikel

    \(ArticleOptions.help)
      --version VERSION   den version, du rettede i (fra viden article show --json); ellers den nyeste
    """
  ) { arguments in
    let name = try arguments.operand("ARTIKEL")
    let workplace = Workplace(arguments)
    let draft = try ArticleOptions.draft(from: arguments)
    let outcome = try workplace.writing { replica in
      try replica.edit(
        replica.document(named: name), version: ArticleOptions.version(from: arguments),
        toward: draft, by: workplace.authorship)
    }
    switch outcome {
    case .unchanged: Console.print("Uændret.")
    case .saved(let change): Console.print("Gemt som \(change).")
    case .merged(let change, let count):
      Console.print("Gemt som \(change) og flettet med \(count) ændringer, du ikke havde set.")
    }
    return .ok
  }

  static let articleShow = Command(
    "article show",
    """
    viden article show ARTIKEL – viser en artikel, som redaktører ser den

      --published    som læserne ser den
      --json         ét JSON-objekt med versionen
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("ARTIKEL")
    let shown = try Workplace(arguments).reading { replica in
      let document = try replica.document(named: name)
      let state = try replica.state(of: document)
      guard arguments.has("--published") else {
        return (article: Article(state), heads: state.heads, document: document)
      }
      guard let published = try replica.publication(of: document) else {
        throw ReplicaError.notPublished(document)
      }
      let newest = Article(state)
      return (published.article.standing(as: newest), newest.approval?.version ?? [], document)
    }
    if arguments.has("--json") {
      try Console.print(
        json: ArticleReport(shown.article, document: shown.document, version: shown.heads))
    } else {
      let file = ArticleFile(shown.article, template: shown.article.fileHead)
      Console.write(file.serialised())
    }
    return .ok
  }

  static let articleLog = Command(
    "article log",
    """
    viden article log ARTIKEL – viser hvem der ændrede hvad hvornår, nyeste først

      --json         ét JSON-objekt pr. linje
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("ARTIKEL")
    let entries = try Workplace(arguments).reading { replica in
      try replica.log(of: replica.document(named: name))
    }
    for entry in entries {
      if arguments.has("--json") {
        try Console.print(json: LogLine(entry))
      } else {
        let mark = entry.isMerge ? "  (fletter \(entry.parents.count) versioner)" : ""
        Console.print("\(entry.id)  \(Moment.text(entry.time))  \(entry.author)\(mark)")
        for comparison in entry.comparisons {
          Console.print("    \(comparison.label): \(comparison.marked)")
        }
      }
    }
    return .ok
  }

  static let articleDiff = Command(
    "article diff",
    """
    viden article diff ARTIKEL [FRA [TIL]] – viser ord for ord, hvad der er ændret

    Uden FRA sammenlignes det godkendte med det nyeste. [-slettet-] og {+tilføjet+}.

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    guard let name = arguments.operands.first else { throw UsageError.missing(operand: "ARTIKEL") }
    guard arguments.operands.count <= 3 else {
      throw UsageError.tooMany(operand: arguments.operands[3])
    }
    let versions = try arguments.operands.dropFirst().map(ArticleOptions.version)
    let comparisons = try Workplace(arguments).reading { replica in
      let document = try replica.document(named: name)
      let newest = try replica.state(of: document)
      let from = try versions.first.map { try replica.state(of: document, at: $0) }
      let to = try versions.dropFirst().first.map { try replica.state(of: document, at: $0) }
      let approved = try replica.approvedState(of: document)
      return Comparison.all(from: from ?? approved, to: to ?? newest)
    }
    for comparison in comparisons { Console.print("\(comparison.label): \(comparison.marked)") }
    if comparisons.isEmpty { Console.print("Ingen forskel.") }
    return .ok
  }

  static let articleApprove = Command(
    "article approve",
    """
    viden article approve ARTIKEL – lader læserne se den version, du har læst

      --version VERSION   den version, du har læst; ellers den nyeste
      --author NAVN       dine initialer og din enhed
      --data MAPPE        nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("ARTIKEL")
    let workplace = Workplace(arguments)
    let change = try workplace.writing { replica in
      try replica.approve(
        replica.document(named: name), version: ArticleOptions.version(from: arguments),
        by: workplace.authorship)
    }
    Console.print("Godkendt med ændring \(change).")
    return .ok
  }

  static let articleWithdraw = Command(
    "article withdraw",
    """
    viden article withdraw ARTIKEL --reason GRUND [--replacement ARTIKEL] – trækker en artikel tilbage

      --reason GRUND        det, læserne får at vide, på én linje
      --replacement ANDEN   den artikel, der gælder i stedet
      --author NAVN         dine initialer og din enhed
      --data MAPPE          nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("ARTIKEL")
    guard let reason = arguments.value("--reason") else {
      throw UsageError.missingOption("--reason")
    }
    let workplace = Workplace(arguments)
    guard
      let withdrawal = Withdrawal(
        date: Moment.day(Workplace.now), replacement: arguments.value("--replacement"),
        reason: reason)
    else {
      throw UsageError.badValue(option: "--reason", value: reason, expected: "en enkelt linje")
    }
    let change = try workplace.writing { replica in
      try replica.withdraw(
        replica.document(named: name), withdrawal, by: workplace.authorship)
    }
    Console.print("Trukket tilbage med ændring \(change).")
    return .ok
  }
}

/// The options that say what an article should say.
enum ArticleOptions {
  static let help = """
      --file FIL        en Markdown-fil med hoved (- er standard ind); de andre tilvalg går forud
      --title TITEL     overskriften
      --short TEKST     kort svar, som kan læses op på 15 sekunder
      --body TEKST      svaret i Markdown
      --kle NUMMER      emnenummer dd.dd.dd
      --audience HVEM   borger, partner eller medarbejder
      --keyword ORD     et nøgleord; kan gentages
      --author NAVN     dine initialer og din enhed
      --data MAPPE      nodens mappe
    """

  static func draft(from arguments: Arguments) throws -> ArticleDraft {
    var draft = ArticleDraft()
    if let path = arguments.value("--file") {
      let bytes = try path == "-" ? TextFile.standardInput() : TextFile.read(path)
      do {
        draft = ArticleDraft(try ArticleFile(parsing: bytes))
      } catch {
        throw TextFileError.invalid(
          path: path == "-" ? "standard ind" : path, problem: error.sentence)
      }
    }
    draft.title = arguments.value("--title") ?? draft.title
    draft.shortAnswer = arguments.value("--short") ?? draft.shortAnswer
    draft.body = arguments.value("--body") ?? draft.body
    draft.subject = arguments.value("--kle") ?? draft.subject
    draft.audience = arguments.value("--audience") ?? draft.audience
    let keywords = arguments.values("--keyword")
    if !keywords.isEmpty { draft.keywords = keywords }
    return draft
  }

  static func version(from arguments: Arguments) throws(UsageError) -> [ChangeID]? {
    guard let text = arguments.value("--version") else { return nil }
    return try version(text)
  }

  /// One change, or several joined by commas.
  static func version(_ text: String) throws(UsageError) -> [ChangeID] {
    let heads = text.split(separator: ",").map { ChangeID(String($0)) }
    guard !heads.isEmpty, !heads.contains(nil) else {
      throw .badValue(option: "VERSION", value: text, expected: "fx 00c0ffee00c0ffee-17")
    }
    return heads.compactMap(\.self).sorted()
  }
}

/// What `viden article show --json` prints.
private struct ArticleReport: Encodable {
  var id: String
  var externalID: OrNull<String>
  var version: String
  var title: String
  var shortAnswer: String
  var body: String
  var subject: OrNull<String>
  var audience: String
  var keywords: [String]
  var lifecycle: String

  init(_ article: Article, document: ChangeID, version: [ChangeID]) {
    id = document.description
    externalID = OrNull(article.externalID)
    self.version = version.map(\.description).joined(separator: ",")
    title = article.title
    shortAnswer = article.shortAnswer
    body = article.body
    subject = OrNull(article.subject?.number)
    audience = article.audience.rawValue
    keywords = article.keywords
    lifecycle = Lifecycle(article).rawValue
  }
}

/// What `viden article log --json` prints.
private struct LogLine: Encodable {
  struct Part: Encodable {
    var field: String
    var diff: String
  }

  var id: String
  var parents: [String]
  var author: String
  var time: String
  var changed: [Part]

  init(_ entry: Replica.LogItem) {
    id = entry.id.description
    parents = entry.parents.map(\.description)
    author = entry.author
    time = Moment.rfc3339(entry.time)
    changed = entry.comparisons.map { Part(field: $0.label, diff: $0.marked) }
  }
}
