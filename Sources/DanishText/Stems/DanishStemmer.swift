/// Cuts a Danish word down to its stem: *skolernes* and *skolen* become *skol*.
///
/// The algorithm is Snowball's for Danish (https://snowballstem.org/algorithms/danish/stemmer.html),
/// written from its published definition. All it ever does is take letters from the end, so a stem
/// is told by its length.
///
/// - R1 is what follows the first non-vowel after a vowel, but at least three letters are before it.
/// - Step 1 takes the longest of the inflections that stands in R1; an *s* only after certain letters.
/// - Step 2 takes the last letter of gd, dt, gt and kt in R1.
/// - Step 3 takes *st* after *ig*, then ig, lig, elig or els in R1 (with step 2 once more), and the
///   *t* of løst.
/// - Step 4 takes one of two equal consonants at the end.
public enum DanishStemmer {
  /// How many bytes of the normalised letters are the stem.
  public static func stemLength(of word: Span<UInt8>) -> Int {
    guard let r1 = startOfR1(word) else { return stemWithoutR1(word) }
    var stem = Stem(word: word.count, r1: r1)
    stem.takeInflection(word)
    stem.takeConsonantPair(word)
    stem.takeDerivation(word)
    stem.takeDoubleConsonant(word)
    return stem.length
  }

  /// What every step but *igst* needs is R1.
  private static func stemWithoutR1(_ word: Span<UInt8>) -> Int {
    word.ends(with: "igst", at: word.count) ? word.count - 2 : word.count
  }

  /// Nil when the word has no R1.
  private static func startOfR1(_ word: Span<UInt8>) -> Int? {
    guard let third = word.end(ofLetters: 3) else { return nil }
    var offset = 0
    while offset < word.count, !word.isVowel(at: offset) { offset = word.next(after: offset) }
    while offset < word.count, word.isVowel(at: offset) { offset = word.next(after: offset) }
    guard offset < word.count else { return nil }
    return max(word.next(after: offset), third)
  }
}

private struct Stem {
  var length: Int
  let r1: Int

  init(word length: Int, r1: Int) {
    self.length = length
    self.r1 = r1
  }

  /// The longest first, so that the first that fits is the one.
  private static let inflections: [StaticString] = [
    "erendes", "erende", "hedens", "ethed", "erede", "heden", "heder", "endes", "ernes", "erens",
    "erets", "ered", "ende", "erne", "eren", "erer", "heds", "enes", "eres", "eret", "hed", "ene",
    "ere", "ens", "ers", "ets", "en", "er", "es", "et", "e",
  ]

  mutating func takeInflection(_ word: Span<UInt8>) {
    for suffix in Stem.inflections where hasInR1(suffix, word) {
      length -= suffix.utf8CodeUnitCount
      return
    }
    if hasInR1("s", word), allowsS(word) { length -= 1 }
  }

  /// The letter before an *s* that is an ending; it may stand before R1.
  private func allowsS(_ word: Span<UInt8>) -> Bool {
    switch length >= 2 ? word[length - 2] : 0 {
    case UInt8(ascii: "a")...UInt8(ascii: "d"), UInt8(ascii: "f")...UInt8(ascii: "h"),
      UInt8(ascii: "j")...UInt8(ascii: "p"), UInt8(ascii: "r"), UInt8(ascii: "t"),
      UInt8(ascii: "v"), UInt8(ascii: "y"), UInt8(ascii: "z"):
      true
    default: word.ends(with: "å", at: length - 1)
    }
  }

  mutating func takeConsonantPair(_ word: Span<UInt8>) {
    for pair: StaticString in ["gd", "dt", "gt", "kt"] where hasInR1(pair, word) {
      length -= 1
      return
    }
  }

  mutating func takeDerivation(_ word: Span<UInt8>) {
    if word.ends(with: "igst", at: length) { length -= 2 }
    for suffix: StaticString in ["elig", "lig", "els", "ig"] where hasInR1(suffix, word) {
      length -= suffix.utf8CodeUnitCount
      takeConsonantPair(word)
      return
    }
    if hasInR1("løst", word) { length -= 1 }
  }

  mutating func takeDoubleConsonant(_ word: Span<UInt8>) {
    guard length >= 2, length > r1, word[length - 1] == word[length - 2],
      word[length - 1] &- UInt8(ascii: "a") < 26, !word.isVowel(at: length - 1)
    else { return }
    length -= 1
  }

  private func hasInR1(_ suffix: StaticString, _ word: Span<UInt8>) -> Bool {
    length - suffix.utf8CodeUnitCount >= r1 && word.ends(with: suffix, at: length)
  }
}

extension Span<UInt8> {
  /// Whether the first `end` bytes end with `suffix`.
  fileprivate func ends(with suffix: StaticString, at end: Int) -> Bool {
    let count = suffix.utf8CodeUnitCount
    guard count <= end else { return false }
    return suffix.withUTF8Buffer { bytes in
      for place in 0..<count where unsafe bytes[place] != self[end - count + place] {
        return false
      }
      return true
    }
  }

  fileprivate func isVowel(at offset: Int) -> Bool {
    switch self[offset] {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"), UInt8(ascii: "y"):
      return true
    case 0xc3 where offset + 1 < count:
      let second = self[offset + 1]
      return second == 0xa6 || second == 0xb8 || second == 0xa5
    default: return false
    }
  }

  /// Where the next letter begins.
  fileprivate func next(after offset: Int) -> Int {
    var next = offset + 1
    while next < count, self[next] & 0xc0 == 0x80 { next += 1 }
    return next
  }

  /// Where the first `letters` letters end, if there are so many.
  fileprivate func end(ofLetters letters: Int) -> Int? {
    var offset = 0
    for _ in 0..<letters {
      guard offset < count else { return nil }
      offset = next(after: offset)
    }
    return offset
  }
}
