internal import DanishText

/// The tokens of single words, each worked out once.
///
/// A base has some ten thousand different words and says them millions of times: stemming and
/// folding are paid per word, not per occurrence. Nothing here makes a String.
struct WordAnalyser {
  /// Tokens one after the other, each preceded by its length.
  private(set) var arena: [UInt8] = []

  private struct Entry {
    let hash: UInt64
    let keyStart: Int32
    let keyLength: Int32
    let tokensStart: Int32
    let tokensEnd: Int32
  }

  /// What the memory may grow to before it is emptied and filled anew.
  private static let arenaBytesMax = 8 << 20

  private var keys: [UInt8] = []
  private var entries: [Entry] = []

  /// Places in `entries` by hash (open addressing, a power of two); -1 is free.
  private var slots = [Int32](repeating: -1, count: 1 << 12)
  private let seed = UInt64.random(in: .min ... .max)
  private var word: [UInt8] = []

  /// Where in `arena` the tokens of a word stand: its stem first, then, if it differs, the word.
  mutating func tokens(of letters: [UInt8]) -> Range<Int> {
    let hash = hash(letters)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, isKey(entry, letters) {
        return Int(entry.tokensStart)..<Int(entry.tokensEnd)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return add(letters, hash: hash, at: slot)
  }

  private func isKey(_ entry: Entry, _ letters: [UInt8]) -> Bool {
    guard Int(entry.keyLength) == letters.count else { return false }
    let start = Int(entry.keyStart)
    for place in letters.indices where keys[start + place] != letters[place] { return false }
    return true
  }

  /// FNV-1a from a secret start, so that nobody can write a text of words that all collide.
  private func hash(_ letters: [UInt8]) -> UInt64 {
    var hash = seed
    for letter in letters { hash = (hash ^ UInt64(letter)) &* 0x100_0000_01b3 }
    return hash ^ hash >> 29
  }

  private mutating func add(_ letters: [UInt8], hash: UInt64, at slot: Int) -> Range<Int> {
    guard arena.count < WordAnalyser.arenaBytesMax else {
      forget()
      return tokens(of: letters)
    }
    let start = arena.count
    appendTokens(of: letters)
    slots[slot] = Int32(entries.count)
    entries.append(
      Entry(
        hash: hash, keyStart: Int32(keys.count), keyLength: Int32(letters.count),
        tokensStart: Int32(start), tokensEnd: Int32(arena.count)))
    keys += letters
    if entries.count * 2 > slots.count { growSlots() }
    return start..<arena.count
  }

  private mutating func growSlots() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }

  mutating func forget() {
    arena.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    slots = [Int32](repeating: -1, count: 1 << 12)
  }

  private mutating func appendTokens(of letters: [UInt8]) {
    let stemLength = DanishStemmer.stemLength(of: letters.span)
    word.removeAll(keepingCapacity: true)
    Folding.fold(letters.span.extracting(..<stemLength), into: &word)
    appendToken(word)
    guard stemLength < letters.count else { return }
    word.removeAll(keepingCapacity: true)
    word.append(TokenSpace.exact)
    Folding.fold(letters.span, into: &word)
    appendToken(word)
  }

  /// A word has at most `WordScanner.lettersMax` bytes, of which folding lengthens none.
  private mutating func appendToken(_ token: [UInt8]) {
    arena.append(UInt8(token.count))
    arena += token
  }
}
