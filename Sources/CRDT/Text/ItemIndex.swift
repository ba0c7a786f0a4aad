/// Which span of a merge holds each item: an array in pages, of which a page costs nothing while
/// one span holds all of it.
///
/// A look-up is two loads. Memory follows what was cut into pieces, not how long the text is: a
/// hundred thousand scalars nobody touched take some kilobytes.
struct ItemIndex: ~Copyable {
  private static let pageBits: Int32 = 6
  private static let pageSize: Int32 = 1 << pageBits
  private static let pageMask = pageSize - 1

  /// For each page the span that holds all of it, -1 for none, or -2 - (index of its block).
  private var pages = Slab<Int32>()
  /// Blocks of a page's size with a span for each item.
  private var blocks = Slab<Int32>()

  /// Bytes taken, for the tests that bound them.
  var byteCount: Int { (pages.capacity + blocks.capacity) * MemoryLayout<Int32>.stride }

  /// Begins anew, with some items that one span holds and room behind them for others.
  mutating func begin(_ count: Int32, heldBy span: Int32, room: Int32) {
    blocks.removeAll()
    let held = Self.pageCount(count)
    pages.refill(held, with: span)
    pages.extend(by: Self.pageCount(count + room) - held, with: -1)
  }

  private static func pageCount(_ items: Int32) -> Int { Int((items + pageMask) >> pageBits) }

  @inline(__always)
  subscript(item: Int32) -> Int32 {
    let page = pages[item >> Self.pageBits]
    return page >= -1 ? page : blocks[(-2 - page) << Self.pageBits | item & Self.pageMask]
  }

  /// Notes that a span holds some items.
  mutating func fill(_ items: Range<Int32>, with span: Int32) {
    var item = items.lowerBound
    while item < items.upperBound {
      let page = item >> Self.pageBits
      let start = item & Self.pageMask
      let count = min(items.upperBound - item, Self.pageSize - start)
      if count == Self.pageSize, pages[page] >= -1 {
        pages[page] = span
      } else {
        let first = block(of: page) << Self.pageBits | start
        blocks.fill(first..<first + count, with: span)
      }
      item += count
    }
  }

  /// The block of a page, which from now on is held by more than one span.
  @inline(__always)
  private mutating func block(of page: Int32) -> Int32 {
    let value = pages[page]
    return value < -1 ? -2 - value : makeBlock(of: page, heldBy: value)
  }

  private mutating func makeBlock(of page: Int32, heldBy value: Int32) -> Int32 {
    let block = Int32(blocks.count) >> Self.pageBits
    blocks.extend(by: Int(Self.pageSize), with: value)
    pages[page] = -2 - block
    return block
  }
}
