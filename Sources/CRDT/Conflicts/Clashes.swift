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

  /// Union-find: the leader's kind is that of the whole group.
  private struct Member {
    let node: Node
    var leader: Int
    var kind = Conflict.Kind.sameGap
  }

  private var members: [Member] = []
  private var indices = ShortMap<Key, Int>()

  /// The node of a strand in a place, made on first use.
  mutating func node(
    strand: Int, base: StrandSet, place: ConflictPlace, _ make: () -> Node
  ) -> Int {
    let key = Key(strand: strand, base: base, place: place)
    if let known = indices[key] { return known }
    if members.isEmpty { members.reserveCapacity(4) }
    indices.append(members.count, for: key)
    members.append(Member(node: make(), leader: members.count))
    return members.count - 1
  }

  mutating func join(_ a: Int, _ b: Int, _ kind: Conflict.Kind) {
    let (left, right) = (leader(of: a), leader(of: b))
    members[max(left, right)].leader = min(left, right)
    members[min(left, right)].kind =
      members[left].kind.orWorse(members[right].kind).orWorse(kind)
  }

  mutating func areJoined(_ a: Int, _ b: Int) -> Bool { leader(of: a) == leader(of: b) }

  private mutating func leader(of node: Int) -> Int {
    var node = node
    while members[node].leader != node {
      members[node].leader = members[members[node].leader].leader
      node = members[node].leader
    }
    return node
  }

  /// The groups, after joining what one strand did in one place as seen from several versions.
  mutating func groups() -> [Group] {
    // Two that clashed are what most clashes are.
    if members.count == 2, areJoined(0, 1) {
      return [Group(nodes: [members[0].node, members[1].node], kind: members[0].kind)]
    }
    joinViewsOfOnePlace()
    var groups: [Group] = []
    // A leader is the first of its group.
    var places = [Int](repeating: -1, count: members.count)
    for index in members.indices {
      let leader = leader(of: index)
      if leader == index {
        places[index] = groups.count
        groups.append(Group(nodes: [members[index].node], kind: members[index].kind))
      } else {
        groups[places[leader]].nodes.append(members[index].node)
      }
    }
    return groups
  }

  private mutating func joinViewsOfOnePlace() {
    let order = members.indices.sorted { left, right in
      let (one, other) = (members[left].node, members[right].node)
      if one.strand != other.strand { return one.strand < other.strand }
      if one.part != other.part { return one.part.rawValue < other.part.rawValue }
      return one.place.lowerBound < other.place.lowerBound
    }
    var farthest: Int?
    for index in order {
      if let known = farthest, members[known].node.strand == members[index].node.strand,
        members[known].node.part == members[index].node.part
      {
        // A gap may be empty, so touching counts; what touches in one strand is one place.
        if members[known].node.place.upperBound >= members[index].node.place.lowerBound {
          join(known, index, .sameGap)
        }
        if members[known].node.place.upperBound >= members[index].node.place.upperBound { continue }
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
