/// Finding line ends, and other scalars that are rare, sixteen scalars at a time; a block without
/// one costs a few instructions.
extension ArraySlice<Unicode.Scalar> {
  private static var block: Int { 16 }

  /// The first line end.
  func firstLineEnd() -> Int? {
    firstRare(where: ArraySlice.lineEnd)
  }

  /// The first scalar for which the highest bit of `mark` is set. The mark must be sums: out of
  /// comparisons the compiler makes a table to jump by, and a block is no vector code then.
  @inline(__always)
  func firstRare(where mark: (UInt32) -> UInt32) -> Int? {
    let scalars = span
    var index = 0
    while index + Self.block <= count, !ArraySlice.has(mark, scalars, at: index) {
      index += Self.block
    }
    while index < count {
      if ArraySlice.isMarked(mark(scalars[index].value)) { return startIndex + index }
      index += 1
    }
    return nil
  }

  /// The last line end.
  func lastLineEnd() -> Int? {
    let scalars = span
    var end = count
    while end >= Self.block,
      !ArraySlice.has(ArraySlice.lineEnd, scalars, at: end - Self.block)
    {
      end -= Self.block
    }
    while end > 0 {
      end -= 1
      if scalars[end] == "\n" { return startIndex + end }
    }
    return nil
  }

  @inline(__always)
  private static func lineEnd(_ value: UInt32) -> UInt32 { value.marked(if: 0x0A) }

  @inline(__always)
  private static func isMarked(_ mark: UInt32) -> Bool { mark & 0x8000_0000 != 0 }

  @inline(__always)
  private static func has(
    _ mark: (UInt32) -> UInt32, _ scalars: Span<Unicode.Scalar>, at start: Int
  ) -> Bool {
    var found: UInt32 = 0
    for offset in 0..<block {
      found |= unsafe mark(scalars[unchecked: start &+ offset].value)
    }
    return isMarked(found)
  }
}

extension UInt32 {
  /// Something whose highest bit is set if this scalar is another one.
  @inline(__always)
  func marked(if other: UInt32) -> UInt32 { (self ^ other) &- 1 }
}

extension ArraySlice<Unicode.Scalar> {
  /// The first scalar that is no blank, if its line ends here too.
  func firstInkOfWholeLine() -> Int? {
    guard let ink = firstIndex(where: { !$0.isSpace }), self[ink...].firstLineEnd() != nil else {
      return nil
    }
    return ink
  }
}
