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

  /// What was done to each text field.
  private(set) var logs: [FieldID: TextLog] = [:]

  /// Lengths of all text fields after each change.
  private(set) var lengths: [[FieldID: Int]] = []

  /// The state at the heads; `nil` only while several changes are being taken in.
  private var current: DocumentState?

  /// Of the replay that made the state at the heads, the traces that finding conflicts can use.
  private(set) var traces: [FieldID: TextTrace] = [:]

  /// Takes changes in any causal order; duplicates are ignored.
  public init(_ changes: some Sequence<Change>) throws(HistoryError) {
    for change in changes {
      current = nil
      try take(change)
    }
    guard !self.changes.isEmpty else { throw HistoryError(.noChanges) }
    // One change that creates the document is its state already.
    if current == nil { (current, traces) = replayAtHeads() }
  }

  /// Adds a change; one that is already there is ignored, one that does not fit is refused whole.
  ///
  /// A change made at the heads costs its own size, a concurrent one the stretch of history since
  /// the newest version that everything else lies before or behind.
  public mutating func append(_ change: Change) throws(HistoryError) {
    let held = changes.count
    try take(change)
    guard changes.count > held else { return }
    let before = current
    current = nil
    traces = [:]
    guard var state = before else {
      (current, traces) = replayAtHeads()
      return
    }
    if state.heads == change.parents {
      state.perform(change)
      state.heads = [change.id]
    } else {
      mergeLast(into: &state)
    }
    current = state
  }

  /// Adds several changes at once, all or none, and merges once for all of them.
  public mutating func append(contentsOf changes: some Sequence<Change>) throws(HistoryError) {
    var copy = self
    copy.current = nil
    for change in changes { try copy.take(change) }
    guard copy.changes.count > self.changes.count else { return }
    (copy.current, copy.traces) = copy.replayAtHeads()
    self = copy
  }

  /// Checks a change and enters it into graph and logs.
  private mutating func take(_ change: Change) throws(HistoryError) {
    if let known = self[change.id] {
      guard ChangeFit.areIdentical(known, change) else {
        throw HistoryError(.contradictsKnownChange, in: change.id)
      }
      return
    }
    guard let first = changes.first else {
      let created = try DocumentState(creating: change)
      try enter(change, parents: [], lengthsBefore: [:])
      current = created
      return
    }
    guard change.document == first.id else { throw HistoryError(.foreignDocument, in: change.id) }
    guard !change.parents.isEmpty else { throw HistoryError(.creationMisplaced, in: change.id) }
    let parents = try parentIndices(of: change)
    try enter(change, parents: parents, lengthsBefore: lengths(at: parents))
  }

  private mutating func enter(
    _ change: Change, parents: [Int], lengthsBefore: [FieldID: Int]
  ) throws(HistoryError) {
    let after = try ChangeFit.lengths(after: change, from: lengthsBefore)
    let room = ChangeFit.eventsMax - Int(graph.events.end)
    guard let eventCount = ChangeFit.eventCount(of: change, limit: room) else {
      throw HistoryError(.tooLarge, in: change.id)
    }
    var event = graph.append(change.id, parents: parents, eventCount: eventCount)
    changes.append(change)
    lengths.append(after)
    for case .edit(let field, let splices) in change.operations {
      event = logs[field, default: TextLog()].append(
        splices, start: event, joining: false, isContinuation: false)
    }
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
    if let current, Set(parents) == Set(graph.heads) {
      return current.texts.mapValues(\.unicodeScalars.count)
    }
    return mergedLengths(at: parents)
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
  var textFields: [FieldID] { logs.keys.sorted() }
}
