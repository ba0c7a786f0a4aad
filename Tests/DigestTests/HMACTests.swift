import Digest
import Testing

/// RFC 4231 §4 and RFC 5869 appendix A.
@Suite struct HMACTests {
  private static let longKey = [UInt8](repeating: 0xaa, count: 131)

  @Test(arguments: [
    (
      [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      Array(1...25), [UInt8](repeating: 0xcd, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      longKey, Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      longKey,
      Array(
        ("This is a test using a larger than block-size key and a larger than block-size data. "
          + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ])
  func `the cases of RFC 4231 come out`(key: [UInt8], message: [UInt8], code: String) {
    #expect(HMAC.code(for: message, key: key).description == code)
    var pieces = HMAC(key: key)
    pieces.update(message.prefix(3))
    pieces.update(message.dropFirst(3))
    #expect(pieces.finalize().description == code)
  }

  @Test func `the truncated case of RFC 4231 begins alike`() {
    let code = HMAC.code(
      for: "Test With Truncation".utf8, key: [UInt8](repeating: 0x0c, count: 20))
    #expect(code.description.hasPrefix("a3b6167473100ee06e0c796c2955552b"))
  }

  @Test func `the cases of RFC 5869 come out`() {
    let plain = HKDF.key(
      from: [UInt8](repeating: 0x0b, count: 22), salt: Array(0...12), info: Array(0xf0...0xf9),
      count: 42)
    #expect(
      Hex.encode(plain)
        == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
    let long = HKDF.key(
      from: Array(0x00...0x4f), salt: Array(0x60...0xaf), info: Array(0xb0...0xff), count: 82)
    #expect(
      Hex.encode(long)
        == "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
        + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
        + "cc30c58179ec3e87c14c01d5c1f3434f1d87")
    let bare = HKDF.key(from: [UInt8](repeating: 0x0b, count: 22), salt: [], info: [], count: 42)
    #expect(
      Hex.encode(bare)
        == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
  }

  @Test func `comparison finds a difference at either end`() {
    let code = HMAC.code(for: "a".utf8, key: "k".utf8)
    #expect(ConstantTime.areEqual(code, HMAC.code(for: "a".utf8, key: "k".utf8)))
    #expect(ConstantTime.areEqual(code.bytes, code.bytes))
    for place in [0, 15, 31] {
      var bytes = code.bytes
      bytes[place] ^= 1
      #expect(!ConstantTime.areEqual(bytes, code.bytes))
      #expect(SHA256Digest(bytes: bytes).map { ConstantTime.areEqual($0, code) } == false)
    }
    #expect(!ConstantTime.areEqual(code.bytes.dropLast(), code.bytes[...]))
  }
}
