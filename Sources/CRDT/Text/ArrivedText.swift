/// Inserted text that came as UTF-8 and stands in the log as scalars: where a part of it is put into
/// a text as a whole, its bytes are copied and need not be made again.
struct ArrivedText {
  /// Below so many scalars making the bytes is quicker than finding them.
  private static let partMin = 64
  /// For every so manieth scalar it is noted where its bytes begin.
  private static let stride = 256

  let bytes: [UInt8]
  private let scalars: Range<Int>
  private let starts: [Int]

  /// `scalars` is their place in the log.
  init(_ bytes: [UInt8], scalars: Range<Int>) {
    var starts: [Int] = []
    starts.reserveCapacity(scalars.count / Self.stride + 1)
    var start = 0
    for index in Swift.stride(from: 0, to: scalars.count, by: Self.stride) {
      starts.append(start)
      let count = min(Self.stride, scalars.count - index)
      start = UTF8Text.end(of: count, from: start, in: bytes.span)
    }
    self.bytes = bytes
    self.scalars = scalars
    self.starts = starts
  }

  /// The bytes of a part of the log, if they are here and worth looking for.
  func range(of part: Range<Int>) -> Range<Int>? {
    guard part.count >= Self.partMin, scalars.lowerBound <= part.lowerBound,
      part.upperBound <= scalars.upperBound
    else { return nil }
    return start(of: part.lowerBound)..<start(of: part.upperBound)
  }

  private func start(of scalar: Int) -> Int {
    let index = scalar - scalars.lowerBound
    guard index < scalars.count else { return bytes.count }
    return UTF8Text.end(
      of: index % Self.stride, from: starts[index / Self.stride], in: bytes.span)
  }
}
