/// Which changes deleted which items of a zone, as ranges with the same fate.
struct Deletions {
  private struct Piece {
    var items: Range<Int32>
    /// Ascending.
    var changes: [Int]
  }

  /// Ascending; what lies in none of them nobody deleted.
  private var pieces: [Piece] = []

  /// The changes that deleted an item, and where the items of the same fate end.
  func fate(of item: Int32) -> (changes: [Int], end: Int32) {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].items.upperBound <= item { low = middle + 1 } else { high = middle }
    }
    guard low < pieces.count else { return ([], Int32.max) }
    let piece = pieces[low]
    return piece.items.lowerBound <= item
      ? (piece.changes, piece.items.upperBound) : ([], piece.items.lowerBound)
  }
}

extension Deletions {
  /// Sweeps over the borders of all deleted ranges, with the set of changes that reach over each.
  struct Builder {
    private var borders: [(item: Int32, change: Int, isStart: Bool)] = []

    /// A change deleted some items, none of them twice.
    mutating func add(_ change: Int, _ items: Range<Int32>) {
      borders.append((items.lowerBound, change, true))
      borders.append((items.upperBound, change, false))
    }

    func deletions() -> Deletions {
      var result = Deletions()
      var changes: [Int] = []
      var start: Int32 = 0
      for border in borders.sorted(by: { $0.item < $1.item }) {
        if border.item > start, !changes.isEmpty {
          result.pieces.append(Piece(items: start..<border.item, changes: changes))
        }
        start = border.item
        let place = Self.place(of: border.change, in: changes)
        if border.isStart {
          changes.insert(border.change, at: place)
        } else {
          changes.remove(at: place)
        }
      }
      return result
    }

    private static func place(of change: Int, in changes: [Int]) -> Int {
      var low = 0
      var high = changes.count
      while low < high {
        let middle = (low + high) / 2
        if changes[middle] < change { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}
