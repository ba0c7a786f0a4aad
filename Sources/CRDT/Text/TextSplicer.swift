/// Makes a text from an older one in one go from its beginning to its end: what is kept, what is
/// dropped, what is put in.
///
///     var splicer = TextSplicer("Rødgrød med fløde")
///     splicer.keep(8)
///     splicer.drop(9)
///     splicer.finished()       // "Rødgrød "
///
/// The new text is gathered as bytes. They come from valid UTF-8 and end where scalars end, so they
/// become a string without being checked again, which would take longer than the copy.
struct TextSplicer: ~Copyable {
  private var old: String
  private var bytes: Slab<UInt8>
  /// The byte of the old text that comes next.
  private var position = 0

  /// Scalars that the new text has more than the old one.
  private(set) var growth = 0

  init(_ text: String) {
    old = text
    old.makeContiguousUTF8()
    bytes = Slab(minimumCapacity: old.utf8.count + old.utf8.count / 4)
  }

  mutating func keep(_ count: Int32) {
    let start = position
    position = UTF8Text.end(of: Int(count), from: start, in: old.utf8.span)
    copy(from: start, to: position)
  }

  mutating func drop(_ count: Int32) {
    position = UTF8Text.end(of: Int(count), from: position, in: old.utf8.span)
    growth -= Int(count)
  }

  mutating func insert(_ scalars: Span<Unicode.Scalar>) {
    unsafe bytes.append(upTo: scalars.count * 4 + UTF8Text.slack) { target, end in
      unsafe UTF8Text.encode(scalars, into: target, &end)
    }
    growth += scalars.count
  }

  /// The same from bytes that are valid UTF-8 for so many scalars.
  mutating func insert(_ utf8: Span<UInt8>, count: Int) {
    unsafe utf8.withUnsafeBufferPointer { part in
      unsafe bytes.append(contentsOf: part)
    }
    growth += count
  }

  /// The new text: all that is left of the old one is kept.
  consuming func finished() -> String {
    copy(from: position, to: old.utf8.count)
    return bytes.string()
  }

  private mutating func copy(from start: Int, to end: Int) {
    unsafe old.utf8.span.extracting(start..<end).withUnsafeBufferPointer { part in
      unsafe bytes.append(contentsOf: part)
    }
  }
}
