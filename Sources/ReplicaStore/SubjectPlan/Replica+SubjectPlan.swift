import CRDT
public import Digest
public import Knowledge
import SQLite

/// The plan of subjects: KLE's numbers and titles, as one edition after another was taken into use.
extension Replica {
  /// The plan, from all documents that hold one.
  ///
  /// - Complexity: the size of the plan, some four thousand lines.
  public func subjectPlan() throws -> SubjectPlan {
    var plan = SubjectPlan()
    for row in try subjectPlanRows() {
      if let state = try storedState(ofDocumentRow: row) { plan.add(state) }
    }
    return plan
  }

  /// Changes when the plan does, and costs no more than the number of documents that hold one.
  public func subjectPlanMark() throws -> [SHA256Digest] {
    try connection.query(
      """
      SELECT state.hash FROM subject_plan JOIN state USING (document) ORDER BY document
      """, []
    ) { row in try SHA256Digest(stored: row.blob(0)) }
  }

  /// Takes an edition into use, as one transaction. The same edition again changes nothing.
  ///
  /// - Returns: what it altered.
  /// - Throws: `SubjectPlanRefusal`, `AuthorityRefusal`.
  @discardableResult
  public func take(
    _ file: SubjectPlanFile, by authorship: Authorship
  ) throws -> SubjectPlanDifference {
    try write { writing in try writing.take(file, by: authorship) }
  }

  /// The articles whose subject stops being in use, with the numbers that take its place.
  public func articles(
    under lines: [SubjectPlanLine]
  ) throws -> [(summary: Summary, line: SubjectPlanLine)] {
    guard !lines.isEmpty else { return [] }
    let ended = Dictionary(lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    return try summaries().compactMap { summary in
      guard let number = summary.subject?.number else { return nil }
      return ended[number].map { (summary, $0) }
    }
  }

  func subjectPlanRows() throws -> [Int64] {
    try connection.query("SELECT document FROM subject_plan ORDER BY document", []) { row in
      row.integer(0)
    }
  }

  /// Keeps the row that says that a document holds a plan.
  func storeSubjectPlan(document: Int64) throws {
    try connection.execute(
      "INSERT OR IGNORE INTO subject_plan(document) VALUES (?1)", [.integer(document)])
  }
}

extension Writing {
  mutating func take(
    _ file: SubjectPlanFile, by authorship: Authorship
  ) throws -> SubjectPlanDifference {
    try project()
    let plan = try replica.subjectPlan()
    if let inUse = plan.edition?.date, file.date < inUse {
      throw SubjectPlanRefusal.older(file: file.date, inUse: inUse)
    }
    let difference = SubjectPlanDifference(from: plan, to: file)
    guard !difference.isEmpty else { return difference }
    var documents: [ChangeID] = []
    for row in try replica.subjectPlanRows() {
      documents.append(try replica.documentID(ofRow: row))
    }
    documents.sort()
    // Lines that two nodes wrote before they met stand in two documents.
    for document in documents {
      let state = try replica.state(of: document)
      let held = difference.removals.filter { operation in
        guard case .remove(let field, let value) = operation else { return false }
        return state.sets[field]?.contains(value) ?? false
      }
      try write(held, to: document, by: authorship)
    }
    let first =
      try documents.first
      ?? author(
        document: nil, parents: [], by: authorship,
        operations: [.create(kind: DocumentKind.subjectPlan.rawValue)]
      ).id
    try write(difference.additions, to: first, by: authorship)
    return difference
  }

  /// Changes that are each short enough for a batch over a weak link.
  private mutating func write(
    _ operations: [Operation], to document: ChangeID, by authorship: Authorship
  ) throws {
    let most = 1_000
    for start in stride(from: 0, to: operations.count, by: most) {
      try project()
      _ = try author(
        document: document, parents: replica.state(of: document).heads, by: authorship,
        operations: Array(operations[start..<min(start + most, operations.count)]))
    }
  }
}
