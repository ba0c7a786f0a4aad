/// Finds the clashes in one region.
struct ClashFinder {
  /// With more concurrent pairs than this, a region is looked at coarsely: from the zone's first
  /// version instead of each pair's common past, and without telling kinds of clashes apart. People
  /// who save forms stay far below; a program that forks on every keystroke must not decide what
  /// looking costs.
  private static let exactPairsMax = 2000

  let text: ZoneText
  let region: ConflictRegion
  private var clashes = Clashes()
  private var views: [StrandSet: RegionView] = [:]
  private var touches: [TouchKey: [ConflictPlace: Touch]] = [:]

  private struct TouchKey: Hashable {
    let strand: Int
    let base: StrandSet
  }

  init(_ text: ZoneText, _ region: ConflictRegion) {
    self.text = text
    self.region = region
  }

  mutating func groups() -> [Clashes.Group] {
    let strands = touchingStrands()
    guard let pairs = concurrentPairs(of: strands) else {
      clashCoarsely(strands)
      return clashes.groups()
    }
    for (a, b) in pairs {
      var base = text.zone.past[a]
      base.formIntersection(text.zone.past[b])
      clash(a, b, base)
    }
    return clashes.groups()
  }

  private func concurrentPairs(of strands: [Int]) -> [(Int, Int)]? {
    var pairs: [(Int, Int)] = []
    for (index, b) in strands.enumerated() {
      for a in strands[..<index] where text.zone.areConcurrent(a, b) { pairs.append((a, b)) }
      if pairs.count > ClashFinder.exactPairsMax { return nil }
    }
    return pairs
  }

  /// The region as a version of the zone shows it.
  mutating func view(at version: StrandSet) -> RegionView {
    if let known = views[version] { return known }
    let view = RegionView(region, of: text, at: version)
    views[version] = view
    return view
  }

  private func touchingStrands() -> [Int] {
    var strands: Set<Int> = []
    for run in region.runs {
      let piece = text.pieces[run.piece]
      if let inserter = piece.strand { strands.insert(inserter) }
      strands.formUnion(piece.deletedBy.map(\.strand))
    }
    return strands.sorted()
  }

  private mutating func clash(_ a: Int, _ b: Int, _ base: StrandSet) {
    let (left, right) = (touches(of: a, from: base), touches(of: b, from: base))
    let view = view(at: base)
    for place in left.keys.sorted() {
      guard let one = left[place], let other = right[place],
        let kind = kind(a, one, b, other, place, view)
      else { continue }
      let places = traceRange(of: place, view)
      clashes.join(
        node(a, base, place, places, one), node(b, base, place, places, other), kind)
    }
  }

  private mutating func clashCoarsely(_ strands: [Int]) {
    let base = StrandSet(strands: text.zone.strandCount)
    let view = view(at: base)
    var nodes: [ConflictPlace: [(strand: Int, node: Int, touch: Touch)]] = [:]
    for strand in strands {
      for (place, touch) in touches(of: strand, from: base).sorted(by: { $0.key < $1.key }) {
        let node = node(strand, base, place, traceRange(of: place, view), touch)
        nodes[place, default: []].append((strand, node, touch))
      }
    }
    for place in nodes.keys.sorted() {
      let here = nodes[place] ?? []
      for (index, b) in here.enumerated() {
        for a in here[..<index]
        where text.zone.areConcurrent(a.strand, b.strand) && !clashes.areJoined(a.node, b.node)
          && kind(a.strand, a.touch, b.strand, b.touch, place, view) != nil
        {
          clashes.join(a.node, b.node, place.isGap ? .sameGap : .overlap)
        }
      }
    }
  }

  private mutating func node(
    _ strand: Int, _ base: StrandSet, _ place: ConflictPlace, _ range: Range<Int>, _ touch: Touch
  ) -> Int {
    clashes.node(strand: strand, base: base, place: place) {
      Clashes.Node(strand: strand, isGap: place.isGap, place: range, touch: touch)
    }
  }

  private mutating func touches(
    of strand: Int, from base: StrandSet
  ) -> [ConflictPlace: Touch] {
    let key = TouchKey(strand: strand, base: base)
    if let known = touches[key] { return known }
    let found = TouchFinder(strand, of: text, in: region, seenFrom: view(at: base)).touches()
    touches[key] = found
    return found
  }

  /// A unit from its first to its last scalar; a gap from the unit before to the unit after.
  private func traceRange(of place: ConflictPlace, _ view: RegionView) -> Range<Int> {
    func position(_ index: Int) -> Int { region.positions[view.shown[index]] }
    if !place.isGap {
      let unit = view.units[place.index]
      return position(unit.lowerBound)..<position(unit.upperBound - 1) + 1
    }
    let start =
      place.index > 0
      ? position(view.units[place.index - 1].upperBound - 1) + 1 : region.positions[0]
    let end =
      place.index < view.units.count
      ? position(view.units[place.index].lowerBound)
      : region.positions[region.positions.count - 1] + 1
    return start..<max(start, end)
  }
}

// MARK: - Kinds

extension ClashFinder {
  private func kind(
    _ a: Int, _ one: Touch, _ b: Int, _ other: Touch, _ place: ConflictPlace, _ view: RegionView
  ) -> Conflict.Kind? {
    if one.deleted == other.deleted && one.insertions == other.insertions {
      return one.insertions.isEmpty ? nil : .sameEdit
    }
    if place.isGap { return .sameGap }
    let unit = view.units[place.index]
    let ink = view.scalars[unit].count { !$0.isSpace }
    let goneInOne = one.insertions.isEmpty && one.deleted.count == ink
    let goneInOther = other.insertions.isEmpty && other.deleted.count == ink
    if goneInOne || goneInOther {
      let mover = goneInOne ? a : b
      return text.hasInserted(view.scalars[unit], by: mover) ? .movedAndEdited : .editInDeleted
    }
    return overlaps(one, other) ? .overlap : .sameSentence
  }

  private func overlaps(_ one: Touch, _ other: Touch) -> Bool {
    if !Set(one.deleted).isDisjoint(with: other.deleted) { return true }
    let (left, right) = (Set(one.insertions.map(\.cursor)), Set(other.insertions.map(\.cursor)))
    return !left.isDisjoint(with: right)
      || left.contains { isWithin(other.deleted, $0) }
      || right.contains { isWithin(one.deleted, $0) }
  }

  /// Whether a cursor stands among deleted scalars or right behind them.
  private func isWithin(_ deleted: [Int], _ cursor: Int) -> Bool {
    guard let first = deleted.first, let last = deleted.last else { return false }
    return cursor > first && cursor <= last + 1
      && deleted.contains { $0 == cursor || $0 == cursor - 1 }
  }
}

extension ZoneText {
  /// Whether a strand inserted this very text in one piece: then it was moved, not removed.
  func hasInserted(_ wanted: ArraySlice<Unicode.Scalar>, by strand: Int) -> Bool {
    var run: [Unicode.Scalar] = []
    for piece in pieces {
      if piece.strand == strand {
        run += trace.scalars[piece.scalars]
      } else if !run.isEmpty {
        if run.contains(wanted) { return true }
        run = []
      }
    }
    return run.contains(wanted)
  }
}
