extension Compression {
  /// Bytes are copied sixteen at a time, so the last copy may reach beyond what it copies.
  private static let chunk = 16

  /// Reads a block that holds exactly `count` bytes when unpacked.
  static func decompress(_ block: [UInt8], count: Int) throws(ByteError) -> [UInt8] {
    guard count <= block.count * matchMax else { throw ByteError(.tooMany, at: 0) }
    var failure: ByteError?
    let result = unsafe [UInt8](unsafeUninitializedCapacity: count + chunk) { target, made in
      let room = UnsafeMutableRawBufferPointer(target)
      unsafe block.withUnsafeBytes { source in
        do throws(ByteError) {
          var unpacker = unsafe Unpacker(block: block, source: source, room: room, count: count)
          try unpacker.unpack()
          made = count
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
    return result
  }

  /// Unpacks one block into memory that has room for `count` bytes and a chunk. Every length is
  /// compared with what is left on both sides before anything is copied.
  @safe
  private struct Unpacker {
    let block: [UInt8]
    /// The bytes of the block.
    let source: UnsafeRawBufferPointer
    let room: UnsafeMutableRawBufferPointer
    let count: Int
    /// How far the block was read, and the target written.
    var read = 0
    var written = 0

    mutating func unpack() throws(ByteError) {
      while true {
        guard read < block.count else { throw ByteError(.truncated, at: read) }
        let token = unsafe Int(source[read])
        read += 1
        try literals(token >> 4)
        if read == block.count { break }
        try copy(token & 15)
      }
      guard written == count else { throw ByteError(.truncated, at: read) }
    }

    private mutating func literals(_ code: Int) throws(ByteError) {
      var length = code
      if code == 15 { length += try number(upTo: block.count - read) }
      guard length <= count - written else { throw ByteError(.tooMany, at: read) }
      guard length <= block.count - read else { throw ByteError(.truncated, at: read) }
      if length <= chunk, block.count - read >= chunk {
        let part = unsafe source.loadUnaligned(fromByteOffset: read, as: SIMD16<UInt8>.self)
        unsafe room.storeBytes(of: part, toByteOffset: written, as: SIMD16<UInt8>.self)
      } else {
        unsafe UnsafeMutableRawBufferPointer(rebasing: room[written..<written + length])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[read..<read + length]))
      }
      read += length
      written += length
    }

    private mutating func copy(_ code: Int) throws(ByteError) {
      let start = read
      var length = code + matchMin
      if code == 15 { length += try number(upTo: matchMax) }
      guard length <= min(count - written, matchMax) else { throw ByteError(.tooMany, at: start) }
      let distance = try number(upTo: written)
      guard distance > 0 else { throw ByteError(.invalidValue, at: start) }
      let end = written + length
      if distance >= chunk {
        var place = written
        while place < end {
          let part = unsafe room.loadUnaligned(
            fromByteOffset: place - distance, as: SIMD16<UInt8>.self)
          unsafe room.storeBytes(of: part, toByteOffset: place, as: SIMD16<UInt8>.self)
          place += chunk
        }
      } else {
        // The copy goes on with what it has just written.
        for place in written..<end { unsafe room[place] = room[place - distance] }
      }
      written = end
    }

    /// A varint; most take one byte or two.
    @inline(__always)
    private mutating func number(upTo limit: Int) throws(ByteError) -> Int {
      if block.count - read >= 2 {
        let (low, high) = unsafe (Int(source[read]), Int(source[read + 1]))
        let isShort = low < 0x80
        let value = isShort ? low : low & 0x7F | high << 7
        if (isShort || high < 0x80 && high > 0) && value <= limit {
          read += isShort ? 1 : 2
          return value
        }
      }
      return try longNumber(upTo: limit)
    }

    private mutating func longNumber(upTo limit: Int) throws(ByteError) -> Int {
      var reader = ByteReader(block)
      try reader.skip(read)
      let value = try reader.count(upTo: limit)
      read = reader.position
      return value
    }
  }
}
