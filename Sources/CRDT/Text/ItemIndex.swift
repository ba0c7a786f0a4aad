/// Which span of a merge holds each item: an array in pages, of which a page costs nothing while
/// one span holds all of it.
///
/// A look-up is two loads. Memory follows what was cut into pieces, not how long the text is: a
/// hundred thousand scalars nobody touched take some kilobytes.
struct ItemIndex: ~Copyable {
  private static let pageSize: Int32 = 64

  /// For each page the span that holds all of it, -1 for none, or -2 - (index of its block).
  private var pages = Slab<Int32>()
  /// Blocks of a page's size with a span for each item.
  private var blocks = Slab<Int32>()

  /// Bytes taken, for the tests that bound them.
  var byteCount: Int { (pages.capacity + blocks.capacity) * MemoryLayout<Int32>.stride }

  /// Makes room for items that no span holds yet.
  mutating func removeAll(itemCount: Int32) {
    blocks.removeAll()
    pages.refill(Int((itemCount + Self.pageSize - 1) / Self.pageSize), with: -1)
  }

  subscript(item: Int32) -> Int32 {
    let page = pages[item / Self.pageSize]
    return page >= -1 ? page : blocks[(-2 - page) * Self.pageSize + item % Self.pageSize]
  }

  /// Notes that a span holds some items.
  mutating func fill(_ items: Range<Int32>, with span: Int32) {
    var item = items.lowerBound
    while item < items.upperBound {
      let page = item / Self.pageSize
      let start = page * Self.pageSize
      let end = min(items.upperBound, start + Self.pageSize)
      if end - item == Self.pageSize, pages[page] >= -1 {
        pages[page] = span
      } else {
        let block = block(of: page) * Self.pageSize
        blocks.fill(block + item - start..<block + end - start, with: span)
      }
      item = end
    }
  }

  /// The block of a page, which from now on is held by more than one span.
  private mutating func block(of page: Int32) -> Int32 {
    let value = pages[page]
    if value < -1 { return -2 - value }
    let block = Int32(blocks.count) / Self.pageSize
    blocks.extend(by: Int(Self.pageSize), with: value)
    pages[page] = -2 - block
    return block
  }
}
