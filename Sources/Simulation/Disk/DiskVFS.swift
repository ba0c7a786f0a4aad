import CSQLite

/// The operating system that SQLite sees in a simulation (https://sqlite.org/vfs.html): files are
/// on `SimulatedDisk`s, time stands still, and nothing is ever waited for.
///
/// A database is opened through it by naming it: `Connection(path:mode:vfs: DiskVFS.name)`.
enum DiskVFS {
  static let name = "viden-simulation"

  /// Makes SQLite know it; once for each process.
  static let isRegistered: Bool = register()

  /// What SQLite keeps for each open file: the methods first, as it demands, and then ours.
  @unsafe
  private struct Handle {
    var base: sqlite3_file
    var open: Unmanaged<OpenFile>?
  }

  private static func register() -> Bool {
    let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    unsafe methods.initialize(to: fileMethods)
    let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    unsafe vfs.initialize(to: sqlite3_vfs())
    unsafe vfs.pointee.iVersion = 2
    unsafe vfs.pointee.szOsFile = Int32(MemoryLayout<Handle>.size)
    unsafe vfs.pointee.mxPathname = 256
    unsafe vfs.pointee.zName = UnsafePointer(permanent(name))
    unsafe vfs.pointee.pAppData = UnsafeMutableRawPointer(methods)
    unsafe describe(&vfs.pointee)
    return unsafe sqlite3_vfs_register(vfs, 0) == SQLITE_OK
  }

  /// SQLite keeps the pointers for as long as the process lives.
  private static func permanent(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = Array(text.utf8CString)
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { unsafe (copy + index).initialize(to: byte) }
    return unsafe copy
  }

  private static func describe(_ vfs: inout sqlite3_vfs) {
    unsafe vfs.xOpen = { vfs, name, file, flags, outFlags in
      guard let vfs = unsafe vfs, let file = unsafe file else { return SQLITE_CANTOPEN }
      return unsafe DiskVFS.open(vfs, name, file, flags, outFlags)
    }
    unsafe vfs.xDelete = { _, name, _ in
      guard let found = unsafe DiskVFS.find(name) else { return DiskFault.delete }
      guard !found.disk.isDown, !found.disk.refusesRemovals else { return DiskFault.delete }
      guard found.disk.exists(found.name) else { return DiskFault.deleteMissing }
      found.disk.remove(found.name)
      return SQLITE_OK
    }
    unsafe vfs.xAccess = { _, name, _, result in
      let found = unsafe DiskVFS.find(name)
      unsafe result?.pointee = found.map { $0.disk.exists($0.name) } == true ? 1 : 0
      return SQLITE_OK
    }
    unsafe vfs.xFullPathname = { _, name, count, out in
      guard let name = unsafe name, let out = unsafe out else { return SQLITE_CANTOPEN }
      let bytes = unsafe Array(String(cString: name).utf8CString)
      guard bytes.count <= count else { return SQLITE_CANTOPEN }
      for (index, byte) in bytes.enumerated() { unsafe out[index] = byte }
      return SQLITE_OK
    }
    unsafe vfs.xRandomness = { _, count, bytes in
      for index in 0..<Int(count) { unsafe bytes?[index] = CChar(truncatingIfNeeded: index &* 37) }
      return count
    }
    unsafe vfs.xSleep = { _, microseconds in microseconds }
    unsafe vfs.xCurrentTime = { _, result in
      unsafe result?.pointee = 2_461_000.5
      return SQLITE_OK
    }
    unsafe vfs.xCurrentTimeInt64 = { _, result in
      unsafe result?.pointee = 2_461_000 * 86_400_000
      return SQLITE_OK
    }
    unsafe vfs.xGetLastError = { _, _, _ in 0 }
  }

  private static func find(
    _ name: UnsafePointer<CChar>?
  ) -> (disk: SimulatedDisk, name: String)? {
    unsafe name.flatMap { DiskShelf.shared.find(unsafe String(cString: $0)) }
  }

