/// All changes of one document that a replica holds, and the states they add up to.
///
/// What a document shows is a pure function of the set of changes: the order of arrival, duplicates
/// and the way they came make no difference. A change that does not fit is refused whole.
///
///     var history = try DocumentHistory([creation])
///     try history.append(edit)
///     history.state().texts[body]
public struct DocumentHistory: Sendable {
  /// In this replica's causal order: parents before children.
  public private(set) var changes: [Change] = []

  private(set) var graph = ChangeGraph()

  /// Lengths of all text fields after each change.
  private var lengths: [[FieldID: Int]] = []

  /// The state at the heads while history is linear, or since it was last merged.
  private var current: DocumentState?

  /// Takes changes in any causal order; duplicates are ignored.
  public init(_ changes: some Sequence<Change>) throws(HistoryError) {
    for change in changes { try append(change) }
    guard !self.changes.isEmpty else { throw HistoryError(.noChanges) }
  }

  /// Adds a change; one that is already there is ignored, one that does not fit is refused whole.
  public mutating func append(_ change: Change) throws(HistoryError) {
    if let known = self[change.id] {
      guard known == change else { throw HistoryError(.contradictsKnownChange, in: change.id) }
      return
    }
    guard let first = changes.first else { return try create(change) }
    guard change.document == first.id else {
      throw HistoryError(.foreignDocument, in: change.id)
    }
    guard !change.parents.isEmpty else { throw HistoryError(.creationMisplaced, in: change.id) }
    let parents = try parentIndices(of: change)
    if Set(parents) == Set(graph.heads) {
      try appendAtHeads(change, parents: parents)
    } else {
      let after = try ChangeFit.lengths(after: change, from: lengths(at: parents))
      insert(change, parents: parents, lengths: after)
      current = nil
    }
  }

  private mutating func create(_ change: Change) throws(HistoryError) {
    let state = try DocumentState(creating: change)
    insert(change, parents: [], lengths: try ChangeFit.lengths(after: change, from: [:]))
    current = state
  }

  private mutating func appendAtHeads(
    _ change: Change, parents: [Int]
  ) throws(HistoryError) {
    let after = try ChangeFit.lengths(after: change, from: lengths(at: parents))
    var state = current ?? self.state()
    current = nil
    try state.apply(change)
    insert(change, parents: parents, lengths: after)
    current = state
  }

  private mutating func insert(_ change: Change, parents: [Int], lengths after: [FieldID: Int]) {
    changes.append(change)
    graph.append(change.id, parents: parents)
    lengths.append(after)
  }

  private func parentIndices(of change: Change) throws(HistoryError) -> [Int] {
    var parents: [Int] = []
    var previous: ChangeID?
    for parent in change.parents {
      guard previous.map({ $0 < parent }) ?? true else {
        throw HistoryError(.parentsNotHeads, in: change.id)
      }
      guard let index = graph.index(of: parent) else {
        throw HistoryError(.unknownParent(parent), in: change.id)
      }
      previous = parent
      parents.append(index)
    }
    guard graph.dominators(of: parents).count == parents.count else {
      throw HistoryError(.parentsNotHeads, in: change.id)
    }
    return parents
  }

  /// Lengths of the text fields in the version that the parents name.
  private func lengths(at parents: [Int]) -> [FieldID: Int] {
    if parents.count == 1 { return lengths[parents[0]] }
    let past = graph.past(of: parents)
    var result: [FieldID: Int] = [:]
    for field in textFields { result[field] = textTrace(of: field).length(in: past) }
    return result
  }
}

extension DocumentHistory {
  /// The changes that no other change has in its past, ascending.
  public var heads: [ChangeID] { graph.heads.map { graph.ids[$0] }.sorted() }

  public subscript(id: ChangeID) -> Change? {
    graph.index(of: id).map { changes[$0] }
  }

  /// Whether `a` lies strictly in the past of `b`. Unknown changes are in nobody's past.
  public func isAncestor(_ a: ChangeID, of b: ChangeID) -> Bool {
    guard let a = graph.index(of: a), let b = graph.index(of: b) else { return false }
    return graph.isAncestor(a, of: b)
  }

  /// Whether both are known, differ, and neither's author had seen the other.
  public func areConcurrent(_ a: ChangeID, _ b: ChangeID) -> Bool {
    guard let a = graph.index(of: a), let b = graph.index(of: b), a != b else { return false }
    return !graph.isAncestor(a, of: b) && !graph.isAncestor(b, of: a)
  }

  /// The state at the heads.
  public func state() -> DocumentState {
    current ?? replay(at: graph.heads)
  }

  /// The state of any version, given by changes whose pasts together make it up.
  public func state(at version: [ChangeID]) throws(HistoryError) -> DocumentState {
    guard !version.isEmpty else { throw HistoryError(.noChanges) }
    var indices: [Int] = []
    for id in version {
      guard let index = graph.index(of: id) else { throw HistoryError(.unknownParent(id)) }
      indices.append(index)
    }
    let heads = graph.dominators(of: indices)
    return Set(heads) == Set(graph.heads) ? state() : replay(at: heads)
  }

  func index(of id: ChangeID) -> Int? { graph.index(of: id) }

  /// The past of a change, itself included.
  func ancestors(of index: Int) -> IndexBits { graph.past(of: [index]) }

  /// Every text field that some change edits, ascending.
  var textFields: [FieldID] {
    var fields: Set<FieldID> = []
    for change in changes {
      for case .edit(let field, _) in change.operations { fields.insert(field) }
    }
    return fields.sorted()
  }

  /// Replays one text field from its first event; adjacent spans of equal provenance are joined.
  func textTrace(of field: FieldID) -> TextTrace {
    var walker = PlainWalker(graph: graph)
    for (index, change) in changes.enumerated() {
      var offset = 0
      for case .edit(field, let splices) in change.operations {
        walker.apply(splices, of: index, offset: &offset)
      }
    }
    return walker.trace()
  }
}
