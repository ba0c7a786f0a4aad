import CRDT
import Knowledge
import ReplicaStore
import SyncProtocol

/// People who write: each call is a command that somebody waits for, and is told about.
extension World {
  func openForm(_ machine: Machine, _ random: inout RandomSource) throws {
    guard let document = try machine.someDocument(&random, at: time) else { return }
    let state = try machine.perform(at: time) { try $0.state(of: document) }
    machine.openForms.append(Machine.OpenForm(document: document, version: state.heads))
    if machine.openForms.count > 4 { machine.openForms.removeFirst() }
  }

  func write(_ step: Step, on machine: Machine, _ random: inout RandomSource) throws {
    let authorship = Authorship(
      author: "MKJ\(random.below(3)), \(machine.name)", time: machine.now(time))
    switch step.act {
    case .create: try create(on: machine, by: authorship, &random)
    case .importFiles: try importFiles(on: machine, by: authorship, &random)
    case .saveForm where !machine.openForms.isEmpty:
      let form = machine.openForms.remove(at: random.below(machine.openForms.count))
      try edit(form.document, version: form.version, on: machine, by: authorship, &random)
    default:
      guard let document = try machine.someDocument(&random, at: time) else {
        return try create(on: machine, by: authorship, &random)
      }
      try write(step.act, document, on: machine, by: authorship, &random)
    }
  }

  private func write(
    _ act: Act, _ document: ChangeID, on machine: Machine, by authorship: Authorship,
    _ random: inout RandomSource
  ) throws {
    switch act {
    case .approve: try approve(document, on: machine, &random)
    case .withdraw: try withdraw(document, on: machine, by: authorship, &random)
    case .resolve: try resolve(on: machine, by: authorship, &random)
    default: try edit(document, version: nil, on: machine, by: authorship, &random)
    }
  }

  /// Runs a command, and remembers what somebody was told afterwards.
  func command<T>(
    _ what: String, _ document: ChangeID?, on machine: Machine, _ body: (Replica) throws -> T
  ) throws -> T? {
    let (result, payloads): (T, Set<PayloadMark>)
    do {
      (result, payloads) = try machine.perform(at: time) { replica in
        let before = try machine.logEnd()
        let result = try body(replica)
        return (result, try machine.payloads(beyond: before))
      }
    } catch let refusal where World.isRefusal(refusal) {
      note("\(machine.name): \(what) refused")
      return nil
    }
    ledger.save(payloads, on: machine.number)
    note("\(machine.name): \(what) \(document.map(String.init(describing:)) ?? "")")
    let named = document ?? (result as? ChangeID)
    if let named { try observe(.saved(machine: machine.number, document: named)) }
    return result
  }

  /// What a person is told in a sentence; everything else is a fault of the program.
  private static func isRefusal(_ error: any Error) -> Bool {
    switch error {
    case is ApprovalRefusal, is InvalidDraft, is AuthorityRefusal, is SubjectPlanRefusal: true
    case ReplicaError.unknownConflict, ReplicaError.unknownVersion: true
    case ReplicaError.noAuthority, ReplicaError.unknownGrant: true
    // What somebody had open in a form may have been set aside meanwhile, with the article.
    case ReplicaError.notAnArticle: true
    // Nothing can be said of an answer that readers do not see.
    case ReplicaError.notPublished: true
    case ReplicaError.mirrorIsReadOnly, ReplicaError.notRedactable: true
    default: false
    }
  }

  // MARK: Articles

  private func create(
    on machine: Machine, by authorship: Authorship, _ random: inout RandomSource
  ) throws {
    var draft = ArticleDraft()
    draft.title = Prose.title(&random)
    draft.shortAnswer = Prose.sentence(&random)
    draft.body = Prose.body(&random)
    draft.audience = random.pick(["borger", "borger", "borger", "partner", "medarbejder"])
    draft.keywords = [Prose.word(&random), Prose.word(&random)]
    draft.subject = random.pick(["23.03.04", "38.14.04", nil])
    if random.chance(perMille: 150), let base = try machine.someDocument(&random, at: time) {
      draft.anchor = try anchor(in: base, on: machine, &random)
      if draft.anchor != nil { draft.owner = random.pick(["0101", "0147", "0151"]) }
    }
    learn(draft)
    _ = try command("creates", nil, on: machine) { try $0.create(draft, by: authorship) }
  }

  /// A place in an article that readers see, for a municipality's own text beside it.
  private func anchor(
    in base: ChangeID, on machine: Machine, _ random: inout RandomSource
  ) throws -> SupplementAnchor? {
    let approved = try machine.perform(at: time) { try $0.approvedState(of: base) }
    return approved.flatMap { state in
      SupplementAnchor(
        base: base, placement: random.pick(SupplementAnchor.Placement.allCases),
        section: random.isHeads ? "" : "Sådan gør du", in: Article(state), version: state.heads)
    }
  }

  private func importFiles(
    on machine: Machine, by authorship: Authorship, _ random: inout RandomSource
  ) throws {
    if random.chance(perMille: 250) {
      return random.isHeads
        ? try takePlan(on: machine, by: authorship, &random)
        : try waive(on: machine, by: authorship, &random)
    }
    // Few names, so that two nodes import the same file before they meet.
    let first = random.below(8)
    let drafts = (0..<random.between(1, 6)).map { number in
      var draft = ArticleDraft()
      draft.externalID = "fil-\((first + number) % 8)"
      draft.title = Prose.title(&random)
      draft.body = Prose.body(&random)
      return draft
    }
    for draft in drafts { learn(draft) }
    let approving = random.isHeads
    _ = try command("imports \(drafts.count)", nil, on: machine) { replica in
      let summary = try replica.importArticles(
        from: drafts, approving: approving, by: authorship
      ) { $0 }
      if approving {
        for name in Set(drafts.compactMap(\.externalID)).sorted() {
          guard let document = try replica.document(externalID: name) else { continue }
          ledger.letOut(Article(try replica.state(of: document)))
        }
      }
      return summary
    }
  }

