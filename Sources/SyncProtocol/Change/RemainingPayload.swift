public import CRDT
public import Digest

/// What is left of a payload when some of its words were removed for good, with the proof that the
/// others are the payload's (Protocol/02 §6).
///
/// It is a function of the payload and of the words that are gone: whoever removes the same ones, in
/// whatever order, has the same bytes. So it may come from any replica, and nobody needs to be
/// believed but the record that brings the root.
public struct RemainingPayload: Hashable, Sendable {
  /// The change with what is gone blank, and salt 0.
  public let change: Change
  private let tree: WordTree

  /// The longest tree that travels. One of a few removed words has some hundred bytes for each.
  public static let treeBytesMax = 128 << 10

  private init(_ change: Change, _ tree: WordTree) {
    self.change = change
    self.tree = tree
  }

  /// Of a payload that is held whole; `nil` for one without words, or too long to be blanked: a
  /// blank is longer than a letter.
  public init?(whole payload: [UInt8], of header: ChangeHeader) throws(ProtocolError) {
    let change = try PayloadCodec.decode(
      id: header.id, document: header.document, parents: header.parents, payload: payload)
    guard RemainingPayload.canBeBlanked(change) else { return nil }
    self.init(change.saying(change.words), WordTree(ofWhole: payload))
  }

  /// A hash of the whole payload's words, whatever is left of them here.
  public var root: SHA256Digest {
    tree.root(change.words, skeleton: RemainingPayload.skeleton(of: change))
  }

  /// The payload with every word blank.
  private static func skeleton(of change: Change) -> [UInt8] {
    PayloadCodec.encode(change.blanked(WordMask(runs: [0..<change.words.count])))
  }

  private static func canBeBlanked(_ change: Change) -> Bool {
    let blank = try? PayloadCodec.decode(
      id: change.id, document: change.document, parents: change.parents,
      payload: skeleton(of: change))  // what is wrong with it does not matter
    return !change.words.isEmpty && blank != nil
  }

  /// The words that are gone.
  public var gone: WordMask {
    WordMask(runs: tree.gone(from: 0, count: change.words.count))
  }

  /// What is left when these are gone too. Line ends stay.
  public func removing(_ mask: WordMask) -> RemainingPayload {
    let words = change.words
    let removed = zip(words, mask.flags(count: words.count)).map { $1 && $0 != "\n" }
    return RemainingPayload(change.blanked(mask), tree.removing(removed[...], of: words[...]))
  }
}

// MARK: - On the wire

extension RemainingPayload {
  /// The payload with its length, then the tree.
  public var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.lengthPrefixed(PayloadCodec.encode(change))
    tree.write(to: &writer)
    return writer.bytes
  }

  /// Whether it is short enough to travel.
  public static func isSendable(_ encoded: [UInt8]) -> Bool {
    encoded.count <= SyncLimits.standard.remainingBytesMax
  }

  /// Reads what `encoded` writes. Whether it is what a record names is not known before its root was
  /// compared.
  public init(encoded bytes: [UInt8], of header: ChangeHeader) throws(ProtocolError) {
    var reader = ByteReader(bytes)
    let payload = try ProtocolError.reading(of: header.id) { () throws(ByteError) in
      Array(try reader.lengthPrefixed())
    }
    let change = try PayloadCodec.decode(
      id: header.id, document: header.document, parents: header.parents, payload: payload)
    let words = change.words
    let tree = try ProtocolError.reading(of: header.id) { () throws(ByteError) in
      guard change.salt == 0, RemainingPayload.canBeBlanked(change) else {
        throw ByteError(.invalidValue, at: 0)
      }
      let tree = try WordTree(from: &reader, count: words.count)
      guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
      let gone = WordMask(runs: tree.gone(from: 0, count: words.count)).flags(count: words.count)
      guard zip(words, gone).allSatisfy({ !$1 || $0 == Change.blankWord }) else {
        throw ByteError(.notCanonical, at: 0)
      }
      return tree
    }
    self.init(change, tree)
  }
}
