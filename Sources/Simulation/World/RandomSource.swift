import Chance

/// The one source of chance in a world: xoshiro256** (Blackman and Vigna, 2018), its state drawn
/// from a seed by SplitMix64 as its authors advise.
///
/// The standard library's ranges and shuffles are not used on it: their algorithms may change from
/// one Swift to the next, and a seed must mean the same for years.
public struct RandomSource: RandomNumberGenerator, Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  public init(seed: UInt64) {
    var states = SeededRandom(seed: seed)
    a = states.next()
    b = states.next()
    c = states.next()
    d = states.next()
  }

  public mutating func next() -> UInt64 {
    let result = RandomSource.rotate(b &* 5, 7) &* 9
    let t = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = RandomSource.rotate(d, 45)
    return result
  }

  private static func rotate(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 - k)) }

  /// A number from 0 to `count` - 1; 0 when there is nothing to choose from.
  public mutating func below(_ count: Int) -> Int {
    guard count > 1 else { return 0 }
    return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(count)).high)
  }

  public mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

  public var isHeads: Bool {
    mutating get { next() & 1 == 1 }
  }

  /// True so many times in a thousand.
  public mutating func chance(perMille: Int) -> Bool { below(1000) < perMille }

  public mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

  /// A source of its own, so that what is drawn there moves nothing here.
  public mutating func split() -> RandomSource { RandomSource(seed: next()) }

  public mutating func shuffle<T>(_ items: inout [T]) {
    for index in items.indices.dropFirst() { items.swapAt(index, below(index + 1)) }
  }
}

/// Chance that goes on where it was when a process ends and another begins on the same machine.
final class SharedChance: RandomNumberGenerator {
  private var source: RandomSource

  init(seed: UInt64) {
    source = RandomSource(seed: seed)
  }

  func next() -> UInt64 { source.next() }
}
