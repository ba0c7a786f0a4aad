import CSQLite

/// A file that SQLite has open: which bytes, and whether the process that opened it still lives.
final class OpenFile {
  let disk: SimulatedDisk
  let name: String
  let file: SimulatedFile
  let isTemporary: Bool
  private let life: Int
  private var shared: SharedMemory?

  /// - Parameter name: `nil` for a temporary file that nobody else will see.
  init(_ name: String?, on disk: SimulatedDisk) {
    self.disk = disk
    self.name = name ?? ""
    isTemporary = name == nil
    file = name.map { disk.file($0) } ?? SimulatedFile(content: [])
    life = disk.life
  }

  /// Whether its process was killed, or its machine is without power.
  var isDead: Bool { life != disk.life || disk.isDown }

  func read(into target: UnsafeMutableRawBufferPointer, at offset: Int) -> Int32 {
    guard !isDead else { return DiskFault.read }
    let available = max(0, min(target.count, file.content.count - offset))
    if available > 0 {
      unsafe file.content.withUnsafeBytes { source in
        unsafe UnsafeMutableRawBufferPointer(rebasing: target[..<available]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + available]))
      }
    }
    guard available < target.count else { return SQLITE_OK }
    // SQLite counts on zeros behind the end of a file.
    unsafe UnsafeMutableRawBufferPointer(rebasing: target[available...]).initializeMemory(
      as: UInt8.self, repeating: 0)
    return DiskFault.shortRead
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32 {
    guard !isDead else { return DiskFault.write }
    guard !isTemporary else {
      unsafe file.write(bytes, at: offset)
      file.makeSafe()
      return SQLITE_OK
    }
    switch unsafe disk.write(bytes, at: offset, in: file) {
    case .done: return SQLITE_OK
    case .full: return SQLITE_FULL
    case .down: return DiskFault.write
    }
  }

  func truncate(to count: Int) -> Int32 {
    guard !isDead else { return DiskFault.truncate }
    guard !isTemporary else {
      file.truncate(to: count)
      return SQLITE_OK
    }
    return disk.truncate(file, to: count) == .done ? SQLITE_OK : DiskFault.truncate
  }

  func sync() -> Int32 {
    guard !isDead else { return DiskFault.sync }
    guard !isTemporary else { return SQLITE_OK }
    return disk.sync(file) == .done ? SQLITE_OK : DiskFault.sync
  }

  // MARK: Shared memory

  /// The write-ahead log's index: memory that belongs to the process, gone when it ends.
  ///
  /// One connection at a time uses a simulated database, so there is nothing to share it with;
  /// locks are granted for the same reason.
  func region(_ index: Int, byteCount: Int, extend: Bool) -> UnsafeMutableRawPointer? {
    let memory = shared ?? SharedMemory()
    shared = memory
    return unsafe memory.region(index, byteCount: byteCount, extend: extend)
  }

  func unmap() {
    shared = nil
  }
}

/// Regions of zeroed memory that keep their addresses until they are given back.
@safe
private final class SharedMemory {
  private var regions: [UnsafeMutableRawPointer]

  init() {
    unsafe regions = []
  }

  func region(_ index: Int, byteCount: Int, extend: Bool) -> UnsafeMutableRawPointer? {
    while unsafe regions.count <= index && extend {
      let region = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
      unsafe region.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
      unsafe regions.append(region)
    }
    return unsafe index < regions.count ? regions[index] : nil
  }

  deinit {
    while let region = unsafe regions.popLast() { unsafe region.deallocate() }
  }
}
