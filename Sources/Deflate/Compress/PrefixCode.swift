/// The shortest prefix code for given frequencies under a limit on the length of a code, with the
/// codes ready to be written (RFC 1951 §3.2.2).
struct PrefixCode {
  let lengths: [UInt8]
  /// Reversed, because codes are sent highest bit first into a writer that packs lowest first.
  let codes: [UInt16]

  init(frequencies: [Int], longest: Int) {
    self.init(lengths: Self.lengths(frequencies, longest: longest))
  }

  init(lengths: [UInt8]) {
    self.lengths = lengths
    var counts = [Int](repeating: 0, count: 17)
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var next = [Int](repeating: 0, count: 17)
    for length in 1...15 { next[length + 1] = (next[length] + counts[length]) << 1 }
    codes = lengths.map { bits in
      guard bits > 0 else { return 0 }
      let length = Int(bits)
      defer { next[length] += 1 }
      return UInt16(truncatingIfNeeded: Self.reverse(next[length], count: length))
    }
  }

  /// Bits needed to write every symbol as often as its frequency says.
  func cost(_ frequencies: [Int]) -> Int {
    zip(frequencies, lengths).reduce(0) { $0 + $1.0 * Int($1.1) }
  }

  private static func reverse(_ code: Int, count: Int) -> Int {
    var result = 0
    for bit in 0..<count where code >> bit & 1 == 1 { result |= 1 << (count - 1 - bit) }
    return result
  }

  private static func lengths(_ frequencies: [Int], longest: Int) -> [UInt8] {
    var lengths = [UInt8](repeating: 0, count: frequencies.count)
    let used = frequencies.indices.filter { frequencies[$0] > 0 }
      .sorted { (frequencies[$0], $0) < (frequencies[$1], $1) }
    guard used.count > 1 else {
      // A code needs a bit even when there is nothing to tell apart.
      for symbol in used { lengths[symbol] = 1 }
      return lengths
    }
    var counts = depthCounts(used.map { frequencies[$0] })
    limit(&counts, to: longest)
    // The rarest symbols get the longest codes.
    var rarest = used.makeIterator()
    for length in stride(from: longest, to: 0, by: -1) {
      for _ in 0..<counts[length] {
        if let symbol = rarest.next() { lengths[symbol] = UInt8(length) }
      }
    }
    return lengths
  }

  /// Huffman's construction over ascending weights with two queues, leaves and merged nodes: how
  /// many leaves end up at each depth.
  private static func depthCounts(_ weights: [Int]) -> [Int] {
    let leaves = weights.count
    var nodes = weights
    var parent = [Int](repeating: 0, count: 2 * leaves - 1)
    var leaf = 0
    var inner = leaves
    for made in leaves..<(2 * leaves - 1) {
      var sum = 0
      for _ in 0..<2 {
        let takesLeaf = leaf < leaves && (inner >= made || nodes[leaf] <= nodes[inner])
        let child = takesLeaf ? leaf : inner
        if takesLeaf { leaf += 1 } else { inner += 1 }
        parent[child] = made
        sum += nodes[child]
      }
      nodes.append(sum)
    }
    var depth = [Int](repeating: 0, count: 2 * leaves - 1)
    var counts = [Int](repeating: 0, count: max(leaves, 17))
    for node in stride(from: 2 * leaves - 3, through: 0, by: -1) {
      depth[node] = depth[parent[node]] + 1
      if node < leaves { counts[depth[node]] += 1 }
    }
    return counts
  }

  /// Moves codes that are too long up to the limit, then pays for the room they take by making
  /// the cheapest shorter codes one longer, until the code is complete again. Not always the very
  /// best code under the limit, but within a fraction of a bit per thousand, and the limit is
  /// almost never reached.
  private static func limit(_ counts: inout [Int], to longest: Int) {
    for length in counts.indices where length > longest {
      counts[longest] += counts[length]
      counts[length] = 0
    }
    var taken = (1...longest).reduce(0) { $0 + counts[$1] << (longest - $1) }
    while taken > 1 << longest {
      counts[longest] -= 1
      for length in stride(from: longest - 1, to: 0, by: -1) where counts[length] > 0 {
        counts[length] -= 1
        counts[length + 1] += 2
        break
      }
      taken -= 1
    }
  }
}
