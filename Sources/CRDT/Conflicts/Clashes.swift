/// Gathers who clashed with whom: nodes are what one strand did in one place, and nodes that
/// clash, directly or through others, become one group.
struct Clashes {
  /// What one strand did in one place.
  struct Node {
    let strand: Int
    let isGap: Bool

    /// The place in the trace, from the version the touch was seen from.
    let place: Range<Int>
    let touch: Touch
  }

  /// Nodes that clash, and how the worst pair among them does.
  struct Group {
    var nodes: [Node]
    var kind: Conflict.Kind

    mutating func formUnion(_ other: Group) {
      nodes += other.nodes
      kind = kind.orWorse(other.kind)
    }
  }

  private struct Key: Hashable {
    let strand: Int
    let base: StrandSet
    let place: ConflictPlace
  }

  private(set) var nodes: [Node] = []
  private var indices: [Key: Int] = [:]

  /// Union-find: the leader's kind is that of the whole group.
  private var leaders: [Int] = []
  private var kinds: [Conflict.Kind] = []

  /// The node of a strand in a place, made on first use.
  mutating func node(
    strand: Int, base: StrandSet, place: ConflictPlace, _ make: () -> Node
  ) -> Int {
    let key = Key(strand: strand, base: base, place: place)
    if let known = indices[key] { return known }
    indices[key] = nodes.count
    nodes.append(make())
    leaders.append(leaders.count)
    kinds.append(.sameGap)
    return nodes.count - 1
  }

  mutating func join(_ a: Int, _ b: Int, _ kind: Conflict.Kind) {
    let (left, right) = (leader(of: a), leader(of: b))
    leaders[max(left, right)] = min(left, right)
    kinds[min(left, right)] = kinds[left].orWorse(kinds[right]).orWorse(kind)
  }

  private mutating func leader(of node: Int) -> Int {
    var node = node
    while leaders[node] != node {
      leaders[node] = leaders[leaders[node]]
      node = leaders[node]
    }
    return node
  }

  /// The groups, after joining what one strand did in one place as seen from several versions.
  mutating func groups() -> [Group] {
    joinViewsOfOnePlace()
    var members: [Int: [Node]] = [:]
    for index in nodes.indices { members[leader(of: index), default: []].append(nodes[index]) }
    return members.keys.sorted().compactMap { leader in
      members[leader].map { Group(nodes: $0, kind: kinds[leader]) }
    }
  }

  private mutating func joinViewsOfOnePlace() {
    let order = nodes.indices.sorted { left, right in
      let (one, other) = (nodes[left], nodes[right])
      if one.strand != other.strand { return one.strand < other.strand }
      if one.isGap != other.isGap { return other.isGap }
      return one.place.lowerBound < other.place.lowerBound
    }
    var farthest: Int?
    for index in order {
      if let known = farthest, nodes[known].strand == nodes[index].strand,
        nodes[known].isGap == nodes[index].isGap
      {
        // A gap may be empty, so touching counts; what touches in one strand is one place.
        if nodes[known].place.upperBound >= nodes[index].place.lowerBound {
          join(known, index, .sameGap)
        }
        if nodes[known].place.upperBound >= nodes[index].place.upperBound { continue }
      }
      farthest = index
    }
  }
}

extension Conflict.Kind {
  fileprivate func orWorse(_ other: Conflict.Kind) -> Conflict.Kind {
    rank < other.rank ? other : self
  }

  /// Which kind names a group that has several: the one that is easiest to misread.
  private var rank: Int {
    switch self {
    case .sameGap: 0
    case .sameEdit: 1
    case .sameSentence: 2
    case .overlap: 3
    case .editInDeleted: 4
    case .movedAndEdited: 5
    case .register: 6
    }
  }
}

/// Finds the clashes in one region.
struct ClashFinder {
  /// Regions touched by more strands are looked at from the zone's first version only, instead
  /// of from the common past of each pair: the number of pairs must not decide the cost. No
  /// group of people saving forms comes near; a program that forks on every keystroke does.
  private static let exactStrandsMax = 48

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
    let isExact = strands.count <= ClashFinder.exactStrandsMax
    for (index, a) in strands.enumerated() {
      for b in strands[..<index] where text.zone.areConcurrent(a, b) {
        var base = StrandSet(strands: text.zone.strandCount)
        if isExact {
          base = text.zone.past[a]
          base.formIntersection(text.zone.past[b])
        }
        clash(b, a, base)
      }
    }
    return clashes.groups()
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
    var last = -1
    for index in region.pieces where index != last {
      last = index
      let piece = text.pieces[index]
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
