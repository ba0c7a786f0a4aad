import Deflate

/// Reads an archive that anyone may have made.
///
/// The central directory decides, as APPNOTE 4.3.1 has it, and each file's local header must agree
/// with it: an archive that shows one thing to one program and another to the next is refused.
public struct ZipReader {
  /// A file in the archive, or a folder, whose name ends with a slash.
  public struct File: Hashable, Sendable {
    public let name: String
    public let byteCount: Int

    let place: Int
    let packedCount: Int
    let method: UInt16
    let check: UInt32
    let flags: UInt16

    public var isFolder: Bool { name.hasSuffix("/") }
  }

  public static let filesMax = 65_534

  /// In the order of the directory.
  public let files: [File]
  private let bytes: [UInt8]

  /// - Parameter bytesMax: what all files together may be when they are unpacked.
  public init(_ bytes: [UInt8], bytesMax: Int) throws(ZipError) {
    self.bytes = bytes
    guard let end = ZipReader.end(of: bytes) else { throw .notAnArchive }
    let (count, size, start) = try ZipReader.directory(at: end, of: bytes)
    var cursor = LittleEndian(bytes, at: start, to: start + size)
    var files: [File] = []
    var names: Set<String> = []
    var total = 0
    for _ in 0..<count {
      let file = try ZipReader.file(&cursor)
      guard names.insert(file.name).inserted else { throw .badName(file.name) }
      guard file.byteCount <= bytesMax - total else { throw .tooLarge(most: bytesMax) }
      total += file.byteCount
      files.append(file)
    }
    guard cursor.isAtEnd else { throw .damaged(at: cursor.place) }
    self.files = files
    try expectApart(before: start)
  }

  /// The content of a file.
  public func content(of file: File) throws(ZipError) -> [UInt8] {
    let start = try contentStart(of: file)
    let packed = Array(bytes[start..<start + file.packedCount])
    let content: [UInt8]
    if file.method == 0 {
      content = packed
    } else {
      do {
        content = try Inflater.expand(packed, bytesMax: file.byteCount)
      } catch {
        throw .wrongContent(name: file.name)
      }
    }
    guard content.count == file.byteCount, CRC32.of(content) == file.check else {
      throw .wrongContent(name: file.name)
    }
    return content
  }

  // MARK: Records

  /// Where the last record begins: the file may end with a comment (APPNOTE 4.3.16).
  private static func end(of bytes: [UInt8]) -> Int? {
    let length = 22
    guard bytes.count >= length else { return nil }
    let lowest = max(0, bytes.count - length - 0xFFFF)
    var place = bytes.count - length
    while place >= lowest {
      var cursor = LittleEndian(bytes, at: place, to: bytes.count)
      if bytes[place] == 0x50, (try? cursor.long()) == ZipRecord.end { return place }  // or go on
      place -= 1
    }
    return nil
  }

  private static func directory(
    at end: Int, of bytes: [UInt8]
  ) throws(ZipError) -> (count: Int, size: Int, start: Int) {
    var cursor = LittleEndian(bytes, at: end + 4, to: bytes.count)
    let disks = try (cursor.short(), cursor.short())
    let counts = try (cursor.short(), cursor.short())
    let (size, start) = try (Int(cursor.long()), Int(cursor.long()))
    guard disks == (0, 0), counts.0 == counts.1, counts.0 != 0xFFFF else {
      throw .unsupported(name: "")
    }
    guard start + size == end else { throw .damaged(at: end) }
    return (Int(counts.0), size, start)
  }

