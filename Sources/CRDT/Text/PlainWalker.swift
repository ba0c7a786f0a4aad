/// The walker told as plainly as it can be: one record a scalar, one list, no runs and no trees.
///
/// A record is visible in a version when the change that inserted it is in that version's past and
/// none that deleted it is; so nothing is ever retreated or advanced, it is just asked again.
struct PlainWalker {
  struct Record {
    var scalar: Unicode.Scalar
    /// (change index, offset of the inserted scalar in its change and field).
    var change: Int
    var offset: Int
    /// Identities of the neighbours at insertion; `nil` is the end of the document there.
    var originLeft: Identity?
    var originRight: Identity?
    var deletedBy: [Int] = []

    var identity: Identity { Identity(change: change, offset: offset) }
  }

  struct Identity: Hashable {
    var change: Int
    var offset: Int
  }

  private(set) var records: [Record] = []
  private let graph: ChangeGraph

  init(graph: ChangeGraph) {
    self.graph = graph
  }

  /// Applies the splices that one change made to the field, in the version of its parents.
  mutating func apply(_ splices: [Splice], of change: Int, offset start: inout Int) {
    let past = graph.past(of: [change])
    for splice in splices {
      delete(splice.deleted, at: splice.position, by: change, past: past)
      insert(
        Array(splice.inserted.unicodeScalars), at: splice.position, by: change, past: past,
        offset: &start)
    }
  }

  private func isVisible(_ record: Record, _ past: IndexBits) -> Bool {
    past.contains(record.change) && !record.deletedBy.contains(where: past.contains)
  }

  private mutating func delete(_ count: Int, at position: Int, by change: Int, past: IndexBits) {
    var visible = 0
    var left = count
    for index in records.indices where left > 0 && isVisible(records[index], past) {
      if visible >= position {
        records[index].deletedBy.append(change)
        left -= 1
      } else {
        visible += 1
      }
    }
  }

  private mutating func insert(
    _ scalars: [Unicode.Scalar], at position: Int, by change: Int, past: IndexBits,
    offset: inout Int
  ) {
    guard !scalars.isEmpty else { return }
    var index = 0
    var visible = 0
    while visible < position {
      if isVisible(records[index], past) { visible += 1 }
      index += 1
    }
    let originLeft = index > 0 ? records[index - 1].identity : nil
    let right = records[index...].first { past.contains($0.change) }
    let place = placement(
      from: index, originLeft: originLeft, right: right, change: change, offset: offset, past)
    var left = originLeft
    var run: [Record] = []
    for scalar in scalars {
      run.append(
        Record(
          scalar: scalar, change: change, offset: offset, originLeft: left,
          originRight: right?.identity))
      left = Identity(change: change, offset: offset)
      offset += 1
    }
    records.insert(contentsOf: run, at: place)
  }

  /// Fugue as a list scan: right parents count only where the neighbours share their left origin.
  private func placement(
    from start: Int, originLeft: Identity?, right: Record?, change: Int, offset: Int,
    _ past: IndexBits
  ) -> Int {
    let myLeft = start - 1
    let myRight = rightParent(right, left: originLeft)
    var place = start
    var scanning = false
    var index = start
    while index < records.count, !past.contains(records[index].change) {
      let other = records[index]
      let otherLeft = position(of: other.originLeft) ?? -1
      if otherLeft < myLeft { break }
      if otherLeft == myLeft {
        let otherRightRecord = position(of: other.originRight).map { records[$0] }
        let otherRight = rightParent(otherRightRecord, left: other.originLeft)
        if otherRight == myRight {
          if precedes(change, offset, other.change, other.offset) { break }
          scanning = false
        } else {
          scanning =
            (position(of: otherRight) ?? records.count) < (position(of: myRight) ?? records.count)
        }
      }
      index += 1
      if !scanning { place = index }
    }
    return place
  }

  private func rightParent(_ right: Record?, left: Identity?) -> Identity? {
    guard let right, right.originLeft == left else { return nil }
    return right.identity
  }

  private func position(of identity: Identity?) -> Int? {
    identity.flatMap { wanted in records.firstIndex { $0.identity == wanted } }
  }

  private func precedes(_ change: Int, _ offset: Int, _ other: Int, _ otherOffset: Int) -> Bool {
    change == other ? offset < otherOffset : graph.ids[change] < graph.ids[other]
  }
}
