import CRDT
import Digest

/// What is told of a payload's words, in such a way that each can be taken out for good and the rest
/// still proves to be what the payload said (Protocol/02 §6).
///
/// The words are the leaves of a hash tree. Each leaf is hashed with a secret of its own, and the
/// secrets follow from one another as those of salts do, so that whoever is told all words below a
/// node needs one secret for them. Of a word that was removed there is its hash alone; its secret,
/// which would be needed for guessing, went with it.
indirect enum WordTree: Hashable, Sendable {
  /// Nothing below was removed; the secret of it.
  case told(UInt128)
  /// Everything below was removed; the hash of it.
  case gone(SHA256Digest)
  case parted(WordTree, WordTree)

  private enum Tag: UInt8 {
    case parted = 0
    case told = 1
    case gone = 2
  }

  /// What is hashed, so that one can never be taken for another.
  private enum Part: UInt8 {
    case word = 0
    case node = 1
    case secret = 2
    case seed = 3
    case root = 4
  }

  private static func start(_ part: Part) -> SHA256 {
    var hash = HashDomain.words.start
    hash.update(part.rawValue)
    return hash
  }

  /// The tree of a payload that is whole. Whoever has the payload has all secrets; its salt keeps
  /// others from trying.
  init(ofWhole payload: [UInt8]) {
    var hash = WordTree.start(.seed)
    hash.update(payload)
    self = .told(hash.finalize().prefix)
  }

  /// What a record names: a hash over all words, told and gone, and over the payload without them.
  func root(_ words: [Unicode.Scalar], skeleton: [UInt8]) -> SHA256Digest {
    var hash = WordTree.start(.root)
    hash.update(digest(words[...]))
    hash.update(skeleton)
    return hash.finalize()
  }

  private func digest(_ words: ArraySlice<Unicode.Scalar>) -> SHA256Digest {
    switch self {
    case .gone(let digest): return digest
    case .told(let secret):
      guard words.count > 1 else { return WordTree.digest(of: words.first, secret) }
      return WordTree.told(below: secret).digest(words)
    case .parted(let lower, let upper):
      let (first, last) = words.halves
      var hash = WordTree.start(.node)
      hash.update(lower.digest(first))
      hash.update(upper.digest(last))
      return hash.finalize()
    }
  }

  private static func digest(of word: Unicode.Scalar?, _ secret: UInt128) -> SHA256Digest {
    var hash = start(.word)
    hash.update(secret: secret)
    hash.update(bigEndian: UInt64(word?.value ?? 0))
    return hash.finalize()
  }

  private static func told(below secret: UInt128) -> WordTree {
    func child(_ side: UInt8) -> WordTree {
      var hash = start(.secret)
      hash.update(secret: secret)
      hash.update(side)
      return .told(hash.finalize().prefix)
    }
    return .parted(child(0), child(1))
  }

  /// The tree without some of the words.
  func removing(
    _ removed: ArraySlice<Bool>, of words: ArraySlice<Unicode.Scalar>
  ) -> WordTree {
    guard removed.contains(true) else { return self }
    switch self {
    case .gone: return self
    case .told(let secret):
      guard removed.contains(false) else { return .gone(digest(words)) }
      return WordTree.told(below: secret).removing(removed, of: words)
    case .parted(let lower, let upper):
      let parted = WordTree.parted(
        lower.removing(removed.halves.0, of: words.halves.0),
        upper.removing(removed.halves.1, of: words.halves.1))
      if case .parted(.gone, .gone) = parted { return .gone(parted.digest(words)) }
      return parted
    }
  }

  /// Which of so many words from a place on are gone.
  func gone(from first: Int, count: Int) -> [Range<Int>] {
    switch self {
    case .told: []
    case .gone: [first..<first + count]
    case .parted(let lower, let upper):
      lower.gone(from: first, count: count / 2)
        + upper.gone(from: first + count / 2, count: count - count / 2)
    }
  }
}

// MARK: - On the wire

extension WordTree {
  func write(to writer: inout ByteWriter) {
    switch self {
    case .told(let secret):
      writer.byte(Tag.told.rawValue)
      writer.fixed64(UInt64(truncatingIfNeeded: secret >> 64))
      writer.fixed64(UInt64(truncatingIfNeeded: secret))
    case .gone(let digest):
      writer.byte(Tag.gone.rawValue)
      writer.bytes(digest.bytes)
    case .parted(let lower, let upper):
      writer.byte(Tag.parted.rawValue)
      lower.write(to: &writer)
      upper.write(to: &writer)
    }
  }

  /// The tree over so many words. It is no deeper than their number has binary digits.
  init(from reader: inout ByteReader, count: Int) throws(ByteError) {
    let start = reader.position
    switch Tag(rawValue: try reader.byte()) {
    case .told:
      let high = try reader.fixed64()
      self = .told(UInt128(high) << 64 | UInt128(try reader.fixed64()))
    case .gone:
      self = .gone(try reader.digest())
    case .parted:
      guard count > 1 else { throw ByteError(.invalidValue, at: start) }
      let lower = try WordTree(from: &reader, count: count / 2)
      let upper = try WordTree(from: &reader, count: count - count / 2)
      self = .parted(lower, upper)
      if case .parted(.gone, .gone) = self { throw ByteError(.notCanonical, at: start) }
    case nil:
      throw ByteError(.unknownFormat, at: start)
    }
  }
}

extension ArraySlice {
  /// The first half, rounded down, and the rest.
  fileprivate var halves: (ArraySlice, ArraySlice) {
    let middle = startIndex + count / 2
    return (self[..<middle], self[middle...])
  }
}

extension SHA256 {
  fileprivate mutating func update(secret: UInt128) {
    update(bigEndian: UInt64(truncatingIfNeeded: secret >> 64))
    update(bigEndian: UInt64(truncatingIfNeeded: secret))
  }
}
