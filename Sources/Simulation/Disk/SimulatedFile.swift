/// One file of a `SimulatedDisk`: its bytes as the running process sees them, and what it would
/// be found to hold if the power failed now.
final class SimulatedFile {
  /// As the running process sees it.
  private(set) var content: [UInt8]

  /// As of the last sync.
  private var safe: [UInt8]

  /// What was done since, in order.
  private var pending: [Action] = []

  private enum Action {
    case write(offset: Int, bytes: [UInt8])
    case truncate(count: Int)
  }

  init(content: [UInt8]) {
    self.content = content
    safe = content
  }

  var isSafe: Bool { pending.isEmpty }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    let copy = unsafe Array(bytes)
    SimulatedFile.put(copy[...], at: offset, into: &content)
    pending.append(.write(offset: offset, bytes: copy))
  }

  func truncate(to count: Int) {
    guard count < content.count else { return }
    content.removeSubrange(count...)
    pending.append(.truncate(count: count))
  }

  func makeSafe() {
    for action in pending { SimulatedFile.perform(action, on: &safe) }
    pending.removeAll()
  }

  /// After a power failure: what was safe, and of the rest whatever `survival` leaves.
  func settle(_ survival: SimulatedDisk.Survival, _ random: inout RandomSource) {
    for action in pending {
      switch survival {
      case .nothing: break
      case .everything: SimulatedFile.perform(action, on: &safe)
      case .writes: if random.isHeads { SimulatedFile.perform(action, on: &safe) }
      case .sectors: performPartly(action, &random)
      }
    }
    pending.removeAll()
    content = safe
  }

  private func performPartly(_ action: Action, _ random: inout RandomSource) {
    guard case .write(let offset, let bytes) = action else {
      if random.isHeads { SimulatedFile.perform(action, on: &safe) }
      return
    }
    var start = 0
    while start < bytes.count {
      let sectorEnd = (offset + start) / SimulatedDisk.sectorBytes + 1
      let end = min(bytes.count, sectorEnd * SimulatedDisk.sectorBytes - offset)
      if random.isHeads {
        SimulatedFile.put(bytes[start..<end], at: offset + start, into: &safe)
      }
      start = end
    }
  }

  private static func perform(_ action: Action, on bytes: inout [UInt8]) {
    switch action {
    case .write(let offset, let written): put(written[...], at: offset, into: &bytes)
    case .truncate(let count): if count < bytes.count { bytes.removeSubrange(count...) }
    }
  }

  private static func put(_ new: ArraySlice<UInt8>, at offset: Int, into bytes: inout [UInt8]) {
    let end = offset + new.count
    if end > bytes.count {
      bytes.reserveCapacity(end)
      bytes.append(contentsOf: repeatElement(0, count: end - bytes.count))
    }
    unsafe bytes.withUnsafeMutableBytes { target in
      unsafe new.withUnsafeBytes { source in
        unsafe UnsafeMutableRawBufferPointer(rebasing: target[offset..<end]).copyMemory(
          from: source)
      }
    }
  }
}
