import CRDT
public import Digest

/// What an approval binds to.
extension Article {
  /// SHA-256 over everything a reader sees and nothing else: the same words give the same hash
  /// whoever wrote them and in whatever order, and reviewing, importing or approving changes it
  /// not.
  ///
  /// The canonical bytes are the line `faellesviden article 1` and a line feed, then for each
  /// content field that an article has, in the order of its number: the number, and the value with its length in
  /// front; of a set, the count of its elements and then each with its length, ascending by bytes.
  /// Numbers, counts and lengths are varints (LEB128).
  public var contentHash: SHA256Digest {
    var writer = ByteWriter()
    writer.bytes("faellesviden article 1\n".utf8)
    // An article that is no supplement has no anchor, and none in its hash.
    for field in Field.all where field.id.isContent && (field.id != .anchor || anchor != nil) {
      writer.varint(UInt64(field.id.rawValue))
      write(field, to: &writer)
    }
    return SHA256.hash(writer.bytes)
  }

  private func write(_ field: Field, to writer: inout ByteWriter) {
    switch field.kind {
    case .text:
      writer.string(text(of: field.id))
    case .register:
      writer.lengthPrefixed(registerValue(of: field.id).bytes)
    case .set:
      let elements = elements(of: field.id)
      writer.varint(UInt64(elements.count))
      for element in elements { writer.lengthPrefixed(element.bytes) }
    case .counter:
      break  // no reader of an article sees one
    }
  }
}
