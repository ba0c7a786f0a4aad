/// Some of the words of a change (`Change.words`), by their places: which ones, and nothing of what
/// they say.
public struct WordMask: Hashable, Sendable {
  /// Ascending, none empty, none touching the next.
  public private(set) var runs: [Range<Int>] = []

  /// Places end below this number, so that sums of them cannot overflow.
  public static let placeMax = 1 << 31 - 1

  public init(_ places: some Sequence<Int> = []) {
    self.init(runs: places.map { $0..<$0 + 1 })
  }

  public init(runs: [Range<Int>]) {
    for run in runs.sorted(by: { $0.lowerBound < $1.lowerBound }) where !run.isEmpty {
      if let last = self.runs.last, run.lowerBound <= last.upperBound {
        self.runs[self.runs.count - 1] = last.lowerBound..<max(last.upperBound, run.upperBound)
      } else {
        self.runs.append(run)
      }
    }
  }

  public var isEmpty: Bool { runs.isEmpty }

  public func union(_ other: WordMask) -> WordMask { WordMask(runs: runs + other.runs) }

  public func isSubset(of other: WordMask) -> Bool { union(other) == other }

  /// For each of so many words, whether it is one of these.
  public func flags(count: Int) -> [Bool] {
    var flags = [Bool](repeating: false, count: count)
    for run in runs {
      for place in run.clamped(to: 0..<count) { flags[place] = true }
    }
    return flags
  }
}

// MARK: - On the wire (Protocol/04 §2.3)

extension WordMask {
  /// count, then for each run how many words lie between it and the one before, and its length.
  public func write(to writer: inout ByteWriter) {
    writer.varint(UInt64(runs.count))
    var end = 0
    for run in runs {
      writer.varint(UInt64(run.lowerBound - end))
      writer.varint(UInt64(run.count))
      end = run.upperBound
    }
  }

  /// Refuses what `write` does not write.
  public init(from reader: inout ByteReader) throws(ByteError) {
    var end = 0
    for index in 0..<(try reader.count(upTo: reader.remaining)) {
      let start = reader.position
      let gap = try reader.count(upTo: WordMask.placeMax - end)
      let length = try reader.count(upTo: WordMask.placeMax - end - gap)
      guard length > 0, gap > 0 || index == 0 else { throw ByteError(.notCanonical, at: start) }
      runs.append(end + gap..<end + gap + length)
      end += gap + length
    }
  }
}

extension Change {
  public static let blankWord: Unicode.Scalar = "█"

  /// The change with some of its words blank. Line ends stay, or the shape of a text would go.
  public func blanked(_ mask: WordMask) -> Change {
    let words = words
    let flags = mask.flags(count: words.count)
    return saying(
      zip(words, flags).map { $1 && $0 != "\n" ? Change.blankWord : $0 })
  }

  /// The words in which this change and another of the same shape differ.
  public func wordsUnlike(_ other: Change) -> WordMask {
    WordMask(zip(words, other.words).enumerated().filter { $1.0 != $1.1 }.map(\.offset))
  }
}
