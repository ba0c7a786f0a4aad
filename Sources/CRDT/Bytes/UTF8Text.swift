/// Strict UTF-8 to scalars, quick where the bytes are ASCII.
enum UTF8Text {
  /// The scalars of some bytes, if they are UTF-8 and exactly so many.
  static func scalars(_ bytes: [UInt8], count: Int) -> [Unicode.Scalar]? {
    guard bytes.count >= count else { return nil }
    if bytes.count == count {
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return bytes.map { Unicode.Scalar($0) }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(count)
    scalars.append(contentsOf: text.unicodeScalars)
    return scalars.count == count ? scalars : nil
  }
}
