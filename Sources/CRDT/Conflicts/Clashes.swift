/// Gathers who clashed with whom: nodes are what one strand did in one place, and nodes that
/// clash, directly or through others, become one group.
struct Clashes {
  /// What one strand did in one place.
  struct Node {
    let strand: Int
    let part: ConflictPlace.Part

    /// The place in the trace, from the version the touch was seen from.
    let place: Range<Int>
    let touch: Touch

    var isGap: Bool { part == .gap }
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
  private var indices = ShortMap<Key, Int>()

  /// Union-find: the leader's kind is that of the whole group.
  private var leaders: [Int] = []
  private var kinds: [Conflict.Kind] = []

  /// The node of a strand in a place, made on first use.
  mutating func node(
    strand: Int, base: StrandSet, place: ConflictPlace, _ make: () -> Node
  ) -> Int {
    let key = Key(strand: strand, base: base, place: place)
    if let known = indices[key] { return known }
    indices.append(nodes.count, for: key)
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

  mutating func areJoined(_ a: Int, _ b: Int) -> Bool { leader(of: a) == leader(of: b) }

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
    var groups: [Group] = []
    // A leader is the first of its group.
    var places = [Int](repeating: -1, count: nodes.count)
    for index in nodes.indices {
      let leader = leader(of: index)
      if leader == index {
        places[index] = groups.count
        groups.append(Group(nodes: [nodes[index]], kind: kinds[index]))
      } else {
        groups[places[leader]].nodes.append(nodes[index])
      }
    }
    return groups
  }

  private mutating func joinViewsOfOnePlace() {
    let order = nodes.indices.sorted { left, right in
      let (one, other) = (nodes[left], nodes[right])
      if one.strand != other.strand { return one.strand < other.strand }
      if one.part != other.part { return one.part.rawValue < other.part.rawValue }
      return one.place.lowerBound < other.place.lowerBound
    }
    var farthest: Int?
    for index in order {
      if let known = farthest, nodes[known].strand == nodes[index].strand,
        nodes[known].part == nodes[index].part
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
