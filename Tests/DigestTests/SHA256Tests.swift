import Digest
import Testing

@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
        + "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func `the examples of FIPS 180 come out`(text: String, digest: String) {
    #expect(SHA256.hash(text.utf8).description == digest)
  }

  @Test func `a million times the letter a comes out`() {
    var hash = SHA256()
    let thousand = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
    for _ in 0..<1000 { hash.update(thousand) }
    #expect(
      hash.finalize().description
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// Every length around the two block borders, cut at every place.
  @Test func `cutting the input anywhere changes nothing`() {
    for count in [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 130] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      var oneByOne = SHA256()
      for byte in bytes { oneByOne.update(byte) }
      let whole = oneByOne.finalize()
      #expect(SHA256.hash(bytes) == whole)
      #expect(SHA256.hash(bytes.span) == whole)
      for cut in 0...count {
        var hash = SHA256()
        hash.update(bytes[..<cut])
        hash.update(bytes[cut...])
        #expect(hash.finalize() == whole)
      }
    }
  }

  @Test func `a common beginning may be continued in two ways`() {
    var start = SHA256()
    start.update("kommune".utf8)
    var other = start
    start.update("kontor".utf8)
    other.update("bestyrelse".utf8)
    #expect(start.finalize() == SHA256.hash("kommunekontor".utf8))
    #expect(other.finalize() == SHA256.hash("kommunebestyrelse".utf8))
  }

  @Test func `numbers and digests are taken in highest byte first`() {
    var hash = SHA256()
    hash.update(bigEndian: 0x0102_0304_0506_0708)
    #expect(hash.finalize() == SHA256.hash([1, 2, 3, 4, 5, 6, 7, 8]))
    let digest = SHA256.hash("abc".utf8)
    var again = SHA256()
    again.update(digest)
    #expect(again.finalize() == SHA256.hash(digest.bytes))
  }
}

@Suite struct SHA256DigestTests {
  @Test func `a digest survives its bytes and its digits`() {
    let digest = SHA256.hash("får".utf8)
    #expect(SHA256Digest(bytes: digest.bytes) == digest)
    #expect(SHA256Digest(digest.description) == digest)
    #expect(digest.bytes.count == SHA256Digest.byteCount)
    #expect(digest.prefix == digest.bytes.prefix(16).reduce(0) { $0 << 8 | UInt128($1) })
  }

  @Test func `only 32 bytes make a digest`() {
    #expect(SHA256Digest(bytes: [UInt8](repeating: 1, count: 31)) == nil)
    #expect(SHA256Digest(bytes: [UInt8](repeating: 1, count: 33)) == nil)
    #expect(SHA256Digest(String(repeating: "g", count: 64)) == nil)
  }

  @Test func `order is that of the bytes`() {
    for place in 0..<32 {
      var low = [UInt8](repeating: 7, count: 32)
      var high = low
      low[place] = 6
      high[place] = 200
      let small = SHA256Digest(bytes: low)
      let large = SHA256Digest(bytes: high)
      #expect(small.flatMap { one in large.map { one < $0 } } == true)
      #expect(small.flatMap { one in large.map { $0 < one } } == false)
    }
  }
}
