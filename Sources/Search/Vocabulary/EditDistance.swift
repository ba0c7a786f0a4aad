/// How many slips of the finger lie between two words: letters missing, added, exchanged for
/// another, or two neighbours swapped.
struct EditDistance {
  private var before: [UInt8] = []
  private var above: [UInt8] = []
  private var row: [UInt8] = []

  /// The distance, or nil when it is more than `limit`.
  mutating func distance(
    _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, limit: Int
  ) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    let width = right.count
    prepare(width)
    for (i, letter) in left.enumerated() {
      row[0] = UInt8(clamping: i + 1)
      var least = row[0]
      for j in 0..<width {
        let other = right[right.startIndex + j]
        var best = min(above[j + 1] &+ 1, row[j] &+ 1, above[j] &+ (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == right[right.startIndex + j - 1],
          left[left.startIndex + i - 1] == other
        {
          best = min(best, before[j - 1] &+ 1)
        }
        row[j + 1] = best
        least = min(least, best)
      }
      if Int(least) > limit { return nil }
      // Three rows take turns: what was `before` is written over next.
      swap(&before, &above)
      swap(&above, &row)
    }
    return Int(above[width]) <= limit ? Int(above[width]) : nil
  }

  private mutating func prepare(_ width: Int) {
    if row.count <= width {
      let size = max(width + 1, 72)
      before = [UInt8](repeating: 0, count: size)
      above = before
      row = before
    }
    for j in 0...width { above[j] = UInt8(clamping: j) }
  }
}
