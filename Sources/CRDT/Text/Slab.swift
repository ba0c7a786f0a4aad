/// A growing block of plain values with one owner: what the walker's trees and tables live in.
///
/// An `Array` asks at every write whether it is shared. A slab cannot be shared, so it does not
/// ask; it keeps the bounds check. It is emptied and refilled without giving its memory back,
/// which is why merging allocates per size of the work and not per event.
@safe
struct Slab<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int
  private(set) var count = 0

  init(minimumCapacity: Int = 16) {
    self.capacity = max(minimumCapacity, 16)
    unsafe self.base = UnsafeMutablePointer.allocate(capacity: capacity)
  }

  deinit {
    unsafe base.deallocate()
  }

  @inline(__always)
  subscript(index: Int32) -> Element {
    _read {
      precondition(index >= 0 && Int(index) < count)
      yield unsafe base[Int(index)]
    }
    _modify {
      precondition(index >= 0 && Int(index) < count)
      yield unsafe &base[Int(index)]
    }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    unsafe (base + count).initialize(to: element)
    count += 1
  }

  mutating func removeAll() {
    count = 0
  }

  /// Forgets the last elements.
  mutating func truncate(to newCount: Int) {
    precondition(newCount >= 0 && newCount <= count)
    count = newCount
  }

  /// Drops the old content and holds `newCount` times `element`.
  mutating func refill(_ newCount: Int, with element: Element) {
    if newCount > capacity { grow(to: newCount) }
    unsafe base.update(repeating: element, count: newCount)
    count = newCount
  }

  /// Adds `added` times `element`.
  mutating func extend(by added: Int, with element: Element) {
    if count + added > capacity { grow(to: count + added) }
    unsafe (base + count).update(repeating: element, count: added)
    count += added
  }

  mutating func fill(_ range: Range<Int32>, with element: Element) {
    precondition(range.lowerBound >= 0 && Int(range.upperBound) <= count)
    unsafe (base + Int(range.lowerBound)).update(repeating: element, count: range.count)
  }

  mutating func append(contentsOf source: UnsafeBufferPointer<Element>) {
    if count + source.count > capacity { grow(to: count + source.count) }
    guard let start = source.baseAddress else { return }
    unsafe (base + count).update(from: start, count: source.count)
    count += source.count
  }

  /// Lets the caller write behind the last element, at most so many elements; `fill` counts them.
  @inline(__always)
  mutating func append(
    upTo room: Int, _ fill: (UnsafeMutableBufferPointer<Element>, inout Int) -> Void
  ) {
    if count + room > capacity { grow(to: count + room) }
    var added = 0
    unsafe fill(UnsafeMutableBufferPointer(start: base + count, count: room), &added)
    precondition(added >= 0 && added <= room)
    count += added
  }

  /// Moves `length` elements inside the slab; the ranges may overlap.
  mutating func move(from source: Int32, to target: Int32, count length: Int32) {
    precondition(source >= 0 && target >= 0 && length >= 0)
    precondition(Int(source) + Int(length) <= count && Int(target) + Int(length) <= count)
    unsafe (base + Int(target)).update(from: base + Int(source), count: Int(length))
  }

  /// Copies elements of an array into place.
  mutating func copy(_ source: [Element], _ range: Range<Int>, to target: Int32) {
    precondition(range.lowerBound >= 0 && range.upperBound <= source.count)
    precondition(target >= 0 && Int(target) + range.count <= count)
    unsafe source.withUnsafeBufferPointer { buffer in
      guard let from = buffer.baseAddress else { return }
      unsafe (base + Int(target)).update(from: from + range.lowerBound, count: range.count)
    }
  }

  /// A copy of some elements.
  func elements(from start: Int32, count length: Int32) -> [Element] {
    precondition(start >= 0 && length >= 0 && Int(start) + Int(length) <= count)
    return unsafe Array(UnsafeBufferPointer(start: base + Int(start), count: Int(length)))
  }

  /// Lends some elements.
  @inline(__always)
  func withElements<Result>(
    from start: Int32, count length: Int32, _ body: (Span<Element>) -> Result
  ) -> Result {
    precondition(start >= 0 && length >= 0 && Int(start) + Int(length) <= count)
    return unsafe body(Span(_unsafeStart: base + Int(start), count: Int(length)))
  }

  private mutating func grow(to needed: Int) {
    let larger = max(needed, capacity * 2)
    let fresh = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    unsafe fresh.moveInitialize(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = fresh
    capacity = larger
  }
}

extension Slab<UInt8> {
  /// The bytes as a text; the caller has put nothing there but valid UTF-8.
  func string() -> String {
    withElements(from: 0, count: Int32(count)) { bytes in
      unsafe String(copying: UTF8Span(unchecked: bytes))
    }
  }
}
