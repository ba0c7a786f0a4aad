/// Words that mean something, looked up in lower case without making a string of each word asked
/// for.
///
/// Words of Latin-1 letters, which is what Danish is written in, are numbers here: their lower
/// case is one addition and there is one way to spell them. Anything else is looked up as Swift
/// compares strings, so a letter with a combining ring is found too.
struct WordTable<Value: Sendable>: Sendable {
  /// Ascending, and their values; in so few, halving is quicker than hashing.
  private var latin: [UInt128] = []
  private var latinValues: [Value] = []
  private var words: [String: Value] = [:]
  private var longest = 0

  /// Gives some words a value; they are written in lower case.
  mutating func insert(_ value: Value, for text: some Sequence<String>) {
    for word in text {
      words[word] = value
      if case .latin(let key) = Folded(Array(word.unicodeScalars)[...]) { insert(value, for: key) }
      longest = max(longest, word.unicodeScalars.count)
    }
  }

  private mutating func insert(_ value: Value, for key: UInt128) {
    let place = latin.partitioningIndex { $0 >= key }
    if place < latin.count, latin[place] == key {
      latinValues[place] = value
    } else {
      latin.insert(key, at: place)
      latinValues.insert(value, at: place)
    }
  }

  private func value(for key: UInt128) -> Value? {
    let place = latin.partitioningIndex { $0 >= key }
    return place < latin.count && latin[place] == key ? latinValues[place] : nil
  }

  subscript(word: ArraySlice<Unicode.Scalar>) -> Value? {
    switch Folded(word) {
    case .latin(let key): return word.count > longest ? nil : value(for: key)
    case .long where longest <= Folded.lengthMax: return nil
    case .long, .other: return words[String(scalars: word).lowercased()]
    }
  }

  func contains(_ word: ArraySlice<Unicode.Scalar>) -> Bool { self[word] != nil }
}

extension WordTable<Void> {
  init(_ words: [String]) {
    insert((), for: words)
  }
}

/// A word in lower case, one byte a letter, as far as that can be.
private enum Folded {
  static let lengthMax = 16

  case latin(UInt128)

  /// All Latin-1, but of more letters than fit.
  case long
  case other

  init(_ word: ArraySlice<Unicode.Scalar>) {
    var key: UInt128 = 0
    for scalar in word {
      guard scalar.value > 0, scalar.value <= 0xFF else {
        self = .other
        return
      }
      key = key << 8 | UInt128(Folded.lowercase(UInt8(scalar.value)))
    }
    self = word.count > Folded.lengthMax ? .long : .latin(key)
  }

  private static func lowercase(_ letter: UInt8) -> UInt8 {
    switch letter {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE: letter + 0x20
    default: letter
    }
  }
}
