/// In which order a zone is walked: causal, one branch at a time, small branches first.
///
/// Every change of branch costs retreating one and advancing the other, so a branch is followed to
/// its end or to where it waits for another one; and since the first branches are walked back over,
/// the largest comes last.
struct WalkOrder: ~Copyable {
  /// A run, or the part of it in the zone before or behind the mark.
  struct Piece {
    var start: Int32
    var end: Int32
    var run: Int32
    /// Parents in the zone that are not walked yet.
    var waiting: Int32
    var firstChild: Int32
    /// Events of this piece and of those that follow from it first of all.
    var weight: Int32
    var isHeldBack: Bool
  }

  struct Child {
    var piece: Int32
    var next: Int32
  }

  private var pieces = Slab<Piece>()
  private var children = Slab<Child>()
  private var ready: [Int32] = []
  private var heldBack: [Int32] = []
  private var batch: [Int32] = []
  private var last: Int32 = -1
  private var isPastMark = false

  init() {}

  mutating func prepare(
    _ graph: EventGraph, from first: Int32, firstRun: Int, endRun: Int, mark: Int32?
  ) {
    pieces.removeAll()
    children.removeAll()
    ready.removeAll(keepingCapacity: true)
    heldBack.removeAll(keepingCapacity: true)
    last = -1
    isPastMark = false
    let mark = mark ?? Int32.max
    for index in firstRun..<endRun {
      let start = max(first, graph.runs[index].start)
      let end = graph.runs[index].end
      if start < mark { add(start..<min(end, mark), run: Int32(index), isHeldBack: false) }
      if end > mark { add(max(start, mark)..<end, run: Int32(index), isHeldBack: true) }
    }
    link(graph, from: first, firstRun: firstRun)
    batch.removeAll(keepingCapacity: true)
    for piece in 0..<Int32(pieces.count) where pieces[piece].waiting == 0 { batch.append(piece) }
    release()
  }

  /// The next piece to walk; `nil` when all are walked.
  mutating func next() -> Piece? {
    if last >= 0 {
      batch.removeAll(keepingCapacity: true)
      var child = pieces[last].firstChild
      while child >= 0 {
        let piece = children[child].piece
        pieces[piece].waiting -= 1
        if pieces[piece].waiting == 0 { batch.append(piece) }
        child = children[child].next
      }
      release()
    }
    if ready.isEmpty {
      isPastMark = true
      swap(&ready, &heldBack)
    }
    guard let piece = ready.popLast() else { return nil }
    last = piece
    return pieces[piece]
  }

  private mutating func add(_ range: Range<Int32>, run: Int32, isHeldBack: Bool) {
    guard !range.isEmpty else { return }
    pieces.append(
      Piece(
        start: range.lowerBound, end: range.upperBound, run: run, waiting: 0, firstChild: -1,
        weight: Int32(range.count), isHeldBack: isHeldBack))
  }

  /// Counts what each piece waits for and adds up weights from the last piece to the first.
  private mutating func link(_ graph: EventGraph, from first: Int32, firstRun: Int) {
    for piece in stride(from: Int32(pieces.count) - 1, through: 0, by: -1) {
      let start = pieces[piece].start
      let run = graph.runs[Int(pieces[piece].run)]
      if start > run.start {
        if start > first { wait(for: start - 1, by: piece) }
        continue
      }
      for entry in Int(run.parentsStart)..<Int(run.parentsStart + run.parentsCount)
      where graph.parentPool[entry] >= first {
        wait(for: graph.parentPool[entry], by: piece)
      }
    }
  }

  private mutating func wait(for event: Int32, by piece: Int32) {
    let parent = self.piece(of: event)
    if pieces[piece].waiting == 0 {
      pieces[parent].weight = pieces[parent].weight &+ pieces[piece].weight
    }
    pieces[piece].waiting += 1
    children.append(Child(piece: piece, next: pieces[parent].firstChild))
    pieces[parent].firstChild = Int32(children.count) - 1
  }

  private func piece(of event: Int32) -> Int32 {
    var low: Int32 = 0
    var high = Int32(pieces.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].start <= event { low = middle } else { high = middle }
    }
    return low
  }

  /// Makes a batch ready, the lightest on top.
  private mutating func release() {
    if batch.count > 1 {
      let weights = batch.map { (weight: pieces[$0].weight, piece: $0) }
      batch = weights.sorted { ($1.weight, $0.piece) < ($0.weight, $1.piece) }.map(\.piece)
    }
    for piece in batch {
      if pieces[piece].isHeldBack && !isPastMark {
        heldBack.append(piece)
      } else {
        ready.append(piece)
      }
    }
  }
}
