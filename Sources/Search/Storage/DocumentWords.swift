/// The words of one article, as the index keeps them: a row's bytes, and nothing else is stored.
///
/// ```
/// words in the article, words in its title, then for each different word in ascending order:
/// the distance of its number to the one before, and its FieldCounts
/// ```
///
/// All but the last are LEB128 numbers. Some 250 different words of an article of 3 kB take 600
/// bytes.
struct DocumentWords: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let word: UInt32
    let counts: FieldCounts
  }

  var wordCount = 0
  var titleWordCount = 0

  /// Ascending by word.
  var entries: [Entry] = []
}

extension DocumentWords {
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + entries.count * 3)
    bytes.appendVarint(UInt32(clamping: wordCount))
    bytes.appendVarint(UInt32(clamping: titleWordCount))
    var last: UInt32 = 0
    for entry in entries {
      bytes.appendVarint(entry.word - last)
      bytes.append(entry.counts.code)
      last = entry.word
    }
    return bytes
  }

  /// Bytes that are damaged give what is sound before the damage.
  init(decoding bytes: Span<UInt8>) {
    let reader = DocumentWords.forEach(in: bytes) { entries.append($0) }
    wordCount = reader.wordCount
    titleWordCount = reader.titleWordCount
  }

  /// Reads without making an array; the answer tells the lengths and whether the bytes are sound.
  @discardableResult
  @inline(__always)
  static func forEach(
    in bytes: Span<UInt8>, _ body: (Entry) -> Void
  ) -> (wordCount: Int, titleWordCount: Int, isSound: Bool) {
    var offset = 0
    guard let words = bytes.varint(at: &offset), let titleWords = bytes.varint(at: &offset) else {
      return (0, 0, false)
    }
    var word: UInt32 = 0
    while offset < bytes.count {
      guard let distance = bytes.varint(at: &offset), offset < bytes.count else {
        return (Int(words), Int(titleWords), false)
      }
      let (next, overflows) = word.addingReportingOverflow(distance)
      guard !overflows else { return (Int(words), Int(titleWords), false) }
      word = next
      body(Entry(word: word, counts: FieldCounts(code: bytes[offset])))
      offset += 1
    }
    return (Int(words), Int(titleWords), true)
  }
}

extension [UInt8] {
  /// LEB128, as in DWARF 5 §7.6.
  mutating func appendVarint(_ value: UInt32) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }
}

extension Span<UInt8> {
  /// The number at an offset, which moves behind it; nil when the bytes end or it is too large.
  @inline(__always)
  fileprivate func varint(at offset: inout Int) -> UInt32? {
    var value: UInt32 = 0
    var shift: UInt32 = 0
    while offset < count {
      let byte = self[offset]
      offset += 1
      if shift == 28, byte > 0x0f { return nil }
      value |= UInt32(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
      if shift > 28 { return nil }
    }
    return nil
  }
}