  private static func open(
    _ vfs: UnsafeMutablePointer<sqlite3_vfs>, _ name: UnsafePointer<CChar>?,
    _ file: UnsafeMutablePointer<sqlite3_file>, _ flags: Int32,
    _ outFlags: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    unsafe file.pointee.pMethods = nil
    guard let opened = unsafe openFile(name, flags) else { return SQLITE_CANTOPEN }
    let handle = unsafe UnsafeMutableRawPointer(file).assumingMemoryBound(to: Handle.self)
    unsafe handle.pointee.open = Unmanaged.passRetained(opened)
    unsafe handle.pointee.base.pMethods = UnsafePointer(
      vfs.pointee.pAppData.assumingMemoryBound(to: sqlite3_io_methods.self))
    unsafe outFlags?.pointee = flags
    return SQLITE_OK
  }

  private static func openFile(_ name: UnsafePointer<CChar>?, _ flags: Int32) -> OpenFile? {
    guard unsafe name != nil else { return OpenFile(nil, on: SimulatedDisk()) }
    guard let found = unsafe find(name), !found.disk.isDown,
      flags & SQLITE_OPEN_CREATE != 0 || found.disk.exists(found.name)
    else { return nil }
    return OpenFile(found.name, on: found.disk)
  }

  fileprivate static func openFile(_ file: UnsafeMutablePointer<sqlite3_file>?) -> OpenFile? {
    let handle = unsafe file.map {
      unsafe UnsafeMutableRawPointer($0).assumingMemoryBound(to: Handle.self)
    }
    return unsafe handle?.pointee.open?.takeUnretainedValue()
  }

  fileprivate static func close(_ file: UnsafeMutablePointer<sqlite3_file>?) {
    guard let file = unsafe file else { return }
    let handle = unsafe UnsafeMutableRawPointer(file).assumingMemoryBound(to: Handle.self)
    unsafe handle.pointee.open?.release()
    unsafe handle.pointee.open = nil
  }
}

/// What SQLite may do to an open file.
private let fileMethods: sqlite3_io_methods = {
  var methods = sqlite3_io_methods()
  methods.iVersion = 2
  unsafe methods.xClose = { file in
    unsafe DiskVFS.close(file)
    return SQLITE_OK
  }
  unsafe methods.xRead = { file, bytes, count, offset in
    guard let open = unsafe DiskVFS.openFile(file) else { return DiskFault.read }
    return unsafe open.read(
      into: UnsafeMutableRawBufferPointer(start: bytes, count: Int(count)), at: Int(offset))
  }
  unsafe methods.xWrite = { file, bytes, count, offset in
    guard let open = unsafe DiskVFS.openFile(file) else { return DiskFault.write }
    return unsafe open.write(
      UnsafeRawBufferPointer(start: bytes, count: Int(count)), at: Int(offset))
  }
  unsafe methods.xTruncate = { file, count in
    unsafe DiskVFS.openFile(file)?.truncate(to: Int(count)) ?? DiskFault.truncate
  }
  unsafe methods.xSync = { file, _ in
    unsafe DiskVFS.openFile(file)?.sync() ?? DiskFault.sync
  }
  unsafe methods.xFileSize = { file, result in
    guard let open = unsafe DiskVFS.openFile(file), !open.isDead else { return DiskFault.status }
    unsafe result?.pointee = Int64(open.file.content.count)
    return SQLITE_OK
  }
  unsafe methods.xLock = { _, _ in SQLITE_OK }
  unsafe methods.xUnlock = { _, _ in SQLITE_OK }
  unsafe methods.xCheckReservedLock = { _, result in
    unsafe result?.pointee = 0
    return SQLITE_OK
  }
  unsafe methods.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
  unsafe methods.xSectorSize = { _ in Int32(SimulatedDisk.sectorBytes) }
  // What every disk of the last decades does: a torn write harms nothing beside itself.
  unsafe methods.xDeviceCharacteristics = { _ in SQLITE_IOCAP_POWERSAFE_OVERWRITE }
  unsafe methods.xShmMap = { file, index, byteCount, extend, result in
    guard let open = unsafe DiskVFS.openFile(file), !open.isDead else { return DiskFault.map }
    unsafe result?.pointee = open.region(
      Int(index), byteCount: Int(byteCount), extend: extend != 0)
    return SQLITE_OK
  }
  unsafe methods.xShmLock = { _, _, _, _ in SQLITE_OK }
  unsafe methods.xShmBarrier = { _ in }
  unsafe methods.xShmUnmap = { file, _ in
    unsafe DiskVFS.openFile(file)?.unmap()
    return SQLITE_OK
  }
  return methods
}()
