// The line before a chunk's data (RFC 9112 §7.1).

/// "chunk-size [ chunk-ext ]". Extensions are counted and ignored, as §7.1.1 demands of who does
/// not know them.
struct ChunkLine: Sendable {
  let size: Int
  let extensionBytes: Int

  init(_ line: ArraySlice<UInt8>) throws(RequestError) {
    var size = 0
    let digits = line.prefix { $0.hexValue != nil }
    guard !digits.isEmpty else { throw .chunkInvalid }
    for digit in digits {
      // §7.1: "MUST anticipate potentially large hexadecimal numerals and prevent parsing errors
      // due to integer conversion overflows".
      guard size <= Int.max >> 4, let value = digit.hexValue else { throw .chunkInvalid }
      size = size << 4 | Int(value)
    }
    let rest = line[digits.endIndex...]
    if !rest.isEmpty {
      let afterBlanks = rest.drop { $0 == .space || $0 == .tab }
      guard afterBlanks.first == UInt8(ascii: ";"),
        afterBlanks.allSatisfy({ $0.isFieldValue })
      else { throw .chunkInvalid }
    }
    self.size = size
    extensionBytes = rest.count
  }
}
