/// How far apart two skeletons are: letters put in, left out, exchanged or swapped with their
/// neighbour (optimal string alignment; Damerau 1964), each a slip of two halves.
///
/// What happens to hands more easily is half a slip: a neighbouring key, a letter struck twice or
/// once instead of twice, two letters swapped, and e for æ, which has the skeleton of an a.
///
/// It keeps its rows between calls, because it is asked about thousands of words in a row.
struct EditDistance {
  static let slip = 2

  private var before: [UInt8] = []
  private var above: [UInt8] = []
  private var row: [UInt8] = []

  /// The distance in half slips, or nil when it is more than `limit`.
  mutating func distance(
    _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, limit: Int
  ) -> Int? {
    // Letters too many are half a slip each at least.
    guard abs(left.count - right.count) <= limit else { return nil }
    let width = right.count
    prepare(right)
    var last: UInt8 = 0
    for (i, letter) in left.enumerated() {
      row[0] = UInt8(clamping: (i + 1) * EditDistance.slip)
      var least = row[0]
      let leaveOut: UInt8 = letter == last ? 1 : 2
      for j in 0..<width {
        let other = right[right.startIndex + j]
        let putIn: UInt8 = j > 0 && right[right.startIndex + j - 1] == other ? 1 : 2
        var best = min(
          above[j + 1] &+ leaveOut, row[j] &+ putIn,
          above[j] &+ EditDistance.exchange(letter, other))
        if i > 0, j > 0, letter == right[right.startIndex + j - 1], last == other, letter != other {
          best = min(best, before[j - 1] &+ 1)
        }
        row[j + 1] = best
        least = min(least, best)
      }
      if Int(least) > limit { return nil }
      last = letter
      // Three rows take turns: what was `before` is written over next.
      swap(&before, &above)
      swap(&above, &row)
    }
    return Int(above[width]) <= limit ? Int(above[width]) : nil
  }

  private mutating func prepare(_ right: ArraySlice<UInt8>) {
    if row.count <= right.count {
      let size = max(right.count + 1, 72)
      before = [UInt8](repeating: 0, count: size)
      above = before
      row = before
    }
    for j in 0...right.count { above[j] = UInt8(clamping: j * EditDistance.slip) }
  }

  @inline(__always)
  private static func exchange(_ left: UInt8, _ right: UInt8) -> UInt8 {
    if left == right { return 0 }
    return neighbours[Int(left & 31)] & 1 << UInt32(right & 31) != 0 ? 1 : 2
  }

  /// The letters that are near each letter on a Danish keyboard, one bit each; å is an a here, and
  /// so is æ, ø an o.
  private static let neighbours: [UInt32] = {
    var near = [UInt32](repeating: 0, count: 32)
    func number(_ letter: Character) -> Int {
      switch letter {
      case "æ", "å": 1
      case "ø": 15
      default: Int((letter.asciiValue ?? 0x60) - 0x60)
      }
    }
    func note(_ left: Character, _ right: Character) {
      near[number(left)] |= 1 << UInt32(number(right))
      near[number(right)] |= 1 << UInt32(number(left))
    }
    let rows = ["qwertyuiopå", "asdfghjklæø", "zxcvbnm"].map(Array.init)
    for row in rows {
      for (left, right) in zip(row, row.dropFirst()) { note(left, right) }
    }
    for (upper, lower) in zip(rows, rows.dropFirst()) {
      for place in lower.indices {
        note(lower[place], upper[place])
        if place + 1 < upper.count { note(lower[place], upper[place + 1]) }
      }
    }
    note("a", "e")
    return near
  }()
}
