/// Which change came after which: a document's event graph at the grain of whole changes.
///
/// Changes are numbered in this replica's order of arrival, which is causal: parents come first.
/// The numbers differ between replicas and never leave this one.
struct ChangeGraph: Sendable {
  private(set) var ids: [ChangeID] = []
  private(set) var parents: [[Int]] = []

  /// The longest way from the creation, the same on every replica. It decides which of several
  /// concurrent register values is shown.
  private(set) var depths: [Int] = []
  private(set) var heads: [Int] = []
  private var indices: [ChangeID: Int] = [:]

  var count: Int { ids.count }

  func index(of id: ChangeID) -> Int? { indices[id] }

  /// Adds a change whose parents are known.
  mutating func append(_ id: ChangeID, parents: [Int]) {
    let index = ids.count
    ids.append(id)
    self.parents.append(parents)
    let deepest = parents.reduce(0) { max($0, depths[$1]) }
    depths.append(deepest + 1)
    indices[id] = index
    heads.removeAll { parents.contains($0) }
    heads.append(index)
  }

  /// The past of several changes, themselves included.
  func past(of indices: [Int]) -> IndexBits {
    var bits = IndexBits(capacity: (indices.max() ?? -1) + 1)
    for index in indices { bits.insert(index) }
    for index in stride(from: (indices.max() ?? -1), through: 0, by: -1)
    where bits.contains(index) {
      for parent in parents[index] { bits.insert(parent) }
    }
    return bits
  }

  /// Whether `ancestor` lies strictly in the past of `index`.
  func isAncestor(_ ancestor: Int, of index: Int) -> Bool {
    guard ancestor < index, depths[ancestor] < depths[index] else { return false }
    var reached = IndexBits(capacity: index + 1 - ancestor)
    reached.insert(index - ancestor)
    for next in stride(from: index, to: ancestor, by: -1) where reached.contains(next - ancestor) {
      for parent in parents[next] where parent >= ancestor { reached.insert(parent - ancestor) }
    }
    return reached.contains(0)
  }

  /// The members that are in no other member's past: the smallest way to write the same version.
  func dominators(of indices: [Int]) -> [Int] {
    let members = Set(indices)
    guard members.count > 1 else { return Array(members) }
    var below = IndexBits(capacity: (members.max() ?? -1) + 1)
    var result: [Int] = []
    for index in stride(from: members.max() ?? -1, through: members.min() ?? 0, by: -1) {
      let isMember = members.contains(index)
      if isMember && !below.contains(index) { result.append(index) }
      if isMember || below.contains(index) {
        for parent in parents[index] { below.insert(parent) }
      }
    }
    return result
  }
}
