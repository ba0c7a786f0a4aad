import Chance

extension SeededRandom {
  /// Words that no compressor can shorten much.
  mutating func prose(words: Int) -> String {
    (0..<words).map { _ in String(next() % 78_364_164_096, radix: 36) }.joined(separator: " ")
  }
}
