/// A zone of two branches, each written in one line: the usual one, where two people were apart and
/// met again.
///
/// Each branch is applied by itself, and then both are read side by side. Fugue leaves little to
/// decide there. All that a branch inserts into one gap of the old text is one subtree, whose root
/// is what it inserted there first; two such subtrees go by the names of their roots, whole. So
/// nothing is retreated and no CRDT is built.
struct BranchPair: ~Copyable {
  /// Scalars of one origin and one fate.
  struct Piece {
    /// Where they begin: in the old text, or in the log if somebody inserted them.
    var source: Int32
    var length: Int32
    /// The event that inserted the first of them; -1 for the old text.
    var event: Int32
    /// An event of the run that deleted them, in each branch; -1 where none did.
    var deletedBy: (first: Int32, second: Int32)

    var isBase: Bool { event < 0 }
    var isDeleted: Bool { deletedBy.first >= 0 || deletedBy.second >= 0 }

    /// Whether the text with only the events before one shows it.
    func isShown(before end: Int32) -> Bool {
      event < end && (deletedBy.first < 0 || deletedBy.first >= end)
        && (deletedBy.second < 0 || deletedBy.second >= end)
    }
  }

  /// The events of each branch, in ranges.
  private var firstRanges: [Range<Int32>] = []
  private var secondRanges: [Range<Int32>] = []

  private var first = BranchText()
  private var second = BranchText()
  private var firstPieces = Slab<BranchText.Piece>()
  private var secondPieces = Slab<BranchText.Piece>()

  var steps: Int { first.steps + second.steps }

  init() {}

  /// Takes the runs of a zone, if they are one branch or two. Ranges end at the mark.
  mutating func take(
    _ graph: EventGraph, from start: Int32, firstRun: Int, endRun: Int, mark: Int32?
  ) -> Bool {
    firstRanges.removeAll(keepingCapacity: true)
    secondRanges.removeAll(keepingCapacity: true)
    for index in firstRun..<endRun {
      let run = graph.runs[index]
      let range = max(run.start, start)..<run.end
      if index == firstRun || graph.isOnlyParent(firstRanges.last?.upperBound, of: index) {
        Self.append(range, to: &firstRanges, mark)
      } else if graph.isOnlyParent(secondRanges.last?.upperBound, of: index)
        || secondRanges.isEmpty && beginsZone(index, graph, from: start, firstRun: firstRun)
      {
        Self.append(range, to: &secondRanges, mark)
      } else {
        return false
      }
    }
    return true
  }

  /// Whether a run was written on the version that the zone begins at.
  private func beginsZone(
    _ index: Int, _ graph: EventGraph, from start: Int32, firstRun: Int
  ) -> Bool {
    start > graph.runs[firstRun].start
      ? graph.isOnlyParent(start, of: index)
      : graph.parents(of: index) == graph.parents(of: firstRun)
  }

  private static func append(
    _ range: Range<Int32>, to ranges: inout [Range<Int32>], _ mark: Int32?
  ) {
    guard let mark, range.lowerBound < mark, mark < range.upperBound else {
      return ranges.append(range)
    }
    ranges.append(range.lowerBound..<mark)
    ranges.append(mark..<range.upperBound)
  }

  /// How many scalars more the events before one put into the text than they took, if one branch
  /// has all of them; `nil` if both have some.
  func growth(_ log: TextLog, before event: Int32) -> Int32? {
    let isInFirst = firstRanges.first.map { $0.lowerBound < event } ?? false
    let isInSecond = secondRanges.first.map { $0.lowerBound < event } ?? false
    if isInFirst && isInSecond { return nil }
    var growth: Int32 = 0
    for range in isInFirst ? firstRanges : secondRanges where range.lowerBound < event {
      var index = log.firstRun(endingAfter: range.lowerBound)
      while index < log.runs.count, log.runs[index].start < range.upperBound {
        let run = TextLog.clip(log.runs[index], to: range)
        growth += run.kind == .insert ? run.count : -run.count
        index += 1
      }
    }
    return growth
  }