  private func edit(
    _ document: ChangeID, version: [ChangeID]?, on machine: Machine, by authorship: Authorship,
    _ random: inout RandomSource
  ) throws {
    var draft = ArticleDraft()
    let outcome = try command("edits", document, on: machine) { replica in
      let base =
        try version.map { try replica.state(of: document, at: $0) } ?? replica.state(of: document)
      draft = worked(on: Article(base), &random)
      learn(draft)
      return try replica.edit(document, version: version, toward: draft, by: authorship)
    }
    let change: ChangeID
    switch outcome {
    case .saved(let id), .merged(let id, with: _): change = id
    case .unchanged, nil: return
    }
    let article = try machine.perform(at: time) {
      Article(try $0.state(of: document, at: [change]))
    }
    try observe(.wrote(machine: machine.number, document: document, draft, article))
  }

  /// What somebody makes of an article.
  private func worked(on article: Article, _ random: inout RandomSource) -> ArticleDraft {
    var draft = ArticleDraft()
    if circumstances.habit == .keywords, random.chance(perMille: 700) {
      draft.keywords = keywords(article.keywords, &random)
      return draft
    }
    switch random.below(12) {
    case 0: draft.title = Prose.title(&random)
    case 1, 2: draft.shortAnswer = Prose.edited(article.shortAnswer, &random)
    case 3: draft.keywords = keywords(article.keywords, &random)
    case 4: draft.audience = random.pick(["borger", "partner", "medarbejder"])
    case 5: draft.subject = random.pick(["23.03.04", "38.14.04", ""])
    case 6: draft.status = "til godkendelse"
    default: draft.body = Prose.edited(article.body, &random)
    }
    return draft
  }

  /// Few words, so that two people add and take away the same one.
  private func keywords(_ old: [String], _ random: inout RandomSource) -> [String] {
    let word = random.pick(
      circumstances.habit == .keywords
        ? ["bolig", "pas"] : ["bolig", "pas", "gebyr", "frist", Prose.word(&random)])
    let rest = old.dropFirst(random.below(2)).filter { $0 != word }
    return old.contains(word) && random.isHeads ? Array(rest) : rest + [word]
  }

  private func learn(_ draft: ArticleDraft) {
    for text in [draft.title, draft.shortAnswer, draft.body] { ledger.wrote(text ?? "") }
  }

  // MARK: The life of an article

  private func approve(
    _ document: ChangeID, on machine: Machine, _ random: inout RandomSource
  ) throws {
    // Now and then an author tries to approve own text.
    let person = random.pick(["KKR0", "KKR1", "KKR1", "MKJ0"])
    let approver = Authorship(author: "\(person), \(machine.name)", time: machine.now(time))
    let done = try command("approves", document, on: machine) { replica in
      let state = try replica.state(of: document)
      ledger.letOut(Article(state))
      return try replica.approve(document, version: state.heads, by: approver)
    }
    guard done != nil else { return }
    let changes = try machine.perform(at: time) { try $0.history(of: document).changes }
    try observe(
      .approved(
        machine: machine.number, document: document, approver: approver.author, changes: changes))
  }

  private func withdraw(
    _ document: ChangeID, on machine: Machine, by authorship: Authorship,
    _ random: inout RandomSource
  ) throws {
    guard let date = CivilDate(year: 2027, month: 1, day: 1 + random.below(28)),
      let withdrawal = Withdrawal(date: date, reason: "Reglerne er ændret \(random.below(9_999))")
    else { return }
    let done = try command("withdraws", document, on: machine) {
      try $0.withdraw(document, withdrawal, by: authorship)
    }
    guard done != nil else { return }
    let publication = try machine.perform(at: time) { try $0.publication(of: document) }
    try observe(.withdrew(machine: machine.number, document: document, publication))
  }

  /// Somebody looks at a conflict and chooses.
  private func resolve(
    on machine: Machine, by authorship: Authorship, _ random: inout RandomSource
  ) throws {
    let open = try machine.perform(at: time) { try $0.conflicts() }
    guard !open.isEmpty else { return }
    let record = open[random.below(open.count)]
    let isText = record.conflict.mergedRange != nil
    let own = Prose.sentence(&random)
    let choice: ConflictChoice =
      switch random.below(4) {
      case 0 where isText: .all
      case 1 where isText: .text(own)
      case 2: .side(random.below(record.conflict.sides.count))
      default: .merged
      }
    ledger.wrote(own)
    // Whoever chooses has read what stands there, and takes it on.
    let article = try machine.perform(at: time) { Article(try $0.state(of: record.document)) }
    for text in [article.title, article.shortAnswer, article.body] { ledger.wrote(text) }
    let done = try command("resolves", record.document, on: machine) {
      try $0.resolve(conflict: record.id, with: choice, by: authorship)
    }
    guard done != nil else { return }
    let after = try machine.perform(at: time) { try $0.conflicts(of: record.document) }
    try observe(.resolved(machine: machine.number, record, choice, after: after))
  }
}
