import CRDT

/// The changes of an authority document with what each puts on record and what lies in its past.
struct AuthorityGraph: Sendable {
  let changes: [Change]
  let records: [[AuthorityRecord]]
  /// What lies in each change's past, itself not included; `nil` where a parent is not held.
  let pasts: [ChangeSet?]
  let parents: [[Int]]

  /// At most one for each change, which names it.
  let grants: [(index: Int, grant: Grant)]
  private let indices: [ChangeID: Int]

  init?(_ changes: [Change]) {
    guard let first = changes.first, first.parents.isEmpty,
      case .create(let kind) = first.operations.first, kind == DocumentKind.authority.rawValue
    else { return nil }
    var indices: [ChangeID: Int] = [:]
    var pasts: [ChangeSet?] = []
    var parents: [[Int]] = []
    for (index, change) in changes.enumerated() {
      let known = change.parents.compactMap { indices[$0] }
      parents.append(known)
      pasts.append(
        known.count == change.parents.count ? AuthorityGraph.past(of: known, pasts) : nil)
      indices[change.id] = index
    }
    self.changes = changes
    self.indices = indices
    self.pasts = pasts
    self.parents = parents
    records = changes.map { $0.operations.compactMap { AuthorityRecord($0) } }
    grants = records.enumerated().compactMap { index, records in
      for case .grant(let grant) in records { return (index, grant) }
      return nil
    }
  }

  private static func past(of parents: [Int], _ pasts: [ChangeSet?]) -> ChangeSet? {
    var past = ChangeSet()
    for parent in parents {
      guard let earlier = pasts[parent] else { return nil }
      past.formUnion(earlier)
      past.insert(parent)
    }
    return past
  }

  func index(of id: ChangeID) -> Int? { indices[id] }

  /// The node that holds the first grant.
  var founder: NodeID? {
    guard let first = grants.first, first.index == 0 else { return nil }
    return first.grant.holder.node
  }

  /// What somebody knew who knew these heads; `nil` where one of them is not held.
  func past(ofVersion heads: [ChangeID]) -> ChangeSet? {
    var known: [Int] = []
    for head in heads {
      guard let index = indices[head] else { return nil }
      known.append(index)
    }
    return AuthorityGraph.past(of: known, pasts)
  }
}