  private static func file(_ cursor: inout LittleEndian) throws(ZipError) -> File {
    let start = cursor.place
    guard try cursor.long() == ZipRecord.central else { throw .damaged(at: start) }
    _ = try (cursor.short(), cursor.short())  // versions
    let (flags, method) = try (cursor.short(), cursor.short())
    _ = try cursor.long()  // time and date
    let check = try cursor.long()
    let (packed, plain) = try (Int(cursor.long()), Int(cursor.long()))
    let lengths = try (Int(cursor.short()), Int(cursor.short()), Int(cursor.short()))
    let disk = try cursor.short()
    _ = try (cursor.short(), cursor.long())  // attributes
    let place = try Int(cursor.long())
    let name = try ZipReader.name(cursor.take(lengths.0))
    _ = try cursor.take(lengths.1 + lengths.2)
    // Bit 0 is encryption, bit 13 hides the directory (4.4.4); 0xFFFFFFFF leads to Zip64 (4.5.3).
    guard flags & (1 | 1 << 13) == 0, method == 0 || method == 8, disk == 0,
      packed != 0xFFFF_FFFF, plain != 0xFFFF_FFFF
    else { throw .unsupported(name: name) }
    guard method == 8 || packed == plain else { throw .damaged(at: start) }
    return File(
      name: name, byteCount: plain, place: place, packedCount: packed, method: method,
      check: check, flags: flags)
  }

  private static func name(_ bytes: ArraySlice<UInt8>) throws(ZipError) -> String {
    guard let name = String(validating: bytes, as: UTF8.self) else {
      throw .badName(String(decoding: bytes, as: UTF8.self))
    }
    let path = name.hasSuffix("/") ? String(name.dropLast()) : name
    guard ZipName.isSound(path) else { throw .badName(name) }
    return name
  }

  /// Behind the local header, which must say what the directory says.
  private func contentStart(of file: File) throws(ZipError) -> Int {
    var cursor = LittleEndian(bytes, at: file.place, to: bytes.count)
    guard try cursor.long() == ZipRecord.local else { throw .damaged(at: file.place) }
    _ = try cursor.short()
    let (flags, method) = try (cursor.short(), cursor.short())
    _ = try cursor.long()
    let check = try cursor.long()
    let sizes = try (Int(cursor.long()), Int(cursor.long()))
    let lengths = try (Int(cursor.short()), Int(cursor.short()))
    let name = try cursor.take(lengths.0)
    _ = try cursor.take(lengths.1)
    // With bit 3 the numbers stand behind the content, and here are noughts (4.4.4).
    let hasNumbers = flags & (1 << 3) == 0
    guard flags == file.flags, method == file.method, name.elementsEqual(file.name.utf8),
      !hasNumbers || (check == file.check && sizes == (file.packedCount, file.byteCount)),
      file.packedCount <= bytes.count - cursor.place
    else { throw .damaged(at: file.place) }
    return cursor.place
  }

  /// No two files share bytes: that is how a small archive unpacks into a huge one.
  private func expectApart(before directory: Int) throws(ZipError) {
    var end = 0
    for file in files.sorted(by: { $0.place < $1.place }) {
      let start = try contentStart(of: file)
      guard file.place >= end, start + file.packedCount <= directory else {
        throw .damaged(at: file.place)
      }
      end = start + file.packedCount
    }
  }
}

/// Reads numbers, the lowest byte first, from bytes that may end anywhere.
struct LittleEndian {
  private let bytes: [UInt8]
  private(set) var place: Int
  private let end: Int

  init(_ bytes: [UInt8], at place: Int, to end: Int) {
    self.bytes = bytes
    self.end = min(end, bytes.count)
    self.place = place
  }

  var isAtEnd: Bool { place == end }

  mutating func take(_ count: Int) throws(ZipError) -> ArraySlice<UInt8> {
    guard place >= 0, place <= end, count <= end - place else { throw .damaged(at: place) }
    defer { place += count }
    return bytes[place..<place + count]
  }

  mutating func short() throws(ZipError) -> UInt16 {
    let two = try take(2)
    return UInt16(two[two.startIndex]) | UInt16(two[two.startIndex + 1]) << 8
  }

  mutating func long() throws(ZipError) -> UInt32 {
    let low = try short()
    return UInt32(low) | UInt32(try short()) << 16
  }
}
