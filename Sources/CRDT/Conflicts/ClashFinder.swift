/// Finds the clashes in one region.
struct ClashFinder {
  /// With more concurrent pairs than this, a region is looked at coarsely: from the zone's first
  /// version instead of each pair's common past, and without telling kinds of clashes apart. People
  /// who save forms stay far below; a program that forks on every keystroke must not decide what
  /// looking costs.
  private static let exactPairsMax = 2000

  let region: ConflictRegion
  var clashes = Clashes()
  private var views = ShortMap<StrandSet, RegionView>()
  private var touches = ShortMap<TouchKey, Touches>()

  private struct TouchKey: Hashable {
    let strand: Int
    let base: StrandSet
  }

  var text: ZoneText { region.text }

  init(_ region: ConflictRegion) {
    self.region = region
  }

  mutating func groups() -> [Clashes.Group] {
    if hasManyPairs {
      clashCoarsely()
    } else {
      let zone = text.zone
      for b in region.strands {
        for a in region.strands where a < b && zone.areConcurrent(a, b) {
          clash(a, b, zone.past[a].intersection(zone.past[b]))
        }
      }
    }
    return clashes.groups()
  }

  private var hasManyPairs: Bool {
    var pairs = 0
    for b in region.strands {
      for a in region.strands where a < b && text.zone.areConcurrent(a, b) { pairs += 1 }
      if pairs > ClashFinder.exactPairsMax { return true }
    }
    return false
  }

  /// The region as a version of the zone shows it.
  mutating func view(at version: StrandSet) -> RegionView {
    if let known = views[version] { return known }
    let view = RegionView(region, at: version)
    views.append(view, for: version)
    return view
  }

  private mutating func clash(_ a: Int, _ b: Int, _ base: StrandSet) {
    let (left, right) = (touches(of: a, from: base), touches(of: b, from: base))
    let view = view(at: base)
    // Spans, since they lend their elements: an array would copy a touch to look at its place.
    let (mine, theirs) = (left.entries.span, right.entries.span)
    var (one, other) = (0, 0)
    while one < mine.count, other < theirs.count {
      let place = mine[one].place
      if place < theirs[other].place {
        one += 1
      } else if theirs[other].place < place {
        other += 1
      } else {
        if let kind = kind(a, mine[one].touch, b, theirs[other].touch, place, view) {
          let places = traceRange(of: place, view)
          clashes.join(
            node(a, base, place, places, mine[one].touch),
            node(b, base, place, places, theirs[other].touch), kind)
        }
        one += 1
        other += 1
      }
    }
    clashAtSeams(a, left, b, right, base)
    clashAtSeams(b, right, a, left, base)
  }

  private mutating func clashCoarsely() {
    let base = StrandSet(strands: text.zone.strandCount)
    let view = view(at: base)
    var nodes: [ConflictPlace: [(strand: Int, node: Int, touch: Touch)]] = [:]
    for strand in region.strands {
      let touches = touches(of: strand, from: base)
      for entry in touches.entries {
        let place = entry.place
        let node = node(strand, base, place, traceRange(of: place, view), entry.touch)
        nodes[place, default: []].append((strand, node, entry.touch))
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

  mutating func node(
    _ strand: Int, _ base: StrandSet, _ place: ConflictPlace, _ range: Range<Int>, _ touch: Touch
  ) -> Int {
    clashes.node(strand: strand, base: base, place: place) {
      Clashes.Node(strand: strand, part: place.part, place: range, touch: touch)
    }
  }

  private mutating func touches(of strand: Int, from base: StrandSet) -> Touches {
    let key = TouchKey(strand: strand, base: base)
    if let known = touches[key] { return known }
    let found = TouchFinder(strand, seenFrom: view(at: base)).touches()
    // Of two strands, each is asked about once.
    if region.strands.count > 2 { touches.append(found, for: key) }
    return found
  }

  /// A unit from its first to its last scalar; a gap from the unit before to the unit after; a seam
  /// with both.
  func traceRange(of place: ConflictPlace, _ view: RegionView) -> Range<Int> {
    if place.part == .unit {
      let unit = view.units[place.index].range
      return view.position(of: unit.lowerBound)..<view.position(of: unit.upperBound - 1) + 1
    }
    if place.part == .seam {
      let near = max(0, place.index - 1)..<min(view.units.count, place.index + 1)
      guard let first = near.first, let last = near.last else { return region.extent }
      return traceRange(of: .unit(first), view)
        .lowerBound..<traceRange(of: .unit(last), view).upperBound
    }
    let start =
      place.index > 0
      ? view.position(of: view.units[place.index - 1].range.upperBound - 1) + 1
      : region.extent.lowerBound
    let end =
      place.index < view.units.count
      ? view.position(of: view.units[place.index].range.lowerBound) : region.extent.upperBound
    return start..<max(start, end)
  }
}

// MARK: - Kinds

extension ClashFinder {
  private func kind(
    _ a: Int, _ one: Touch, _ b: Int, _ other: Touch, _ place: ConflictPlace, _ view: RegionView
  ) -> Conflict.Kind? {
    if one.deleted == other.deleted && region.areSame(one.insertions, other.insertions) {
      return one.insertions.isEmpty ? nil : .sameEdit
    }
    if place.isGap { return .sameGap }
    let unit = view.units[place.index].range
    let isGoneInOne = removes(one, unit, view)
    if isGoneInOne || removes(other, unit, view) {
      let mover = isGoneInOne ? a : b
      return text.hasInserted(view.scalars[unit], by: mover) ? .movedAndEdited : .editInDeleted
    }
    return overlaps(one, other) ? .overlap : .sameSentence
  }

  /// Whether nothing is left of a unit, and nothing was put in its place.
  private func removes(_ touch: Touch, _ unit: Range<Int>, _ view: RegionView) -> Bool {
    touch.insertions.isEmpty
      && touch.deleted.count == view.scalars[unit].count { !$0.isSpace }
  }

  private func overlaps(_ one: Touch, _ other: Touch) -> Bool {
    if one.deleted.sharesElement(with: other.deleted) { return true }
    let (left, right) = (one.insertions, other.insertions)
    return left.lazy.map(\.cursor).sharesElement(with: right.lazy.map(\.cursor))
      || left.contains { isWithin(other.deleted, $0.cursor) }
      || right.contains { isWithin(one.deleted, $0.cursor) }
  }

  /// Whether a cursor stands among deleted scalars or right behind them.
  private func isWithin(_ deleted: [Int], _ cursor: Int) -> Bool {
    guard let first = deleted.first, let last = deleted.last else { return false }
    return cursor > first && cursor <= last + 1
      && deleted.contains { $0 == cursor || $0 == cursor - 1 }
  }
}

extension RandomAccessCollection<Int> where Index == Int {
  /// Whether two ascending lists have an element in common.
  fileprivate func sharesElement(with other: Self) -> Bool {
    var (left, right) = (0, 0)
    while left < count, right < other.count {
      if self[left] == other[right] { return true }
      if self[left] < other[right] { left += 1 } else { right += 1 }
    }
    return false
  }
}
