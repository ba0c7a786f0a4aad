/// The token of each word, worked out once: its folded stem.
///
/// A base has some ten thousand different words and says them millions of times: stemming and
/// folding are paid per word, not per occurrence. Nothing here makes a String.
///
/// The index stores stems alone. Forms of words, their parts and their misspellings are matters of
/// the query, which knows all words of the index (`WordList`): tokens that depended on them would
/// have to be worked out alike on the day a text is taken out again, years later.
struct WordAnalyser {
  /// Words and their tokens, one after the other.
  private(set) var arena: [UInt8] = []

  private struct Entry {
    let hash: UInt32
    let start: UInt32
    let lettersCount: UInt8
    let tokenCount: UInt8

    /// One bit per scope whose word list is known to have the word.
    var noted: UInt8
  }

  /// What the memory may grow to before it is emptied and filled anew.
  private static let arenaBytesMax = 16 << 20
  private static let slotsMin = 1 << 12

  private var entries: [Entry] = []

  /// Places in `entries` by hash (open addressing, a power of two); 0 is free, 1 is the first.
  private var slots = [UInt32](repeating: 0, count: slotsMin)
  private let seed = UInt64.random(in: .min ... .max)

  /// Places in `entries` of words that were asked for and are not noted for `noting`.
  private var unnoted: [Int] = []
  private var noting: UInt8 = 0

  /// Where in `arena` the token of a word stands.
  mutating func token(of letters: [UInt8]) -> Range<Int> {
    let index = index(of: letters)
    if entries[index].noted & noting != noting {
      entries[index].noted |= noting
      unnoted.append(index)
    }
    let entry = entries[index]
    let start = Int(entry.start) + Int(entry.lettersCount)
    return start..<start + Int(entry.tokenCount)
  }

  private mutating func index(of letters: [UInt8]) -> Int {
    let hash = hash(letters)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if entries[index].hash == hash, isWord(entries[index], letters) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    return add(letters, hash: hash, at: slot)
  }

  private func isWord(_ entry: Entry, _ letters: [UInt8]) -> Bool {
    guard Int(entry.lettersCount) == letters.count else { return false }
    let start = Int(entry.start)
    for place in letters.indices where arena[start + place] != letters[place] { return false }
    return true
  }

  /// FNV-1a from a secret start, so that nobody can write a text of words that all collide.
  private func hash(_ letters: [UInt8]) -> UInt32 {
    var hash = seed
    for letter in letters { hash = (hash ^ UInt64(letter)) &* 0x100_0000_01b3 }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private mutating func add(_ letters: [UInt8], hash: UInt32, at slot: Int) -> Int {
    // Words waiting to be noted must not be forgotten.
    if arena.count > WordAnalyser.arenaBytesMax, unnoted.isEmpty {
      forget()
      return index(of: letters)
    }
    let start = arena.count
    arena += letters
    StemToken.append(of: letters, to: &arena)
    entries.append(
      Entry(
        hash: hash, start: UInt32(start), lettersCount: UInt8(letters.count),
        tokenCount: UInt8(arena.count - start - letters.count), noted: 0))
    slots[slot] = UInt32(entries.count)
    if entries.count * 2 > slots.count { growSlots() }
    return entries.count - 1
  }

  private mutating func growSlots() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (index, entry) in entries.enumerated() {
      var slot = Int(entry.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(index + 1)
    }
  }

  private mutating func forget() {
    arena.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    slots = [UInt32](repeating: 0, count: WordAnalyser.slotsMin)
  }
}

// MARK: Words that are new to an index

extension WordAnalyser {
  private static func bit(_ scope: SearchScope) -> UInt8 {
    switch scope {
    case .public: 1
    case .staff: 2
    }
  }

  /// From here on, words that the scope's list may lack are collected.
  mutating func beginNoting(_ scope: SearchScope) {
    noting = WordAnalyser.bit(scope)
    unnoted.removeAll(keepingCapacity: true)
  }

  /// The words collected; they count as noted from now on.
  mutating func endNoting() -> [String] {
    noting = 0
    defer { unnoted.removeAll(keepingCapacity: true) }
    return unnoted.map { index in
      let entry = entries[index]
      let start = Int(entry.start)
      return String(decoding: arena[start..<start + Int(entry.lettersCount)], as: UTF8.self)
    }
  }

  /// The scope's list may have lost words that were noted (a transaction was rolled back).
  mutating func doubtNotes(_ scope: SearchScope) {
    for index in entries.indices { entries[index].noted &= ~WordAnalyser.bit(scope) }
  }
}
