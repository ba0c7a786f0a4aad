import Deflate

/// Writes an archive, file after file.
///
/// The times in it are the first that the format can say, so that the same files always give the same
/// archive.
///
/// ```swift
/// var writer = ZipWriter { bytes in try output.write(bytes) }
/// try writer.add("a/pas.md", bytes)
/// try writer.finish()
/// ```
public struct ZipWriter {
  /// What the counts of the records hold without Zip64 (APPNOTE 4.4.1.4).
  public static let filesMax = 65_534
  static let bytesMax = 0xFFFF_FFFE

  private let sink: ([UInt8]) throws -> Void
  private var directory = ByteSheet()
  private var names: Set<String> = []
  private var written = 0

  /// - Parameter sink: takes the archive piece by piece.
  public init(_ sink: @escaping ([UInt8]) throws -> Void) {
    self.sink = sink
  }

  /// Adds a file.
  ///
  /// - Parameter name: its path in the archive, parted by slashes.
  public mutating func add(_ name: String, _ bytes: [UInt8]) throws {
    guard ZipName.isSound(name), names.insert(name).inserted else { throw ZipError.badName(name) }
    guard names.count <= ZipWriter.filesMax else {
      throw ZipError.tooMany(most: ZipWriter.filesMax)
    }
    let deflated = bytes.isEmpty ? [] : Deflater.compress(bytes)
    let isDeflated = deflated.count < bytes.count
    let content = isDeflated ? deflated : bytes
    guard bytes.count <= ZipWriter.bytesMax, written + content.count <= ZipWriter.bytesMax else {
      throw ZipError.tooLarge(most: ZipWriter.bytesMax)
    }
    var fields = ByteSheet()  // what both records have, APPNOTE 4.3.7 and 4.3.12
    fields.short(20)  // version needed: 2.0, for deflate (4.4.3)
    fields.short(1 << 11)  // the name is UTF-8 (4.4.4, bit 11)
    fields.short(isDeflated ? 8 : 0)
    fields.short(0)  // 0.00 o'clock
    fields.short(1 << 5 | 1)  // 1 January 1980
    fields.long(CRC32.of(bytes))
    fields.long(UInt32(content.count))
    fields.long(UInt32(bytes.count))
    fields.short(UInt16(truncatingIfNeeded: name.utf8.count))
    fields.short(0)  // no extra field
    var local = ByteSheet()
    local.long(ZipRecord.local)
    local.bytes += fields.bytes + name.utf8
    directory.long(ZipRecord.central)
    directory.short(3 << 8 | 63)  // made on a Unix, by APPNOTE 6.3 (4.4.2)
    directory.bytes += fields.bytes
    for _ in 0..<3 { directory.short(0) }  // comment, disk, internal attributes
    directory.long(0o100644 << 16)  // an ordinary file that everybody may read (4.4.15)
    directory.long(UInt32(written))
    directory.bytes += name.utf8
    try sink(local.bytes + content)
    written += local.bytes.count + content.count
  }

  /// Ends the archive: APPNOTE 4.3.16.
  public mutating func finish() throws {
    guard written + directory.bytes.count <= ZipWriter.bytesMax else {
      throw ZipError.tooLarge(most: ZipWriter.bytesMax)
    }
    var end = ByteSheet()
    end.long(ZipRecord.end)
    end.short(0)
    end.short(0)
    end.short(UInt16(names.count))
    end.short(UInt16(names.count))
    end.long(UInt32(directory.bytes.count))
    end.long(UInt32(written))
    end.short(0)
    try sink(directory.bytes + end.bytes)
  }
}

/// The signatures of the records.
enum ZipRecord {
  static let local: UInt32 = 0x0403_4b50
  static let central: UInt32 = 0x0201_4b50
  static let end: UInt32 = 0x0605_4b50
}

/// Which names may stand in an archive.
enum ZipName {
  /// A path below the folder it is unpacked in, in every system's eyes (APPNOTE 4.4.17).
  static func isSound(_ name: String) -> Bool {
    (1...1_024).contains(name.utf8.count) && !name.hasPrefix("/")
      && !name.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }
      && !name.utf8.prefix(2).contains(UInt8(ascii: ":"))
      && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
        !$0.isEmpty && $0 != "." && $0 != ".."
      }
  }
}

/// Numbers as the format has them: the lowest byte first (APPNOTE 4.1.12).
struct ByteSheet {
  var bytes: [UInt8] = []

  mutating func short(_ number: UInt16) {
    bytes.append(UInt8(truncatingIfNeeded: number))
    bytes.append(UInt8(truncatingIfNeeded: number >> 8))
  }

  mutating func long(_ number: UInt32) {
    short(UInt16(truncatingIfNeeded: number))
    short(UInt16(truncatingIfNeeded: number >> 16))
  }
}
