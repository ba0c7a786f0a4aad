/// Finding line ends sixteen scalars at a time; a block without one costs a few instructions.
extension ArraySlice<Unicode.Scalar> {
  private static var block: Int { 16 }

  /// The first line end.
  func firstLineEnd() -> Int? {
    let scalars = span
    var index = 0
    while index + Self.block <= count, !ArraySlice.hasLineEnd(scalars, at: index) {
      index += Self.block
    }
    while index < count {
      if scalars[index] == "\n" { return startIndex + index }
      index += 1
    }
    return nil
  }

  /// The last line end.
  func lastLineEnd() -> Int? {
    let scalars = span
    var end = count
    while end >= Self.block, !ArraySlice.hasLineEnd(scalars, at: end - Self.block) {
      end -= Self.block
    }
    while end > 0 {
      end -= 1
      if scalars[end] == "\n" { return startIndex + end }
    }
    return nil
  }

  /// Without branches or bounds checks it is vector code.
  @inline(__always)
  private static func hasLineEnd(_ scalars: Span<Unicode.Scalar>, at start: Int) -> Bool {
    var found: UInt32 = 0
    for offset in 0..<block {
      found |= unsafe scalars[unchecked: start + offset].value == 0x0A ? 1 : 0
    }
    return found != 0
  }
}