  /// Applies both branches to a text of so many scalars.
  mutating func walk(_ log: TextLog, baseLength: Int32) throws(Walker.Misfit) {
    try Self.apply(firstRanges, of: log, to: &first, baseLength)
    try Self.apply(secondRanges, of: log, to: &second, baseLength)
    Self.list(first, &firstPieces)
    Self.list(second, &secondPieces)
  }

  private static func apply(
    _ ranges: [Range<Int32>], of log: TextLog, to branch: inout BranchText, _ baseLength: Int32
  ) throws(Walker.Misfit) {
    branch.begin(baseLength)
    for range in ranges {
      var index = log.firstRun(endingAfter: range.lowerBound)
      while index < log.runs.count, log.runs[index].start < range.upperBound {
        let run = TextLog.clip(log.runs[index], to: range)
        guard branch.apply(run) else { throw Walker.Misfit(event: run.start) }
        index += 1
      }
    }
  }

  private static func list(_ branch: borrowing BranchText, _ pieces: inout Slab<BranchText.Piece>) {
    pieces.removeAll()
    branch.forEachPiece { pieces.append($0) }
  }
}

// MARK: - Side by side

extension BranchPair {
  /// Calls `body` for all pieces of both branches, in the order that every replica gives them.
  @inline(__always)
  func forEachPiece(_ identities: Identities, _ body: (Piece) -> Void) {
    var (left, right) = (Cursor(), Cursor())
    while true {
      let (mine, theirs) = (left.gap(firstPieces), right.gap(secondPieces))
      if mine.isEmpty || theirs.isEmpty
        || identities.precedes(
          root(mine, firstPieces), root(theirs, secondPieces))
      {
        for index in mine { body(Self.inserted(firstPieces[index], isFirst: true)) }
        for index in theirs { body(Self.inserted(secondPieces[index], isFirst: false)) }
      } else {
        for index in theirs { body(Self.inserted(secondPieces[index], isFirst: false)) }
        for index in mine { body(Self.inserted(firstPieces[index], isFirst: true)) }
      }
      (left.index, right.index) = (mine.upperBound, theirs.upperBound)
      guard left.index < firstPieces.count else { return }
      let (one, other) = (firstPieces[left.index], secondPieces[right.index])
      let length = min(one.length - left.offset, other.length - right.offset)
      body(
        Piece(
          source: one.source + left.offset, length: length, event: -1,
          deletedBy: (one.deletedBy, other.deletedBy)))
      left.pass(length, of: one)
      right.pass(length, of: other)
    }
  }

  /// Where a branch is read.
  private struct Cursor {
    var index: Int32 = 0
    /// In a piece of the old text.
    var offset: Int32 = 0

    /// The pieces that the branch inserted here.
    func gap(_ pieces: borrowing Slab<BranchText.Piece>) -> Range<Int32> {
      var end = index
      while end < pieces.count, !pieces[end].isBase { end += 1 }
      return index..<end
    }

    mutating func pass(_ length: Int32, of piece: BranchText.Piece) {
      offset += length
      guard offset == piece.length else { return }
      index += 1
      offset = 0
    }
  }

  /// What a branch inserted into a gap first: in one branch, later events have larger numbers.
  private func root(
    _ gap: Range<Int32>, _ pieces: borrowing Slab<BranchText.Piece>
  ) -> Int32 {
    var first = Int32.max
    for index in gap { first = min(first, pieces[index].event) }
    return first
  }

  private static func inserted(_ piece: BranchText.Piece, isFirst: Bool) -> Piece {
    Piece(
      source: piece.source, length: piece.length, event: piece.event,
      deletedBy: isFirst ? (piece.deletedBy, -1) : (-1, piece.deletedBy))
  }
}
