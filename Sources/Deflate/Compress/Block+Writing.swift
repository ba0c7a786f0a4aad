/// Chooses the cheapest of the three kinds of block (RFC 1951 §3.2.3) and writes it.
extension Block {
  func write(_ input: Span<UInt8>, isLast: Bool, to bits: inout BitWriter) {
    let codes = DynamicCodes(literals: literals, distances: distances)
    let fixedCost =
      3 + PrefixCode.fixedLiterals.cost(literals) + PrefixCode.fixedDistances.cost(distances)
      + extraBits
    let dynamicCost = codes.cost(literals, distances) + extraBits
    let storedCost = (range.count + 5 * (range.count / 65_535 + 1)) * 8
    if storedCost <= min(fixedCost, dynamicCost) {
      writeStored(input, isLast: isLast, to: &bits)
    } else if fixedCost <= dynamicCost {
      bits.put(isLast ? 1 : 0, count: 1)
      bits.put(1, count: 2)
      write(
        to: &bits, literals: PrefixCode.fixedLiterals, distances: PrefixCode.fixedDistances)
    } else {
      bits.put(isLast ? 1 : 0, count: 1)
      bits.put(2, count: 2)
      codes.write(to: &bits)
      write(to: &bits, literals: codes.literals, distances: codes.distances)
    }
  }

  /// RFC 1951 §3.2.4: a stored block holds at most 65,535 bytes, so long ones are cut.
  private func writeStored(_ input: Span<UInt8>, isLast: Bool, to bits: inout BitWriter) {
    var start = range.lowerBound
    repeat {
      let count = min(65_535, range.upperBound - start)
      let ends = start + count == range.upperBound
      bits.put(isLast && ends ? 1 : 0, count: 3)
      bits.alignToByte()
      bits.put(count, count: 16)
      bits.put(count ^ 0xffff, count: 16)
      for place in start..<(start + count) { bits.put(Int(input[place]), count: 8) }
      start += count
    } while start < range.upperBound
  }
}

extension PrefixCode {
  fileprivate static let fixedLiterals = PrefixCode(lengths: Symbols.fixedLiteralLengths)
  fileprivate static let fixedDistances = PrefixCode(lengths: Symbols.fixedDistanceLengths)
}

/// The two codes of a dynamic block and their own description (RFC 1951 §3.2.7).
struct DynamicCodes {
  let literals: PrefixCode
  let distances: PrefixCode
  private let description: [Run]
  private let descriptionCode: PrefixCode
  private let orderCount: Int
  private let literalCount: Int
  private let distanceCount: Int

  /// One symbol of the code length alphabet with its extra bits.
  private struct Run {
    var symbol: Int
    var extra = 0
    var extraCount = 0
  }

  init(literals literalFrequencies: [Int], distances distanceFrequencies: [Int]) {
    literals = PrefixCode(frequencies: literalFrequencies, longest: 15)
    distances = PrefixCode(frequencies: distanceFrequencies, longest: 15)
    literalCount = max(257, Self.usedCount(literals.lengths))
    distanceCount = max(1, Self.usedCount(distances.lengths))
    description = Self.runs(
      Array(literals.lengths[..<literalCount] + distances.lengths[..<distanceCount]))
    var frequencies = [Int](repeating: 0, count: Symbols.codeLengthCount)
    for run in description { frequencies[run.symbol] += 1 }
    descriptionCode = PrefixCode(frequencies: Self.atLeastTwo(frequencies), longest: 7)
    var count = Symbols.codeLengthCount
    while count > 4, descriptionCode.lengths[Int(Symbols.codeLengthOrder[count - 1])] == 0 {
      count -= 1
    }
    orderCount = count
  }

  func cost(_ literalFrequencies: [Int], _ distanceFrequencies: [Int]) -> Int {
    let own = description.reduce(0) {
      $0 + Int(descriptionCode.lengths[$1.symbol]) + $1.extraCount
    }
    return 17 + 3 * orderCount + own + literals.cost(literalFrequencies)
      + distances.cost(distanceFrequencies)
  }

  func write(to bits: inout BitWriter) {
    bits.put(literalCount - 257, count: 5)
    bits.put(distanceCount - 1, count: 5)
    bits.put(orderCount - 4, count: 4)
    for index in 0..<orderCount {
      bits.put(Int(descriptionCode.lengths[Int(Symbols.codeLengthOrder[index])]), count: 3)
    }
    for run in description {
      bits.put(descriptionCode, run.symbol)
      bits.put(run.extra, count: run.extraCount)
    }
  }

  private static func usedCount(_ lengths: [UInt8]) -> Int {
    (lengths.lastIndex { $0 > 0 } ?? -1) + 1
  }

  /// Decoders refuse a code length code that is not complete, so it never has one symbol only.
  private static func atLeastTwo(_ frequencies: [Int]) -> [Int] {
    var result = frequencies
    for symbol in [0, 18] where result.count(where: { $0 > 0 }) < 2 && result[symbol] == 0 {
      result[symbol] = 1
    }
    return result
  }

  /// The lengths with repetitions folded: 16 repeats the last one, 17 and 18 repeat zero.
  private static func runs(_ lengths: [UInt8]) -> [Run] {
    var runs: [Run] = []
    var index = 0
    while index < lengths.count {
      let length = lengths[index]
      var times = 1
      while index + times < lengths.count, lengths[index + times] == length { times += 1 }
      index += times
      append(length, times: times, to: &runs)
    }
    return runs
  }

  private static func append(_ length: UInt8, times: Int, to runs: inout [Run]) {
    var left = times
    if length == 0 {
      while left >= 11 {
        let count = min(138, left)
        runs.append(Run(symbol: 18, extra: count - 11, extraCount: 7))
        left -= count
      }
      if left >= 3 {
        runs.append(Run(symbol: 17, extra: left - 3, extraCount: 3))
        left = 0
      }
    } else {
      runs.append(Run(symbol: Int(length)))
      left -= 1
      while left >= 3 {
        let count = min(6, left)
        runs.append(Run(symbol: 16, extra: count - 3, extraCount: 2))
        left -= count
      }
    }
    for _ in 0..<left { runs.append(Run(symbol: Int(length))) }
  }
}
