import CRDT

/// The slow twin: the merge rule told as plainly as it can be, and the judge of the fast one.
///
/// One record a scalar, one list, no runs and no trees. A record is visible in a version when the
/// change that inserted it is in that version's past and none that deleted it is; so nothing is
/// ever retreated or advanced, it is just asked again. Concurrent insertions are placed by Fugue's
/// other formulation, the scan over what the author did not know, which the fast walker avoids.
struct PlainWalker {
  struct Record {
    var scalar: Unicode.Scalar
    /// The inserting change and the scalar's number in it.
    var name: Name
    /// The neighbours at insertion; `nil` is the end of the document there.
    var originLeft: Name?
    var originRight: Name?
    var deletedBy: Set<Int> = []
  }

  struct Name: Hashable {
    var change: Int
    var offset: Int
  }

  private(set) var records: [Record] = []

  /// Applies what one change did, in the version of its parents. `past` includes the change.
  mutating func apply(
    _ splices: [Splice], by change: Int, past: Set<Int>, ids: [ChangeID], offset: inout Int
  ) {
    for splice in splices {
      delete(splice.deleted, at: splice.position, by: change, past: past)
      for (index, scalar) in splice.inserted.unicodeScalars.enumerated() {
        insert(
          scalar, at: splice.position + index, name: Name(change: change, offset: offset),
          past: past, ids: ids)
        offset += 1
      }
    }
  }

  func isVisible(_ record: Record, in past: Set<Int>) -> Bool {
    past.contains(record.name.change) && record.deletedBy.isDisjoint(with: past)
  }

  func text(in past: Set<Int>) -> String {
    var text = String.UnicodeScalarView()
    for record in records where isVisible(record, in: past) { text.append(record.scalar) }
    return String(text)
  }

  private mutating func delete(_ count: Int, at position: Int, by change: Int, past: Set<Int>) {
    let visible = records.indices.filter { isVisible(records[$0], in: past) }
    for index in visible[position..<position + count] { records[index].deletedBy.insert(change) }
  }

  private mutating func insert(
    _ scalar: Unicode.Scalar, at position: Int, name: Name, past: Set<Int>, ids: [ChangeID]
  ) {
    var index = 0
    var visible = 0
    while visible < position {
      if isVisible(records[index], in: past) { visible += 1 }
      index += 1
    }
    let right = records[index...].first { past.contains($0.name.change) }
    let record = Record(
      scalar: scalar, name: name, originLeft: index > 0 ? records[index - 1].name : nil,
      originRight: right?.name)
    records.insert(record, at: placement(of: record, from: index, past: past, ids: ids))
  }

  /// Fugue as a scan over the records that the author did not know.
  private func placement(
    of mine: Record, from start: Int, past: Set<Int>, ids: [ChangeID]
  ) -> Int {
    let myRight = rightParent(of: mine)
    var place = start
    var scanning = false
    for index in start..<records.count {
      let other = records[index]
      if past.contains(other.name.change) { break }
      let left = position(of: other.originLeft) ?? -1
      if left < start - 1 { break }
      if left == start - 1 {
        let right = rightParent(of: other)
        if right == myRight {
          if precedes(mine.name, other.name, ids) { break }
          scanning = false
        } else {
          scanning =
            (position(of: right) ?? records.count) < (position(of: myRight) ?? records.count)
        }
      }
      if !scanning { place = index + 1 }
    }
    return place
  }

  /// The right origin counts as a parent only where it was itself typed behind the left origin.
  private func rightParent(of record: Record) -> Name? {
    guard let right = position(of: record.originRight) else { return nil }
    return records[right].originLeft == record.originLeft ? record.originRight : nil
  }

  private func position(of name: Name?) -> Int? {
    name.flatMap { name in records.firstIndex { $0.name == name } }
  }

  private func precedes(_ name: Name, _ other: Name, _ ids: [ChangeID]) -> Bool {
    name.change == other.change
      ? name.offset < other.offset : ids[name.change] < ids[other.change]
  }
}
