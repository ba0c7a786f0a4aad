import CRDT
public import Knowledge
import SQLite

/// Reference records: departments, prices, opening hours and the like, of each municipality and of
/// all together.
extension Replica {
  /// What an owner keeps, from all documents that are the owner's.
  ///
  /// - Complexity: the size of the record; nothing else is read.
  public func reference(of owner: Owner) throws -> ReferenceRecord {
    var record = ReferenceRecord()
    for document in try referenceRows(of: owner) {
      if let state = try storedState(ofDocumentRow: document) { record.add(state) }
    }
    return record
  }

  /// What holds for a municipality: its own records, and those of all.
  public func referenceBook(of municipality: Municipality) throws -> ReferenceBook {
    ReferenceBook(
      own: try reference(of: .municipality(municipality)), national: try reference(of: .national))
  }

  /// Whose records there are, the national first and then by code.
  public func referenceOwners() throws -> [Owner] {
    try connection.query("SELECT DISTINCT owner FROM reference ORDER BY owner DESC", []) { row in
      row.text(0)
    }.compactMap { Owner(encoded: $0) }.sorted {
      ($0 == .national ? "" : $0.encoded) < ($1 == .national ? "" : $1.encoded)
    }
  }

  /// Adds lines to an owner's record and takes lines from it, as one transaction. What is there
  /// already is not added again, so the same file may be read twice.
  ///
  /// - Returns: how many lines were added and removed.
  /// - Throws: `AuthorityRefusal`.
  @discardableResult
  public func edit(
    referenceOf owner: Owner, _ edit: ReferenceEdit, by authorship: Authorship
  ) throws -> (added: Int, removed: Int) {
    try write { writing in try writing.edit(referenceOf: owner, edit, by: authorship) }
  }

  func referenceRows(of owner: Owner) throws -> [Int64] {
    try connection.query(
      "SELECT document FROM reference WHERE owner = ?1 ORDER BY document", [.text(owner.encoded)]
    ) { row in row.integer(0) }
  }

  /// Keeps the row that says whose record a document holds.
  func storeReference(_ state: DocumentState, document: Int64) throws {
    guard let owner = ReferenceRecord.owner(of: state) else {
      try connection.execute("DELETE FROM reference WHERE document = ?1", [.integer(document)])
      return
    }
    try connection.execute(
      """
      INSERT INTO reference(document, owner) VALUES (?1, ?2)
      ON CONFLICT (document) DO UPDATE SET owner = excluded.owner
      """, [.integer(document), .text(owner.encoded)])
  }
}

extension Writing {
  mutating func edit(
    referenceOf owner: Owner, _ edit: ReferenceEdit, by authorship: Authorship
  ) throws -> (added: Int, removed: Int) {
    try project()
    var documents: [(id: ChangeID, state: DocumentState)] = []
    for row in try replica.referenceRows(of: owner) {
      guard let state = try replica.storedState(ofDocumentRow: row) else { continue }
      documents.append((try replica.documentID(ofRow: row), state))
    }
    documents.sort { $0.id < $1.id }
    let held = Set(documents.flatMap { $0.state.referenceElements })
    // What is both added and removed stays as it is.
    let added = Set(edit.added).subtracting(edit.removed).subtracting(held)
    let removed = Set(edit.removed).subtracting(edit.added).intersection(held)
    try remove(removed, from: documents, by: authorship)
    try add(added, of: owner, to: documents.first?.id, by: authorship)
    return (added.count, removed.count)
  }

  /// New lines go into the owner's first document, or into a new one.
  private mutating func add(
    _ elements: Set<ReferenceEdit.Element>, of owner: Owner, to document: ChangeID?,
    by authorship: Authorship
  ) throws {
    guard !elements.isEmpty else { return }
    try project()
    let heads = try document.map { try replica.state(of: $0).heads } ?? []
    let beginning = document == nil ? ReferenceRecord.creation(for: owner) : []
    _ = try author(
      document: document, parents: heads, by: authorship,
      operations: beginning
        + elements.sorted(by: Self.isBefore).map { .add($0.field, $0.value) })
  }

  /// A line is removed wherever it stands.
  private mutating func remove(
    _ elements: Set<ReferenceEdit.Element>,
    from documents: [(id: ChangeID, state: DocumentState)], by authorship: Authorship
  ) throws {
    for document in documents {
      let found = elements.intersection(document.state.referenceElements)
        .sorted(by: Self.isBefore)
      guard !found.isEmpty else { continue }
      _ = try author(
        document: document.id, parents: document.state.heads, by: authorship,
        operations: found.map { .remove($0.field, $0.value) })
    }
  }

  private static func isBefore(
    _ left: ReferenceEdit.Element, _ right: ReferenceEdit.Element
  ) -> Bool {
    (left.field, left.value) < (right.field, right.value)
  }
}

extension DocumentState {
  /// Every element of every set of reference lines.
  fileprivate var referenceElements: [ReferenceEdit.Element] {
    ReferenceKind.allCases.flatMap { kind in
      (sets[kind.field] ?? []).map { ReferenceEdit.Element(field: kind.field, value: $0) }
    }
  }
}
