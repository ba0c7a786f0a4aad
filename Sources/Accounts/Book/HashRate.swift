internal import Synchronization

/// How many passwords are hashed in a second, whoever asks: a crowd of guessers from everywhere must
/// leave the processor to those who read.
final class HashRate: Sendable {
  private static let perSecondMax = 20
  private let counted = Mutex<(second: Int64, count: Int)>((0, 0))

  /// Whether there is room for one more in the second of `now`.
  func take(now: Int64) -> Bool {
    let second = now / 1_000
    return counted.withLock { counted in
      if counted.second != second { counted = (second, 0) }
      guard counted.count < HashRate.perSecondMax else { return false }
      counted.count += 1
      return true
    }
  }
}
