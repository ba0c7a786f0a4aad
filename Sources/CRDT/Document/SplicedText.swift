/// A text that splices are put into one after another, as UTF-8.
///
/// Splices count in scalars, but a text that is made into an array of scalars and back costs a
/// thousand times what a splice does. Here their places are counted in the bytes, and only what lies
/// behind them moves. `TextSplicer` is for who goes through a text once from its beginning.
struct SplicedText {
  private var bytes: [UInt8]

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Deletes and inserts; that the splice fits the text was checked before.
  mutating func apply(_ splice: Splice) {
    let start = UTF8Text.end(of: splice.position, from: 0, in: bytes.span)
    let end = UTF8Text.end(of: splice.deleted, from: start, in: bytes.span)
    bytes.replaceSubrange(start..<end, with: splice.inserted.utf8)
  }
}
