/// One file of a `SimulatedDisk`: its bytes as the running process sees them, and what is needed to
/// say what it would be found to hold if the power failed now.
///
/// Power fails seldom and SQLite syncs all the time. So there is one copy of the bytes, and what was
/// done to it since the last sync is remembered with what stood there before: a sync forgets it, and
/// a power failure takes it back and does some of it again.
final class SimulatedFile {
  /// As the running process sees it.
  private(set) var content: [UInt8]

  /// What was done since the last sync, in order.
  private var pending: [Action] = []

  /// The bytes that those actions wrote and replaced, one after another: a page is written so often
  /// that an array for each would cost more than its bytes.
  private var kept: [UInt8] = []

  /// Bytes that took the place of others. Where there was no file yet, nothing was replaced; a write
  /// beyond the end replaces nothing at the end, after zeros.
  private struct Action {
    /// Where the first byte changed, which is no further than the end of the file was.
    let offset: Int
    /// What stood there, in `kept`.
    let replaced: Range<Int>
    let change: Change

    enum Change {
      /// The bytes that were written are in `kept`.
      case write(offset: Int, bytes: Range<Int>)
      case truncate(count: Int)
    }
  }

  init(content: [UInt8]) {
    self.content = content
  }

  var isSafe: Bool { pending.isEmpty }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    let start = min(offset, content.count)
    let end = min(offset + bytes.count, content.count)
    let replaced = keep(content[start..<max(start, end)])
    let first = kept.count
    unsafe kept.append(contentsOf: bytes)
    pending.append(
      Action(
        offset: start, replaced: replaced,
        change: .write(offset: offset, bytes: first..<kept.count)))
    unsafe SimulatedFile.put(bytes, at: offset, into: &content)
  }

  func truncate(to count: Int) {
    guard count < content.count else { return }
    pending.append(
      Action(offset: count, replaced: keep(content[count...]), change: .truncate(count: count)))
    content.removeSubrange(count...)
  }

  private func keep(_ bytes: ArraySlice<UInt8>) -> Range<Int> {
    let first = kept.count
    kept.append(contentsOf: bytes)
    return first..<kept.count
  }

  func makeSafe() {
    pending.removeAll(keepingCapacity: true)
    kept.removeAll(keepingCapacity: true)
  }

  /// After a power failure: what was safe, and of the rest whatever `survival` leaves.
  func settle(_ survival: SimulatedDisk.Survival, _ random: inout RandomSource) {
    takeBackPending()
    for action in pending {
      switch survival {
      case .nothing: break
      case .everything: perform(action.change)
      case .writes: if random.isHeads { perform(action.change) }
      case .sectors: performPartly(action.change, &random)
      }
    }
    makeSafe()
  }

  /// Back to what the file held at the last sync.
  private func takeBackPending() {
    for action in pending.reversed() {
      switch action.change {
      case .truncate: content += kept[action.replaced]
      case .write(let offset, let bytes):
        let end = action.offset + action.replaced.count
        // A file that did not reach as far as the write was as long as what it replaced says.
        if end < offset + bytes.count { content.removeSubrange(end...) }
        put(action.replaced, at: action.offset)
      }
    }
  }

  private func perform(_ change: Action.Change) {
    switch change {
    case .write(let offset, let bytes): put(bytes, at: offset)
    case .truncate(let count): if count < content.count { content.removeSubrange(count...) }
    }
  }

  private func performPartly(_ change: Action.Change, _ random: inout RandomSource) {
    guard case .write(let offset, let bytes) = change else {
      if random.isHeads { perform(change) }
      return
    }
    var start = 0
    while start < bytes.count {
      let sectorEnd = (offset + start) / SimulatedDisk.sectorBytes + 1
      let end = min(bytes.count, sectorEnd * SimulatedDisk.sectorBytes - offset)
      if random.isHeads {
        put(bytes.lowerBound + start..<bytes.lowerBound + end, at: offset + start)
      }
      start = end
    }
  }

  private func put(_ range: Range<Int>, at offset: Int) {
    unsafe kept.withUnsafeBytes { kept in
      unsafe SimulatedFile.put(
        UnsafeRawBufferPointer(rebasing: kept[range]), at: offset, into: &content)
    }
  }

  private static func put(
    _ new: UnsafeRawBufferPointer, at offset: Int, into bytes: inout [UInt8]
  ) {
    guard unsafe !new.isEmpty else { return }
    // No capacity is asked for: an array that grows as it likes is not copied with every page.
    if offset > bytes.count {
      bytes.append(contentsOf: repeatElement(0, count: offset - bytes.count))
    }
    let inside = min(new.count, bytes.count - offset)
    if inside > 0 {
      unsafe bytes.withUnsafeMutableBytes { target in
        unsafe UnsafeMutableRawBufferPointer(rebasing: target[offset..<offset + inside]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: new[..<inside]))
      }
    }
    if inside < new.count {
      unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: new[inside...]))
    }
  }
}
